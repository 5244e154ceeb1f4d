/* Which copies make an item: merging, splitting, and pairs that are not the same. */
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/outing.h"
#include "desk/page.h"
#include "desk/route.h"
#include "item/catalog.h"
#include "item/revise.h"
#include "render/view.h"
#include "store/list.h"

enum { FOUND_MAX = 12, CATALOG_AT_ONCE = 200 };

static bool find(struct desk *desk, const struct http_request *request, int64_t id,
	struct item *out, bool *found, struct err *err)
{
	*found = false;
	return !id || store_item_get(desk->store, request->a, id, true, out, found, err);
}

static bool no_such_item(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404, "There is no such item.", err);
}

/* What was seen of the one is what the store asks of the other. */
static struct by by_turned(struct by by)
{
	long version = by.version;
	by.version = by.other_version;
	by.other_version = version;
	return by;
}

/* The item that readers know stays; otherwise the one that was named does. */
bool item_merge(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item, into;
	struct err problem;
	struct by by;
	int64_t row;
	bool found, other, stale, seen = decide_by(desk, request, &stale, &row, &by);
	if (!find(desk, request, http_place_id(request), &item, &found, err) ||
		!find(desk, request, http_param_id(&request->form, "into"), &into, &other, err))
		return false;
	if (!found || !other)
		return no_such_item(desk, request, response, err);
	if (item.id == into.id)
		return decide_done(desk, request, response, 0, err);
	bool keep_this = item.live && !into.live;
	by.other_version = (long)http_param_id(&request->form, "into_version");
	if (!seen || !by.other_version)
		return decide_unseen(desk, request, response, err);
	if (keep_this)
		by = by_turned(by);
	const struct wish wish = {.item = item.id, .other = into.id, .verb = S("merge")};
	if (!revise_merge(desk->site, desk->store, by, keep_this ? item.id : into.id,
			keep_this ? into.id : item.id, &problem))
		return decide_refused(desk, request, response, &wish, stale, &problem, err);
	return decide_done(desk, request, response, row, err);
}

bool item_split(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct err problem;
	struct by by;
	bool found = false, stale;
	int64_t made, row, of = 0, copy = http_param_id(&request->form, "copy");
	if (!decide_by(desk, request, &stale, &row, &by))
		return decide_unseen(desk, request, response, err);
	if (!store_entry_item(desk->store, copy, &of, &found, err))
		return false;
	if (!found || of != http_place_id(request))
		return page_error(desk, request, response, 409,
			"That copy is not one of this item, or no longer: somebody may have split it off in "
			"between. Open the item again.",
			err);
	const struct wish wish = {.item = of, .verb = S("split")};
	if (!revise_split(desk->site, desk->store, by, copy, &made, &problem))
		return decide_refused(desk, request, response, &wish, stale, &problem, err);
	return decide_done(desk, request, response, row, err);
}

bool item_apart(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct err problem;
	struct by by;
	bool stale;
	int64_t row;
	bool seen = decide_by(desk, request, &stale, &row, &by);
	by.other_version = (long)http_param_id(&request->form, "other_version");
	if (!seen || !by.other_version)
		return decide_unseen(desk, request, response, err);
	const struct wish wish = {.item = http_place_id(request),
		.other = http_param_id(&request->form, "other"),
		.verb = S("apart")};
	if (!decide_apart(desk->store, by, wish.item, wish.other, &problem))
		return decide_refused(desk, request, response, &wish, stale, &problem, err);
	return decide_done(desk, request, response, row, err);
}

/* Adds an item as a list of possible duplicates shows it. */
static bool candidate_add(struct desk *desk, const struct http_request *request, json_t *list,
	const struct item *item, struct err *err)
{
	enum outing outing;
	if (!outing_find(desk, request->a, item->live, &outing, err))
		return false;
	struct face face = item_face(item);
	json_t *one = row_view(
		request, item, str_printf(request->a, "/item/%lld", (long long)item->id), false);
	view_set(one, "source_line", view_source_line(request->a, &face));
	view_set(one, "summary", face.summary);
	view_set(one, "state", words_state(request->a, item, request->now));
	view_set(one, "outing", outing_word(outing));
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
		!find(desk, request, id, &one, &found, err))
		return false;
	bool well = !found || one.id == not_this || candidate_add(desk, request, list, &one, err);
	for (size_t i = 0; i < items.n && well; i++)
		well = items.v[i].id == not_this || candidate_add(desk, request, list, &items.v[i], err);
	return well;
}

/* "This is a duplicate of …": look for the other one. */
bool item_duplicate(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	bool found;
	if (!find(desk, request, http_place_id(request), &item, &found, err))
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
	view_set(data, "back", http_local(http_param(&request->query, "back"), S("/queue")));
	json_object_set(data, "this", json_array_get(this, 0));
	json_decref(this);
	json_object_set_new(data, "nothing", json_boolean(text.n && !json_array_size(list)));
	json_object_set_new(data, "found", view_list(list));
	if (well)
		return page_render(desk, request, response, "desk-duplicate", "Duplicate of …", data, err);
	json_decref(data);
	return false;
}
