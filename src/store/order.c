#include "store/order.h"

#include <stdlib.h>

#include "base/buf.h"
#include "store/statement.h"
#include "store/unit.h"

enum { ITEMS_TEXT_MAX = ORDER_ITEMS_MAX * 21 }; /* 20 digits and a line end each */

static struct ids items_read(struct arena *a, struct str text)
{
	struct ids items = {0};
	long id;
	while (text.p) {
		if (!str_to_long(str_cut(&text, '\n'), &id))
			continue;
		items.v = arena_grow(a, items.v, items.n, sizeof *items.v);
		items.v[items.n++] = id;
	}
	return items;
}

static bool ids_eq(const struct ids *a, const struct ids *b)
{
	return a->n == b->n && (!a->n || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0);
}

static struct running_order order_take(struct query *q, struct arena *a)
{
	struct running_order order;
	order.version = take_int(q); /* one after the other: an initialiser has no order of its own */
	order.at = take_int(q);
	order.editor = take_str(q, a);
	order.verb = take_str(q, a);
	order.item = take_int(q);
	order.title = take_str(q, a);
	order.items = items_read(a, take_str(q, a));
	return order;
}

bool store_order_list(struct store *s, struct arena *a, enum section section, long limit,
	struct running_orders *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT o.id, o.at, o.editor, o.verb, o.item, coalesce(i.edited_title, i.title), o.items "
		"FROM running_order AS o LEFT JOIN item AS i ON i.id = o.item "
		"WHERE o.section = ?1 ORDER BY o.id DESC LIMIT ?2");
	bind_int(&q, section);
	bind_int(&q, limit);
	*out = (struct running_orders){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = order_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_order_get(struct store *s, struct arena *a, enum section section,
	struct running_order *out, struct err *err)
{
	struct running_orders newest;
	*out = (struct running_order){0};
	if (!store_order_list(s, a, section, 1, &newest, err))
		return false;
	if (newest.n)
		*out = newest.v[0];
	return true;
}

static bool order_add(
	struct store *s, enum section section, const struct running_order *order, struct err *err)
{
	struct buf items CLEANUP_BUF = buf_new(ITEMS_TEXT_MAX);
	for (size_t i = 0; i < order->items.n; i++)
		buf_addf(&items, "%s%lld", i ? "\n" : "", (long long)order->items.v[i]);
	if (!buf_ok(&items))
		return err_set(err, "at most %d items can be arranged", ORDER_ITEMS_MAX);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO running_order (at, editor, section, verb, item, items) VALUES (?1, ?2, ?3, "
		"?4, ?5, ?6)");
	bind_int(&q, order->at);
	bind_str(&q, order->editor);
	bind_int(&q, section);
	bind_str(&q, order->verb);
	bind_id(&q, order->item);
	bind_str(&q, buf_str(&items));
	return query_end(&q, err);
}

static bool order_set(struct store *s, struct arena *a, enum section section,
	const struct running_order *wanted, bool *stale, struct err *err)
{
	struct running_order stands;
	if (!store_order_get(s, a, section, &stands, err))
		return false;
	if (ids_eq(&stands.items, &wanted->items))
		return true;
	if (stands.version == wanted->version)
		return order_add(s, section, wanted, err);
	*stale = true;
	return err_set(err, "somebody else arranged this section in between");
}

bool store_order_set(struct store *s, enum section section, const struct running_order *wanted,
	bool *stale, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit u;
	*stale = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, order_set(s, &a, section, wanted, stale, err), err);
}

bool store_order_frozen(struct store *s, enum section section, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct running_order stands;
	const struct running_order usual = {.at = now, .verb = S("frozen")};
	return store_order_get(s, &a, section, &stands, err) &&
		(!stands.items.n || order_add(s, section, &usual, err));
}

/* Where an item stands among those arranged. */
struct place {
	int64_t item;
	size_t place;
};

static int place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	return (x->item > y->item) - (x->item < y->item);
}

/* A release, behind which arranged one it comes (0: before all of them), and as which of those that
 * do. */
struct placed {
	struct release release;
	size_t behind, nth;
};

static int placed_cmp(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	return x->behind != y->behind ? (x->behind > y->behind) - (x->behind < y->behind) :
									(x->nth > y->nth) - (x->nth < y->nth);
}

void order_apply(struct arena *a, const struct running_order *order, struct releases *releases)
{
	size_t n = order->items.n, behind = 0, nth = 0;
	if (!n || !releases->n)
		return;
	struct place *places = arena_array(a, n, sizeof *places);
	struct placed *placed = arena_array(a, releases->n, sizeof *placed);
	for (size_t i = 0; i < n; i++)
		places[i] = (struct place){order->items.v[i], i + 1};
	qsort(places, n, sizeof *places, place_cmp);
	for (size_t i = 0; i < releases->n; i++) {
		const struct place key = {.item = releases->v[i].item},
						   *found = bsearch(&key, places, n, sizeof *places, place_cmp);
		behind = found ? found->place : behind;
		nth = found ? 0 : nth + 1;
		placed[i] = (struct placed){releases->v[i], behind, nth};
	}
	qsort(placed, releases->n, sizeof *placed, placed_cmp);
	for (size_t i = 0; i < releases->n; i++)
		releases->v[i] = placed[i].release;
}
