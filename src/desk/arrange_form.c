#include "desk/arrange_form.h"

#include "desk/edit_form.h"
#include "publish/lists.h"
#include "store/listing.h"

bool arrange_form_open(struct arrange_page *out, struct desk *desk, struct arena *a,
	struct str slug, long limit, struct err *err)
{
	struct listing listing;
	if (!arrange_site(&out->arranged, desk->site, desk->store, err))
		return false;
	out->site = &out->arranged.site;
	out->topic = site_topic(out->site, slug);
	out->now = &out->arranged.rows[out->topic - out->site->topics];
	return store_listing_find(desk->store, a, lists_topic_name(a, slug), &listing, err) &&
		store_listed_newest(desk->store, a, listing.id, limit, &out->shown, err);
}

void arrange_form_close(struct arrange_page *page)
{
	arrange_free(&page->arranged);
}

static const struct release *release_of(const struct arrange_page *page, int64_t item)
{
	for (size_t i = 0; i < page->shown.n; i++)
		if (page->shown.v[i].item == item)
			return &page->shown.v[i];
	return NULL;
}

static void add_shown(struct arena *a, struct releases *list, const struct release *release)
{
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = *release;
}

struct releases arrange_form_shown(
	const struct arrange_page *page, struct arena *a, const struct page_part *part)
{
	struct releases list = {0};
	for (size_t i = 0; i < part->placed_count; i++) {
		const struct release *release = release_of(page, part->placed[i].item);
		if (release && !part->placed[i].by_date)
			add_shown(a, &list, release);
	}
	for (size_t i = 0; i < page->shown.n; i++) {
		const struct release *release = &page->shown.v[i];
		if (part_of_item(&page->topic->parts, release->item, &release->face) == part &&
			!part_place(part, release->item))
			add_shown(a, &list, release);
	}
	return list;
}

/* -- What the form asks for -- */

static bool is_do(const struct http_request *request, const char *word)
{
	return str_eq(http_param(&request->form, "do"), str_of(word));
}

bool arrange_form_undoes(const struct http_request *request)
{
	return is_do(request, "undo");
}

/* The rule, as the fields of a part's form say. */
static bool read_rule(const struct http_request *request, struct page_part *part, struct err *err)
{
	struct str kind = http_param(&request->form, "kind");
	struct str status = http_param(&request->form, "status");
	part->section = section_of(http_param(&request->form, "section"));
	part->match = edit_form_line(request, "match");
	part->headings = http_param(&request->form, "headings").n > 0;
	part->by_hand = http_param(&request->form, "by_hand").n > 0;
	part->statuses = (struct strs){0};
	if (status.n)
		strs_add(request->a, &part->statuses, status);
	struct strs kinds = {0};
	if (kind.n)
		strs_add(request->a, &kinds, kind);
	return part_kinds_of(kinds, &part->kinds, err);
}

static bool add_part(const struct http_request *request, struct page_parts *parts, struct err *err)
{
	struct page_part part = {.title = edit_form_line(request, "new_title"),
		.intro = edit_form_line(request, "new_intro")};
	if (!part.title.n)
		return err_set(err, "a part needs a title");
	part.name = part_name_for(request->a, parts, part.title);
	part_append(request->a, parts, part);
	return true;
}

static bool change_part(const struct http_request *request, struct page_parts *parts,
	struct page_part *part, struct err *err)
{
	size_t number = (size_t)(part - parts->v);
	if (is_do(request, "remove"))
		part_remove(parts, number);
	else if (is_do(request, "up") && number > 0)
		part_reorder(parts, number, number - 1);
	else if (is_do(request, "down") && number + 1 < parts->n)
		part_reorder(parts, number, number + 1);
	if (!is_do(request, "change"))
		return true;
	part->title = edit_form_line(request, "title");
	part->intro = edit_form_line(request, "intro");
	return read_rule(request, part, err);
}

/* Up and down among what the part shows. */
static bool move_item(const struct http_request *request, const struct arrange_page *page,
	struct page_parts *parts, int64_t item, struct err *err)
{
	const struct release *release = release_of(page, item);
	if (!release)
		return err_set(err, "that item is no longer on the page");
	const struct page_part *part = part_of_item(&page->topic->parts, item, &release->face);
	const struct releases shown = arrange_form_shown(page, request->a, part);
	int64_t *ids = arena_array(request->a, shown.n + 1, sizeof *ids);
	for (size_t i = 0; i < shown.n; i++)
		ids[i] = shown.v[i].item;
	part_move(
		request->a, part_find(parts, part->name), ids, shown.n, item, is_do(request, "item-up"));
	return true;
}

static bool change_item(const struct http_request *request, const struct arrange_page *page,
	struct page_parts *parts, int64_t item, struct err *err)
{
	struct str name = http_param(&request->form, "part");
	if (is_do(request, "item-up") || is_do(request, "item-down"))
		return move_item(request, page, parts, item, err);
	if (is_do(request, "item-date")) {
		const struct release *release = release_of(page, item);
		if (!release)
			return err_set(err, "that item is no longer on the page");
		name = part_of_item(&page->topic->parts, item, &release->face)->name;
	}
	return part_put(request->a, parts, item, name, 0, err);
}

bool arrange_form_apply(const struct http_request *request, const struct arrange_page *page,
	struct page_parts *parts, struct err *err)
{
	int64_t item = http_param_id(&request->form, "item");
	struct str name = http_param(&request->form, "name");
	struct page_part *part = part_find(parts, name);
	if (is_do(request, "add"))
		return add_part(request, parts, err);
	if (item)
		return change_item(request, page, parts, item, err);
	return part ? change_part(request, parts, part, err) :
				  err_set(err, "the page has no such part any more");
}

bool arrange_form_put(struct desk *desk, const struct http_request *request,
	const struct arrange_page *page, struct arrange_result *result, struct err *err)
{
	struct page_parts parts = part_whole(request->a, &page->topic->parts);
	if (!arrange_form_apply(request, page, &parts, err))
		return false;
	const struct arrange_request wanted = {.topic = page->topic,
		.parts = parts,
		.seen = http_param_id(&request->form, "version"),
		.editor = desk->visitor.editor.name,
		.now = request->now};
	return arrange_put(desk->store, request->a, &wanted, result, err);
}
