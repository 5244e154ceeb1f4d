/* store/order: the running order of the next edition of each list, as editors arranged it.
 *
 * Append-only, like the log of decisions: every change is a row that holds the whole order, who
 * made it and how. The newest row of a list stands, and its id is the order's version: a change
 * by somebody who saw another version writes nothing. Freezing an edition uses its order up: the
 * next edition begins in the usual order. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "store/ids.h"
#include "store/release.h"

enum { ORDER_ITEMS_MAX = 2000 }; /* that can be arranged; the rest follow as usual */

/* How an order was made from the one before it. */
enum order_verb {
	ORDER_UP, /* one item by one place */
	ORDER_DOWN,
	ORDER_FIRST, /* one item before all of its part of the edition */
	ORDER_SET,   /* chosen as a whole */
	ORDER_USUAL, /* back to the usual order */
	ORDER_FROZEN /* an edition was frozen */
};
enum { ORDER_VERB_COUNT = ORDER_FROZEN + 1 };

struct running_order {
	int64_t version; /* 0: nobody ever arranged this list */
	int64_t at;
	struct str editor; /* empty: ORDER_FROZEN */
	enum order_verb verb;
	int64_t item;     /* of up, down and first; 0: none */
	struct str title; /* of the item */
	struct ids items; /* in their order; none: as usual */
};
struct running_orders {
	struct running_order *v;
	size_t n;
};

/* The order that stands. */
bool store_order_get(struct store *s, struct arena *a, struct str list, struct running_order *out,
	struct err *err) MUST_USE;
/* Its history, newest first. */
bool store_order_list(struct store *s, struct arena *a, struct str list, long limit,
	struct running_orders *out, struct err *err) MUST_USE;
/* Arranges the list anew: `wanted` gives at, editor, verb, item, items (each once, all of them
 * items of the store) and the version that the editor saw. When another version stands, *stale is
 * set and nothing is written, unless it is the same order: then both editors wanted the same. An
 * order that stands already is no new row. */
bool store_order_set(struct store *s, struct str list, const struct running_order *wanted,
	bool *stale, struct err *err) MUST_USE;
/* The edition is frozen: the next one begins in the usual order. */
bool store_order_frozen(struct store *s, struct str list, int64_t now, struct err *err) MUST_USE;

/* Sorts releases, given in their usual order, as they were arranged. One that nobody arranged stays
 * behind the one that it follows in the usual order. */
void order_apply(struct arena *a, const struct running_order *order, struct releases *releases);

#endif
