#include "store/order.h"

#include <assert.h>

#include "base/buf.h"
#include "store/columns.h"
#include "store/editor_name.h"
#include "store/mail_list.h"
#include "store/unit.h"

enum { ITEMS_TEXT_MAX = ORDER_ITEMS_MAX * 21 }; /* 20 digits and a line end each */

/* The words of the column. */
static const char *const VERB_WORDS[ORDER_VERB_COUNT] = {
	[ORDER_UP] = "up",
	[ORDER_DOWN] = "down",
	[ORDER_FIRST] = "first",
	[ORDER_SET] = "set",
	[ORDER_USUAL] = "usual",
	[ORDER_FROZEN] = "frozen",
};

static enum order_verb order_verb_take(struct query *q, struct arena *a)
{
	struct str word = take_str(q, a);
	for (enum order_verb verb = ORDER_UP; verb <= ORDER_FROZEN; verb++)
		if (str_eq(word, str_of(VERB_WORDS[verb])))
			return verb;
	q->damaged = true;
	return ORDER_SET;
}

static struct ids order_items_take(struct query *q, struct arena *a)
{
	struct ids items = {0};
	long id;
	for (struct str text = take_str(q, a); text.p;)
		if (str_to_long(str_cut(&text, '\n'), &id))
			ids_add(a, &items, id);
	return items;
}

/* clang-format off */
#define COLUMN_TAKE_order_verb(of, column, member) \
	(of)->member = order_verb_take(column_q, column_a)
#define COLUMN_TAKE_order_items(of, column, member) \
	(of)->member = order_items_take(column_q, column_a)
#define ORDER_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id, version) \
	X(of, int, at) \
	X(of, str, editor) \
	X(of, order_verb, verb) \
	X(of, id, item) \
	X(of, order_items, items)
/* clang-format on */
#define ORDER_SQL COLUMNS_SQL(ORDER_COLUMNS, "o.")

bool store_order_list(struct store *s, struct arena *a, struct str list, long limit,
	struct running_orders *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ORDER_SQL ", coalesce(i.edited_title, i.title) "
		"FROM running_order AS o LEFT JOIN item AS i ON i.id = o.item "
		"WHERE o.list = " MAIL_LIST("?1") " ORDER BY o.id DESC LIMIT ?2");
	bind_str(&q, list);
	bind_int(&q, limit);
	*out = (struct running_orders){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct running_order *order = &out->v[out->n++];
		COLUMNS_TAKE(ORDER_COLUMNS, &q, a, order);
		order->title = take_str(&q, a);
	}
	bool well = query_end(&q, err);
	for (size_t i = 0; i < out->n && well; i++)
		well = store_editor_name_now(s, a, &out->v[i].editor, err);
	return well;
}

bool store_order_get(
	struct store *s, struct arena *a, struct str list, struct running_order *out, struct err *err)
{
	struct running_orders newest;
	if (!store_order_list(s, a, list, 1, &newest, err))
		return false;
	*out = newest.n ? newest.v[0] : (struct running_order){.verb = ORDER_USUAL};
	return true;
}

static bool order_add(
	struct store *s, struct str list, const struct running_order *order, struct err *err)
{
	struct buf items CLEANUP_BUF = buf_new(ITEMS_TEXT_MAX);
	for (size_t i = 0; i < order->items.n; i++)
		buf_addf(&items, "%s%lld", i ? "\n" : "", (long long)order->items.v[i]);
	if (!buf_ok(&items))
		return err_set(err, "at most %d items can be arranged", ORDER_ITEMS_MAX);
	assert(order->verb <= ORDER_FROZEN);
	if (!store_mail_list_put(s, list, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO running_order (at, editor, list, verb, item, items) VALUES (?1, "
		"?2, " MAIL_LIST("?3") ", "
							   "?4, ?5, ?6)");
	bind_int(&q, order->at);
	bind_str(&q, order->editor);
	bind_str(&q, list);
	bind_str(&q, str_of(VERB_WORDS[order->verb]));
	bind_id(&q, order->item);
	bind_str(&q, buf_str(&items));
	return query_end(&q, err);
}

static bool order_set(struct store *s, struct str list, const struct running_order *wanted,
	bool *stale, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct running_order stands;
	if (!store_order_get(s, &a, list, &stands, err))
		return false;
	if (ids_eq(&stands.items, &wanted->items))
		return true;
	*stale = stands.version != wanted->version;
	return *stale || order_add(s, list, wanted, err);
}

bool store_order_set(struct store *s, struct str list, const struct running_order *wanted,
	bool *stale, struct err *err)
{
	struct unit u;
	*stale = false;
	return unit_begin(&u, s, err) && unit_end(&u, order_set(s, list, wanted, stale, err), err);
}

bool store_order_frozen(struct store *s, struct str list, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct running_order stands;
	const struct running_order usual = {.at = now, .verb = ORDER_FROZEN};
	return store_order_get(s, &a, list, &stands, err) &&
		(!stands.items.n || order_add(s, list, &usual, err));
}
