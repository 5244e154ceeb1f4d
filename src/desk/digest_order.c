/* Changing the order of the next edition, and the page for two editors who did so at the same
 * time. */
#include <assert.h>

#include "desk/digest.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "render/words.h"

enum { HISTORY = 8 };

static struct str ids_text(struct arena *a, const struct ids *ids)
{
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < ids->n; i++)
		buf_addf(&text, "%s%lld", i ? "," : "", (long long)ids->v[i]);
	return str_copy(a, buf_str(&text));
}

/* The items of both parts of the edition, in their order. */
static struct ids draft_ids(struct arena *a, const struct edition_draft *draft)
{
	const struct releases *const parts[] = {&draft->fresh, &draft->corrected};
	struct ids ids = {0};
	for (size_t part = 0; part < 2; part++)
		for (size_t i = 0; i < parts[part]->n; i++)
			ids_add(a, &ids, parts[part]->v[i].item);
	return ids;
}

struct str digest_order_text(struct arena *a, const struct edition_draft *draft)
{
	struct ids ids = draft_ids(a, draft);
	return ids_text(a, &ids);
}

/* The order in the form, without items that are no longer in the edition, and each item once. */
static struct ids ids_read(struct arena *a, struct str text, const struct ids *there)
{
	struct ids ids = {0};
	long id;
	while (text.p && ids.n < ORDER_ITEMS_MAX)
		if (str_to_long(str_trim(str_cut(&text, ',')), &id) && ids_have(there, id) &&
			!ids_have(&ids, id))
			ids_add(a, &ids, id);
	return ids;
}

static bool is_fresh(const struct edition_draft *draft, int64_t item)
{
	for (size_t i = 0; i < draft->fresh.n; i++)
		if (draft->fresh.v[i].item == item)
			return true;
	return false;
}

/* The place to which the item at `from` moves, within its part of the edition (new or corrected):
 * up or down by one, or before all. */
static size_t place_to(
	const struct ids *ids, size_t from, enum order_verb verb, const struct edition_draft *draft)
{
	bool fresh = is_fresh(draft, ids->v[from]), down = verb == ORDER_DOWN,
		 first = verb == ORDER_FIRST;
	size_t to = from;
	for (size_t i = from + 1; down && i < ids->n && to == from; i++)
		to = is_fresh(draft, ids->v[i]) == fresh ? i : to;
	for (size_t i = from; !down && i-- > 0 && (first || to == from);)
		to = is_fresh(draft, ids->v[i]) == fresh ? i : to;
	return to;
}

/* Moves the item within the order. False when it is not there. */
static bool ids_move(
	struct ids *ids, int64_t item, enum order_verb verb, const struct edition_draft *draft)
{
	size_t from = 0;
	while (from < ids->n && ids->v[from] != item)
		from++;
	if (from == ids->n)
		return false;
	size_t to = place_to(ids, from, verb, draft);
	assert(to < ids->n);
	for (; from > to; from--)
		ids->v[from] = ids->v[from - 1];
	for (; from < to; from++)
		ids->v[from] = ids->v[from + 1];
	ids->v[to] = item;
	return true;
}

/* Reads the order that the form asks for. False when the form names nothing that can be done. */
static bool order_read(struct desk *desk, const struct http_request *request,
	const struct edition_draft *draft, struct running_order *out)
{
	static const struct {
		const char *field; /* its value is the number of the item */
		enum order_verb verb;
	} moves[] = {{"up", ORDER_UP}, {"down", ORDER_DOWN}, {"first", ORDER_FIRST}};
	struct ids there = draft_ids(request->a, draft);
	*out = (struct running_order){.version = http_param_id(&request->form, "version"),
		.at = request->now,
		.editor = desk->visitor.editor.name,
		.verb = ORDER_SET};
	if (http_param(&request->form, "usual").n) {
		out->verb = ORDER_USUAL;
		return true;
	}
	out->items = ids_read(request->a, http_param(&request->form, "order"), &there);
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (http_param_id(&request->form, moves[i].field)) {
			out->verb = moves[i].verb;
			out->item = http_param_id(&request->form, moves[i].field);
			return ids_move(&out->items, out->item, out->verb, draft);
		}
	return out->items.n > 0;
}

static json_t *titles_of(struct arena *a, const struct edition_draft *draft)
{
	const struct releases *const parts[] = {&draft->fresh, &draft->corrected};
	json_t *list = json_array();
	for (size_t part = 0; part < 2; part++)
		for (size_t i = 0; i < parts[part]->n; i++) {
			json_t *one = json_object();
			view_set(one, "title", str_collapse(a, parts[part]->v[i].face.title));
			json_array_append_new(list, one);
		}
	return view_list(list);
}

/* Shows both orders side by side, as the edition would have them, for the editor to choose from.
 * Like every conflict of the desk it is status 409. */
static bool order_conflict(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct mail_list *list,
	const struct running_order *wanted, struct err *err)
{
	struct arena *a = request->a;
	struct edition_draft theirs, mine;
	const struct digest_edition edition = digest_next(desk, request, list);
	if (!digest_items(a, &edition, desk->store, &theirs, err) ||
		!digest_items(a, &edition, desk->store, &mine, err))
		return false;
	order_apply(a, wanted, &mine.fresh);
	order_apply(a, wanted, &mine.corrected);
	json_t *data = json_pack(
		"{sI sb}", "version", (json_int_t)theirs.order.version, "usual", !wanted->items.n);
	view_set(data, "word", list->slug);
	view_set(data, "section", words_list(&WORDS_ENGLISH, list));
	view_set(data, "who", theirs.order.editor);
	view_set(data, "ago", words_ago(a, theirs.order.at, request->now));
	view_set(data, "order", ids_text(a, &wanted->items));
	json_object_set_new(data, "theirs", titles_of(a, &theirs));
	json_object_set_new(data, "mine", titles_of(a, &mine));
	response->status = 409;
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-order", "Changed in between", data}, err);
}

bool digest_order(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	struct edition_draft draft;
	struct running_order wanted;
	bool stale;
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	const struct digest_edition edition = digest_next(desk, request, list);
	if (!digest_items(request->a, &edition, desk->store, &draft, err))
		return false;
	if (!order_read(desk, request, &draft, &wanted))
		return page_error(desk, request, response, 409,
			"That item is not in the next edition any more. Nothing was changed.", err);
	if (!store_order_set(desk->store, list->slug, &wanted, &stale, err))
		return false;
	if (stale)
		return order_conflict(desk, request, response, list, &wanted, err);
	return http_redirect(response,
		wanted.item ? str_printf(request->a, "/digest/" STR_FMT "#item-%lld", STR_ARG(list->slug),
						  (long long)wanted.item) :
					  STR_CAT(request->a, S("/digest/"), list->slug));
}

static struct str what_of(struct arena *a, const struct running_order *order)
{
	switch (order->verb) {
	case ORDER_UP: return str_printf(a, "moved “" STR_FMT "” up", STR_ARG(order->title));
	case ORDER_DOWN: return str_printf(a, "moved “" STR_FMT "” down", STR_ARG(order->title));
	case ORDER_FIRST: return str_printf(a, "put “" STR_FMT "” first", STR_ARG(order->title));
	case ORDER_USUAL: return S("went back to the usual order");
	case ORDER_SET:
	case ORDER_FROZEN: break;
	}
	return S("chose an order as a whole");
}

bool digest_order_history(struct desk *desk, const struct http_request *request,
	const struct mail_list *list, json_t **out, struct err *err)
{
	struct arena *a = request->a;
	struct running_orders orders;
	char time[TIME_TEXT];
	if (!store_order_list(desk->store, a, list->slug, HISTORY + 1, &orders, err))
		return false;
	json_t *changes = json_array();
	for (size_t i = 0; i < orders.n && i < HISTORY && orders.v[i].editor.n; i++) {
		const struct running_order *order = &orders.v[i];
		json_t *one = json_object();
		view_set(one, "editor", order->editor);
		view_set(one, "what", what_of(a, order));
		view_set(one, "time", str_of(time_rfc3339(order->at, time)));
		view_set(one, "ago", words_ago(a, order->at, request->now));
		view_set(one, "before", i + 1 < orders.n ? ids_text(a, &orders.v[i + 1].items) : STR_NONE);
		json_array_append_new(changes, one);
	}
	*out = view_list(changes);
	return true;
}
