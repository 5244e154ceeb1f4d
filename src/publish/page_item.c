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
		view_set(link, "url", path_item_beside(c->a, related->v[i].tag));
		json_array_append_new(list, link);
	}
	return list;
}

/* A page that leads on to another one. */
static bool moved_page(
	const struct output_context *c, struct str from, const struct release *to, struct err *err)
{
	return page_add_moved(c, str_printf(c->a, PATH_ITEMS STR_FMT, STR_ARG(from)), to->face.title,
		path_item(c->a, STR_NONE, to->tag), path_item_beside(c->a, to->tag), err);
}

/* Pages were once named by the item's number. Where out/ has that page, it is kept as one that
 * leads to the item's page of today. */
static bool numbered_page(const struct output_context *c, int64_t item, struct str tag,
	const struct release *to, struct err *err)
{
	struct str before = path_item_before(c->a, item);
	return !strs_sorted_have(*c->pages, before) || str_eq(before, path_item_beside(c->a, tag)) ||
		moved_page(c, before, to, err);
}

static bool item_page(const struct output_context *c, const struct placed *item, struct err *err)
{
	const struct release *release = item->release;
	struct str path = path_item(c->a, STR_NONE, release->tag);
	json_t *shell = page_shell(c, release->face.title, path, SECTION_NONE),
		   *related = related_of(c, item->related);
	json_object_set_new(shell, "item", view_release(c->site, release, item->on, NULL, S("../")));
	json_object_set_new(shell, "has_related", json_boolean(json_array_size(related) > 0));
	json_object_set_new(shell, "related", related);
	page_set_changed(shell, NO_TIME);
	return page_add(c, "item-page", path, shell, err) &&
		numbered_page(c, release->item, release->tag, release, err);
}

static bool gone_page(const struct output_context *c, const struct gone *gone, struct err *err)
{
	const struct release *release = &gone->release;
	char text[TIME_TEXT];
	struct str path = path_item(c->a, STR_NONE, release->tag);
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
	return page_add(c, "gone", path, shell, err) &&
		numbered_page(c, release->item, release->tag, release, err);
}

/* The page of an item that was merged into a live one, which may have its tag now. */
static bool alias_page(const struct output_context *c, const struct alias *alias, struct err *err)
{
	const struct placed *to = output_find_item(c, alias->to);
	struct str name = path_item_beside(c->a, alias->tag);
	if (!to || output_find_item(c, alias->from))
		return true;
	if (str_eq(name, path_item_before(c->a, alias->to)))
		return true; /* they exchanged their tags: the live item has led on from there */
	return moved_page(c, name, to->release, err) &&
		numbered_page(c, alias->from, alias->tag, to->release, err);
}

bool output_items(const struct output_context *c, struct err *err)
{
	for (size_t i = 0; i < c->count; i++)
		if (!item_page(c, &c->by_date[i], err))
			return false;
	for (size_t i = 0; i < c->aliases->n; i++)
		if (!alias_page(c, &c->aliases->v[i], err))
			return false;
	return true;
}

/* The page of a withdrawn item says why. Where another item has its tag now, that one's page stands
 * there. */
bool output_gone(const struct output_context *c, struct err *err)
{
	for (size_t i = 0; i < c->gone->n; i++) {
		const struct gone *gone = &c->gone->v[i];
		const struct placed *now = output_find_item(c, gone->now_at);
		const struct release *was = &gone->release;
		if (now || gone->handed_on ?
				!numbered_page(c, was->item, was->tag, now ? now->release : was, err) :
				!gone_page(c, gone, err))
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
