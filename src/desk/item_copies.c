/* Handlers that change which copies make an item: merge, split, and "not the same". */
#include "store/item.h"
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/publication.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "item/catalog.h"
#include "render/view.h"
#include "store/list.h"

enum { FOUND_MAX = 12, CATALOG_AT_ONCE = 200 };

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

/* Appends an item that may be the duplicate, with what an editor needs to tell. */
static bool candidate_add(struct desk *desk, const struct http_request *request, json_t *list,
	const struct item *item, struct err *err)
{
	enum publication publication;
	if (!publication_find(desk, item, &publication, err))
		return false;
	struct face face = item_face(item);
	json_t *one = card_row(
		request, item, str_printf(request->a, "/item/%lld", (long long)item->id), false);
	view_set(one, "source_line", view_source_line(request->a, &face));
	view_set(one, "summary", face.summary);
	view_set(one, "state", words_state(request->a, item, request->now));
	view_set(one, "publication", publication_word(publication));
	json_array_append_new(list, one);
	return true;
}

/* Items by their words, or one by its number. */
static bool candidates(struct desk *desk, const struct http_request *request, int64_t not_this,
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
	size_t done;
	if (!text.n)
		return true;
	if (!catalog_update(desk->site, desk->store, CATALOG_AT_ONCE, &done, err) ||
		!store_list(desk->store, request->a, &filter, &items, &more, err))
		return false;
	if (str_is_digits(text) && str_to_long(text, &id) &&
		!find_item(desk, request, id, &one, &found, err))
		return false;
	bool well = !found || one.id == not_this || candidate_add(desk, request, list, &one, err);
	for (size_t i = 0; i < items.n && well; i++)
		well = items.v[i].id == not_this || candidate_add(desk, request, list, &items.v[i], err);
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
	bool well = candidate_add(desk, request, this, &item, err) &&
		candidates(desk, request, item.id, text, list, err);
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
