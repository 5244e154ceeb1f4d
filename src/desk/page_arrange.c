/* The page of a topic in parts: what readers find where, and the forms that change it. */
#include <assert.h>

#include "base/url.h"
#include "base/utf8.h"
#include "desk/arrange_form.h"
#include "desk/choices.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "model/trial_status.h"
#include "publish/lists.h"
#include "render/view.h"
#include "render/words.h"
#include "store/listing.h"

enum { SHOWN_MAX = 500 };

/* -- What it shows -- */

static json_t *choice(struct str word, struct str title, bool chosen)
{
	json_t *one = json_pack("{sb}", "chosen", chosen);
	view_set(one, "word", word);
	view_set(one, "title", title);
	return one;
}

static json_t *kinds_of(struct arena *a, const struct page_part *part)
{
	json_t *list = json_array();
	const struct strs all = part_kinds_words(a, ~0u);
	for (size_t i = 0; i < all.n; i++)
		json_array_append_new(list, choice(all.v[i], all.v[i], part->kinds & 1u << i));
	return list;
}

static json_t *statuses_of(const struct page_part *part)
{
	json_t *list = json_array();
	for (int i = 1; i < TRIAL_STATUS_COUNT; i++) {
		struct str word = trial_status_word((enum trial_status)i);
		json_array_append_new(list, choice(word, word, strs_have(part->statuses, word)));
	}
	return list;
}

/* Where an item can be moved: the parts by name, and where its rule puts it. `here`: the part into
 * which it was put; NULL: none. */
static json_t *targets_of(
	const struct site *site, const struct page_parts *parts, const struct page_part *here)
{
	json_t *list = json_array();
	json_array_append_new(list, choice(STR_NONE, S("as the rules say"), !here));
	for (size_t i = 0; i < parts->n; i++)
		json_array_append_new(list,
			choice(parts->v[i].name, lists_part_title(site, &parts->v[i]), &parts->v[i] == here));
	return list;
}

static json_t *items_of(
	const struct arrange_page *page, struct arena *a, const struct page_part *part)
{
	const struct releases shown = arrange_form_shown(page, a, part);
	json_t *list = json_array();
	for (size_t i = 0; i < shown.n; i++) {
		const struct release *release = &shown.v[i];
		json_t *one = json_pack("{sI sb sb sb}", "id", (json_int_t)release->item, "first", i == 0,
			"last", i + 1 == shown.n, "ordered", part_place(part, release->item) > 0);
		view_set(one, "title", release->face.title);
		view_set(one, "label", view_source_line(a, &release->face));
		json_object_set_new(one, "targets",
			targets_of(
				page->site, &page->topic->parts, part_placing(&page->topic->parts, release->item)));
		json_array_append_new(list, one);
	}
	return view_list(list);
}

static json_t *part_view(const struct arrange_page *page, struct arena *a, size_t number)
{
	const struct page_parts *parts = &page->topic->parts;
	const struct page_part *part = &parts->v[number];
	json_t *view = json_pack("{sb sb sb sb sb}", "first", number == 0, "last",
		number + 1 == parts->n, "usual", part_is_usual(part), "by_hand", part->by_hand, "headings",
		part->headings);
	json_object_set_new(view, "removable", json_boolean(!part_find(&PARTS_USUAL, part->name)));
	view_set(view, "name", part->name);
	view_set(view, "title", lists_part_title(page->site, part));
	view_set(view, "own_title", part->title);
	view_set(view, "intro", part->intro);
	view_set(view, "match", part->match);
	json_object_set_new(view, "sections", choices_sections(part->section));
	json_object_set_new(view, "kinds", kinds_of(a, part));
	json_object_set_new(view, "statuses", statuses_of(part));
	json_object_set_new(view, "list", items_of(page, a, part));
	return view;
}

static void set_head(struct desk *desk, const struct http_request *request,
	const struct arrange_page *page, json_t *data)
{
	const struct arrangement *now = page->now;
	view_set(data, "slug", page->topic->slug);
	view_set(data, "title", page->topic->title);
	view_set(data, "path", request->path);
	json_object_set_new(data, "version", json_integer((json_int_t)now->id));
	json_object_set_new(data, "arranged", json_boolean(now->id > 0));
	view_set(data, "who", now->editor);
	view_set(data, "ago", now->id ? words_ago(request->a, now->at, request->now) : STR_NONE);
	view_set(data, "public_url",
		view_link(request->a,
			STR_CAT(
				request->a, desk->site->base_url, S("topics/"), page->topic->slug, S(".html"))));
	json_object_set_new(data, "can_arrange", json_boolean(desk_may(desk, PERMISSION_DECIDE)));
}

static bool show(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct arrange_page *page, struct str problem,
	struct err *err)
{
	json_t *data = json_object(), *parts = json_array();
	set_head(desk, request, page, data);
	view_set(data, "problem", problem);
	for (size_t i = 0; i < page->topic->parts.n; i++)
		json_array_append_new(parts, part_view(page, request->a, i));
	json_object_set_new(data, "parts", parts);
	/* What was typed for a new part is not lost. */
	view_set(data, "new_title", problem.n ? edit_form_line(request, "new_title") : STR_NONE);
	view_set(data, "new_intro", problem.n ? edit_form_line(request, "new_intro") : STR_NONE);
	response->status = problem.n ? 400 : 200;
	return page_render(
		desk, request, response, &(struct page){"desk-arrange", "Parts of a page", data}, err);
}

/* The page whose slug the path names; answers 404 when there is none (*found is false). */
static bool open_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct arrange_page *page, bool *found, struct err *err)
{
	*found = site_topic(desk->site, http_param(&request->path_params, "slug")) != NULL;
	if (!*found)
		return page_error(desk, request, response, 404, "There is no such topic.", err);
	return arrange_form_open(
		page, desk, request->a, http_param(&request->path_params, "slug"), SHOWN_MAX, err);
}

bool page_arrange(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct arrange_page page CLEANUP_ARRANGE_PAGE = {0};
	bool found;
	if (!open_page(desk, request, response, &page, &found, err))
		return false;
	return !found || show(desk, request, response, &page, STR_NONE, err);
}

static bool place_of(struct desk *desk, struct arena *a, const struct topic *topic, int64_t item,
	json_t *list, struct err *err)
{
	struct arrangement now;
	if (!arrange_read(desk->store, a, topic, &now, err))
		return false;
	json_t *one = json_pack("{sI}", "version", (json_int_t)now.id);
	view_set(one, "slug", topic->slug);
	view_set(one, "topic", topic->title);
	view_set(one, "path", str_printf(a, "/topics/" STR_FMT "/parts", STR_ARG(topic->slug)));
	json_object_set_new(
		one, "targets", targets_of(desk->site, &now.parts, part_placing(&now.parts, item)));
	json_array_append_new(list, one);
	return true;
}

bool arrange_form_places(struct desk *desk, struct arena *a, struct strs slugs, int64_t item,
	json_t **out, struct err *err)
{
	json_t *list = json_array();
	bool well = true;
	for (size_t i = 0; i < slugs.n && well; i++) {
		const struct topic *topic = site_topic(desk->site, slugs.v[i]);
		well = !topic || place_of(desk, a, topic, item, list, err);
	}
	*out = view_list(list);
	return well;
}

/* -- What it changes -- */

static bool stale_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct err *why, struct err *err)
{
	return page_error(desk, request, response, 409,
		str_printf(request->a,
			"%s. Nothing of yours was written, and nothing of theirs was lost: go back, load the "
			"page anew, and do it again if it is still wanted.",
			why->text)
			.p,
		err);
}

static bool undo_parts(struct desk *desk, const struct http_request *request,
	const struct arrange_page *page, struct arrange_result *result, struct err *err)
{
	return arrange_back(desk->store, request->a, page->topic,
		http_param_id(&request->form, "version"), desk->visitor.editor.name, request->now, result,
		err);
}

bool page_arrange_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct arrange_page page CLEANUP_ARRANGE_PAGE = {0};
	struct arrange_result result = {0};
	struct err why = {0};
	bool found;
	if (!open_page(desk, request, response, &page, &found, err))
		return false;
	if (!found)
		return true;
	bool well = arrange_form_undoes(request) ?
		undo_parts(desk, request, &page, &result, &why) :
		arrange_form_put(desk, request, &page, &result, &why);
	if (result.stale)
		return stale_page(desk, request, response, &why, err);
	if (!well && why.kind != ERR_USER) {
		*err = why;
		return false;
	}
	if (!well)
		return show(desk, request, response, &page, str_copy(request->a, str_of(why.text)), err);
	struct str back = http_local_path(http_param(&request->form, "back"), request->path);
	return http_redirect(
		response, http_url_with(request->a, back, "said", result.row ? S("arranged") : S("same")));
}
