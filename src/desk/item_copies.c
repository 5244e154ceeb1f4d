/* Handlers that change which copies make an item: merge, split, and "not the same". */
#include <stdlib.h>

#include "store/item.h"
#include "desk/ask.h"
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/filter.h"
#include "desk/publication.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "match/match.h"
#include "render/view.h"
#include "store/list.h"

enum { FOUND_MAX = 12, ALIKE_LOOKED_AT = 40 };

static bool find_item(struct desk *desk, const struct http_request *request, int64_t id,
	struct item *out, bool *found, struct err *err)
{
	*found = false;
	return !id || store_item_follow(desk->store, request->a, id, out, found, err);
}

static bool no_such_item(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404, "There is no such item.", err);
}

static const char *kind_word(enum entry_kind kind)
{
	static const char *const words[] = {[ENTRY_NEWS] = "a news item",
		[ENTRY_PAPER] = "a paper",
		[ENTRY_TRIAL] = "a trial",
		[ENTRY_PAGE] = "a topic page",
		[ENTRY_WORK] = "a paper"};
	return (size_t)kind < sizeof words / sizeof *words && words[kind] ? words[kind] : "an item";
}

static bool kinds_differ(enum entry_kind a, enum entry_kind b)
{
	return a != b && !(entry_kind_is_paper(a) && entry_kind_is_paper(b));
}

/* A paper and a trial are hardly ever one publication: the editor is asked first. */
static bool ask_kinds(const struct http_request *request, struct http_response *response,
	struct desk *desk, const struct item *item, const struct item *into, struct err *err)
{
	const struct face one = item_face(item), other = item_face(into);
	const struct question question = {.heading = "Two kinds: the same publication?",
		.sure = "kinds",
		.yes = "Yes, take them together",
		.no = "No, back to it",
		.text = str_printf(request->a,
			"“" STR_FMT "” is %s, and “" STR_FMT "” is %s. Taken together, readers see only one of "
			"them. Related items are linked without that.",
			STR_ARG(one.title), kind_word(one.kind), STR_ARG(other.title), kind_word(other.kind)),
		.back = str_printf(request->a, "/item/%lld", (long long)item->id)};
	return ask_page(desk, request, response, 409, &question, err);
}

/* Of two items that are merged, the one that readers know stays; else the one that the form names
 * as the other. */
static void merge_into_live(
	struct decision_form *form, const struct item *item, const struct item *into)
{
	bool keep_this = item->live && !into->live;
	long seen = form->request.version, seen_into = form->request.other_version;
	form->request.item = keep_this ? item->id : into->id;
	form->request.other = keep_this ? into->id : item->id;
	form->request.version = keep_this ? seen : seen_into;
	form->request.other_version = keep_this ? seen_into : seen;
}

bool item_copies_merge(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item, into;
	struct decision_form form;
	bool found, other;
	if (!find_item(desk, request, http_path_id(request), &item, &found, err) ||
		!find_item(desk, request, http_param_id(&request->form, "into"), &into, &other, err))
		return false;
	if (!found || !other)
		return no_such_item(desk, request, response, err);
	if (item.id == into.id)
		return decide_done(desk, request, response, 0, err);
	decide_begin(desk, request, VERB_MERGE, item.id, &form);
	form.other = into.id;
	form.request.other_version = (long)http_param_id(&request->form, "into_version");
	if (!form.seen || !form.request.other_version)
		return decide_unseen(desk, request, response, err);
	if (kinds_differ(item.judged.kind, into.judged.kind) && !ask_answered(request, "kinds"))
		return ask_kinds(request, response, desk, &item, &into, err);
	merge_into_live(&form, &item, &into);
	return decide_run(desk, request, response, &form, err);
}

bool item_copies_split(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	bool found = false;
	int64_t of = 0, copy = http_param_id(&request->form, "copy");
	decide_begin(desk, request, VERB_SPLIT, http_path_id(request), &form);
	if (!form.seen)
		return decide_unseen(desk, request, response, err);
	if (!store_entry_item(desk->store, copy, &of, &found, err))
		return false;
	if (!found || of != http_path_id(request))
		return page_error(desk, request, response, 409,
			"That copy is not one of this item, or no longer: somebody may have split it off in "
			"between. Open the item again.",
			err);
	form.request.copy = copy;
	return decide_run(desk, request, response, &form, err);
}

bool item_copies_distinct(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	decide_begin(desk, request, VERB_DISTINCT, http_path_id(request), &form);
	form.other = form.request.other = http_param_id(&request->form, "other");
	form.request.other_version = (long)http_param_id(&request->form, "other_version");
	if (!form.seen || !form.request.other_version)
		return decide_unseen(desk, request, response, err);
	return decide_run(desk, request, response, &form, err);
}

/* Appends an item that may be the duplicate of `of`, with what an editor needs to tell. */
static bool candidate_add(struct desk *desk, const struct http_request *request, json_t *list,
	const struct item *item, const struct item *of, struct err *err)
{
	enum publication publication;
	if (!publication_find(desk, item, &publication, err))
		return false;
	struct face face = item_face(item);
	json_t *one = card_row(
		request, item, str_printf(request->a, "/item/%lld", (long long)item->id), false);
	view_set(one, "source_line", view_source_line(request->a, &face));
	view_set(one, "summary", face.summary);
	view_set(one, "likeness", words_likeness(request->a, item_face(of).title, face.title));
	view_set(one, "state", words_state(request->a, item, request->now));
	view_set(one, "publication", publication_word(publication));
	json_array_append_new(list, one);
	return true;
}

/* An item, and how alike its title is. */
struct alike {
	double likeness;
	const struct item *item;
};

static int by_likeness(const void *a, const void *b)
{
	const struct alike *one = a, *other = b;
	return (one->likeness < other->likeness) - (one->likeness > other->likeness);
}

/* Without words to look for: the items whose titles are most alike. */
static bool suggestions(struct desk *desk, const struct http_request *request,
	const struct item *of, json_t *list, struct err *err)
{
	static const double LEAST = 0.3;
	enum { MOST = 6 };
	struct items items;
	struct alike alike[ALIKE_LOOKED_AT];
	size_t n = 0;
	struct str title = match_title(request->a, item_face(of).title);
	if (!store_list_alike(
			desk->store, request->a, item_face(of).title, ALIKE_LOOKED_AT, &items, err))
		return false;
	for (size_t i = 0; i < items.n; i++) {
		struct str other = match_title(request->a, item_face(&items.v[i]).title);
		struct alike one = {match_title_similarity(title, other), &items.v[i]};
		if (items.v[i].id != of->id && one.likeness >= LEAST)
			alike[n++] = one;
	}
	qsort(alike, n, sizeof *alike, by_likeness);
	for (size_t i = 0; i < n && i < MOST; i++)
		if (!candidate_add(desk, request, list, alike[i].item, of, err))
			return false;
	return true;
}

/* Items by their words, or one by its number; without words those that are most alike. */
static bool candidates(struct desk *desk, const struct http_request *request, const struct item *of,
	struct str text, json_t *list, struct err *err)
{
	struct list_filter filter = {.state = LIST_ALL,
		.order = LIST_NEWEST,
		.text = text,
		.now = request->now,
		.limit = FOUND_MAX};
	struct items items;
	struct item one;
	bool found = false, more;
	long id;
	bool behind;
	if (!filter_catch_up(desk, &behind, err))
		return false;
	if (!text.n)
		return suggestions(desk, request, of, list, err);
	if (!store_list(desk->store, request->a, &filter, &items, &more, err))
		return false;
	if (str_is_digits(text) && str_to_long(text, &id) &&
		!find_item(desk, request, id, &one, &found, err))
		return false;
	bool well = !found || one.id == of->id || candidate_add(desk, request, list, &one, of, err);
	for (size_t i = 0; i < items.n && well; i++)
		well = items.v[i].id == of->id || candidate_add(desk, request, list, &items.v[i], of, err);
	return well;
}

/* The page on which an editor looks for the item of which this one is a duplicate. */
bool item_copies_duplicate(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	bool found;
	if (!find_item(desk, request, http_path_id(request), &item, &found, err))
		return false;
	if (!found)
		return no_such_item(desk, request, response, err);
	struct str text = str_collapse(request->a, http_param(&request->query, "q"));
	json_t *list = json_array(), *this = json_array(),
		   *data = json_pack(
			   "{sI sI}", "id", (json_int_t)item.id, "version", (json_int_t)item.version);
	bool well = candidate_add(desk, request, this, &item, &item, err) &&
		candidates(desk, request, &item, text, list, err);
	view_set(data, "q", text);
	view_set(data, "back", http_local_path(http_param(&request->query, "back"), S("/queue")));
	json_object_set(data, "this", json_array_get(this, 0));
	json_decref(this);
	json_object_set_new(data, "nothing", json_boolean(text.n && !json_array_size(list)));
	json_object_set_new(data, "found", view_list(list));
	if (well)
		return page_render(
			desk, request, response, &(struct page){"desk-duplicate", "Duplicate of …", data}, err);
	json_decref(data);
	return false;
}
