#include "publish/page.h"
#include "publish/publish.h"
#include "render/view.h"

static struct str item_path(struct arena *a, int64_t item)
{
	return str_printf(a, "items/%lld.html", (long long)item);
}

static json_t *related_of(const struct pages *p, const struct relateds *related)
{
	json_t *list = json_array();
	for (size_t i = 0; related && i < related->n; i++) {
		if (!related->v[i].live)
			continue;
		json_t *link = json_object();
		view_set(link, "title", related->v[i].title);
		view_set(link, "url", str_printf(p->a, "%lld.html", (long long)related->v[i].item));
		json_array_append_new(list, link);
	}
	return list;
}

bool page_item(const struct pages *p, const struct placed *item, struct err *err)
{
	const struct release *release = item->release;
	struct str path = item_path(p->a, release->item);
	json_t *shell = page_shell(p, release->face.title, path, SECTION_NONE),
		   *related = related_of(p, item->related);
	json_object_set_new(shell, "item", view_placed(p->site, release, item->on, NULL, S("../")));
	json_object_set_new(shell, "has_related", json_boolean(json_array_size(related) > 0));
	json_object_set_new(shell, "related", related);
	page_set_changed(shell, NO_TIME);
	return page_add(p, "item-page", path, shell, err);
}

bool page_moved(const struct pages *p, int64_t from, const struct placed *to, struct err *err)
{
	const struct release *release = to->release;
	json_t *shell = page_shell(
		p, release->face.title, item_path(p->a, release->item), SECTION_NONE);
	view_set(shell, "target", str_printf(p->a, "%lld.html", (long long)release->item));
	page_set_changed(shell, NO_TIME);
	return page_add(p, "moved", item_path(p->a, from), shell, err);
}

bool page_gone(const struct pages *p, const struct gone *gone, struct err *err)
{
	const struct release *release = &gone->release;
	char text[TIME_TEXT];
	struct str path = item_path(p->a, release->item);
	json_t *shell = page_shell(p, release->face.title, path, SECTION_NONE), *item = json_object();
	view_set(item, "title", release->face.title);
	view_set(item, "reason", view_gone_reason(p->a, gone));
	view_set(item, "gone", str_of(time_rfc3339(gone->at, text)));
	view_set(item, "gone_day", str_of(date_us(date_local(gone->at), text)));
	view_set(item, "published", str_of(time_rfc3339(release->published, text)));
	view_set(item, "published_day", str_of(date_us(date_local(release->published), text)));
	json_object_set_new(shell, "item", item);
	json_object_set_new(shell, "noindex", json_true());
	page_set_changed(shell, NO_TIME);
	return page_add(p, "gone", path, shell, err);
}

bool publish_item_html(
	const struct site *site, const struct release *release, struct buf *out, struct err *err)
{
	json_t *view = publish_view(site, release, S("../"));
	bool fine = view_render(site, "item", view, true, out, err);
	json_decref(view);
	return fine;
}
