/* The pages of items: of those that are published, of those that were merged into them, and of
 * those that readers saw and see no more. And the style sheet, which every page links. */
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"

/* [{title, url}] of those that are live: others have no page. */
static json_t *related_of(const struct output_context *c, const struct relateds *related)
{
	json_t *list = json_array();
	for (size_t i = 0; related && i < related->n; i++) {
		if (!related->v[i].live)
			continue;
		json_t *link = json_object();
		view_set(link, "title", related->v[i].title);
		view_set(link, "url", path_item_beside(c->a, related->v[i].item));
		json_array_append_new(list, link);
	}
	return list;
}

static bool item_page(const struct output_context *c, const struct placed *item, struct err *err)
{
	const struct release *release = item->release;
	struct str path = path_item(c->a, STR_NONE, release->item);
	json_t *shell = page_shell(c, release->face.title, path, SECTION_NONE),
		   *related = related_of(c, item->related);
	json_object_set_new(shell, "item", view_release(c->site, release, item->on, NULL, S("../")));
	json_object_set_new(shell, "has_related", json_boolean(json_array_size(related) > 0));
	json_object_set_new(shell, "related", related);
	page_set_changed(shell, NO_TIME);
	return page_add(c, "item-page", path, shell, err);
}

/* A page that leads on to another item's. */
static bool moved_page(
	const struct output_context *c, int64_t from, const struct placed *to, struct err *err)
{
	const struct release *release = to->release;
	return page_add_moved(c, path_item(c->a, STR_NONE, from), release->face.title,
		path_item(c->a, STR_NONE, release->item), path_item_beside(c->a, release->item), err);
}

static bool gone_page(const struct output_context *c, const struct gone *gone, struct err *err)
{
	const struct release *release = &gone->release;
	char text[TIME_TEXT];
	struct str path = path_item(c->a, STR_NONE, release->item);
	json_t *shell = page_shell(c, release->face.title, path, SECTION_NONE), *item = json_object();
	view_set(item, "title", release->face.title);
	view_set(item, "reason", view_gone_reason(c->a, gone));
	view_set(item, "gone", str_of(time_rfc3339(gone->at, text)));
	view_set(item, "gone_day", str_of(date_us(date_local(gone->at), text)));
	view_set(item, "published", str_of(time_rfc3339(release->published, text)));
	view_set(item, "published_day", str_of(date_us(date_local(release->published), text)));
	json_object_set_new(shell, "item", item);
	json_object_set_new(shell, "noindex", json_true());
	page_set_changed(shell, NO_TIME);
	return page_add(c, "gone", path, shell, err);
}

bool output_items(const struct output_context *c, struct err *err)
{
	for (size_t i = 0; i < c->count; i++)
		if (!item_page(c, &c->by_date[i], err))
			return false;
	for (size_t i = 0; i < c->aliases->n; i++) {
		const struct alias *alias = &c->aliases->v[i];
		const struct placed *to = output_find_item(c, alias->to);
		if (to && !output_find_item(c, alias->from) && !moved_page(c, alias->from, to, err))
			return false;
	}
	return true;
}

/* The page of a withdrawn item says why. Where another item has its tag now, the page leads on to
 * that one. */
bool output_gone(const struct output_context *c, struct err *err)
{
	for (size_t i = 0; i < c->gone->n; i++) {
		const struct gone *gone = &c->gone->v[i];
		const struct placed *now = output_find_item(c, gone->now_at);
		if (!(now ? moved_page(c, gone->release.item, now, err) : gone_page(c, gone, err)))
			return false;
	}
	return true;
}

bool output_style(const struct output_context *c, struct err *err)
{
	struct str path = S("style.css"), style;
	if (!template_file(c->templates, path, &style, err))
		return false;
	output_add(c, path, style);
	return true;
}
