/* The page of an item: as readers see it, or what became of it. And the style sheet, which every
 * page links. */
#include "item/filing.h"
#include "publish/linked_data.h"
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"
#include "store/gone.h"
#include "store/item.h"
#include "store/related.h"
#include "store/page.h"
#include "store/shown.h"

/* The items about the same work that readers see: [{title, url}] */
static bool related_of(const struct output_context *c, int64_t item, json_t *list, struct err *err)
{
	struct relateds related;
	if (!store_related_list(c->store, c->a, item, &related, err))
		return false;
	for (size_t i = 0; i < related.n; i++) {
		struct release release;
		bool shown, gone;
		if (!store_shown_of(c->store, c->a, related.v[i].item, &release, &shown, &gone, err))
			return false;
		if (!shown)
			continue;
		json_t *link = json_object();
		view_set(link, "title", view_heading(c->a, &c->site->words, &release.face));
		view_set(link, "title_lang", view_language(c->site, &release));
		view_set(link, "url", path_item_beside(c->a, release.tag));
		json_array_append_new(list, link);
	}
	return true;
}

/* What search engines and those who show links are told of it. */
static void set_head(
	const struct output_context *c, const struct release *release, json_t *shell, struct str path)
{
	const struct face *face = &release->face;
	struct str said = str_or(
		face->summary, str_or(face->official_title, view_source_line(c->a, face)));
	struct str page = view_link(
		c->a, str_printf(c->a, STR_FMT STR_FMT, STR_ARG(c->site->base_url), STR_ARG(path)));
	struct release named = *release;
	named.face.title = view_heading(c->a, &c->site->words, face);
	struct str data = linked_data_of(c->a, &named, page, view_link(c->a, face->url));
	if (said.n)
		page_set_description(c, shell, said);
	json_object_set_new(shell, "article", json_true());
	json_object_set_new(shell, "linked_data", json_stringn(data.p, data.n));
}

/* A page that leads on to another one. */
static bool moved_page(
	const struct output_context *c, struct str from, const struct release *to, struct err *err)
{
	return page_write_moved(c, str_printf(c->a, PATH_ITEMS STR_FMT, STR_ARG(from)),
		view_heading(c->a, &c->site->words, &to->face), path_item(c->a, STR_NONE, to->tag),
		path_item_beside(c->a, to->tag), err);
}

/* Pages had numbers once. Where the item's stood, one leads on. */
static bool numbered_page(const struct output_context *c, int64_t item, struct str tag,
	const struct release *to, struct err *err)
{
	struct str before = path_item_before(c->a, item);
	bool had;
	if (!store_page_has(c->store, before, &had, err))
		return false;
	return !had || str_eq(before, path_item_beside(c->a, tag)) || moved_page(c, before, to, err);
}

static bool live_page(
	const struct output_context *c, const struct release *release, struct err *err)
{
	struct str path = path_item(c->a, STR_NONE, release->tag);
	json_t *shell = page_shell(
			   c, view_heading(c->a, &c->site->words, &release->face), path, SECTION_NONE),
		   *related = json_array();
	bool well = related_of(c, release->item, related, err);
	json_object_set_new(shell, "item",
		view_release(c->site, release, filing_topics(c->a, c->site, release), NULL, S("../")));
	json_object_set_new(shell, "has_related", json_boolean(json_array_size(related) > 0));
	json_object_set_new(shell, "related", related);
	set_head(c, release, shell, path);
	page_set_changed(c, shell, NO_TIME);
	if (!well) {
		json_decref(shell);
		return false;
	}
	return page_write(c, "item-page", path, shell, err) &&
		numbered_page(c, release->item, release->tag, release, err);
}

static bool gone_page(const struct output_context *c, const struct gone *gone, struct err *err)
{
	const struct release *release = &gone->release;
	const struct words *words = &c->site->words;
	char text[TIME_TEXT];
	struct str title = view_heading(c->a, words, &release->face),
			   path = path_item(c->a, STR_NONE, release->tag);
	json_t *shell = page_shell(c, title, path, SECTION_NONE), *item = json_object();
	view_set(item, "title", title);
	view_set(item, "reason", view_gone_reason(c->a, words, gone));
	view_set(item, "gone", str_of(time_rfc3339(gone->at, text)));
	view_set(item, "gone_day", words_instant(c->a, words, gone->at));
	view_set(item, "published", str_of(time_rfc3339(release->published, text)));
	view_set(item, "published_day", words_instant(c->a, words, release->published));
	json_object_set_new(shell, "item", item);
	json_object_set_new(shell, "noindex", json_true());
	page_set_changed(c, shell, NO_TIME);
	return page_write(c, "gone", path, shell, err) &&
		numbered_page(c, release->item, release->tag, release, err);
}

/* It was merged into an item that readers see, which may have its name now. */
static bool alias_page(const struct output_context *c, const struct release *was,
	const struct release *to, struct err *err)
{
	struct str name = path_item_beside(c->a, was->tag);
	bool same = str_eq(was->tag, to->tag) || str_eq(name, path_item_before(c->a, to->item));
	return (same || moved_page(c, name, to, err)) && numbered_page(c, was->item, was->tag, to, err);
}

/* What was withdrawn says why. */
static bool withdrawn_page(const struct output_context *c, int64_t item, struct err *err)
{
	struct gone gone;
	bool found;
	return store_gone_get(c->store, c->a, item, &gone, &found, err) &&
		(!found || gone_page(c, &gone, err)); /* else it is back, and will be due again */
}

/* Readers see it no more. Where the page of another item has its name, there stands that page
 * alone. */
static bool former_page(const struct output_context *c, const struct item *item,
	const struct release *was, struct err *err)
{
	struct release into;
	int64_t owner;
	bool joined = false, named, is_gone;
	if (!store_shown_owner(c->store, item->id, &owner, err) ||
		(item->merged_into &&
			!store_shown_of(c->store, c->a, item->merged_into, &into, &joined, &is_gone, err)))
		return false;
	if (owner == item->id)
		return joined ? alias_page(c, was, &into, err) : withdrawn_page(c, item->id, err);
	return (joined || store_shown_of(c->store, c->a, owner, &into, &named, &is_gone, err)) &&
		numbered_page(c, item->id, was->tag, &into, err);
}

bool output_item(const struct output_context *c, const struct due *due, struct err *err)
{
	struct item item;
	struct release was;
	bool shown, gone;
	if (!store_item_need(c->store, c->a, due->id, &item, err) ||
		!store_shown_of(c->store, c->a, item.id, &was, &shown, &gone, err))
		return false;
	if (shown)
		return live_page(c, &was, err);
	return !gone || former_page(c, &item, &was, err); /* else readers never saw it */
}

bool output_style(const struct output_context *c, const struct due *due, struct err *err)
{
	struct str path = S("style.css"), style;
	(void)due;
	return template_file(c->templates, path, &style, err) && output_write(c, path, style, err);
}
