/* store/order: the running order of the next edition of each section, as editors arranged it.
 *
 * Append-only, like the log of decisions: every change is a row that holds the whole order, who
 * made it and how; the newest row of a section stands, and its id is the order's version. A change
 * by somebody who saw another version is refused and changes nothing. When an edition is frozen its
 * order has served: the next begins as usual. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "store/pair.h"
#include "store/release.h"

enum { ORDER_ITEMS_MAX = 2000 }; /* that can be arranged; the rest follow as usual */

struct running_order {
	int64_t version; /* 0: nobody ever arranged this section */
	int64_t at;
	struct str editor; /* empty: the freezing of an edition began a new order */
	struct str verb;   /* "up", "down", "first" (which item), "set", "usual", "frozen" */
	int64_t item;      /* 0: none */
	struct str title;  /* of the item */
	struct ids items;  /* in their order; none: as usual */
};
struct running_orders {
	struct running_order *v;
	size_t n;
};

/* The order that stands. */
bool store_order_get(struct store *s, struct arena *a, enum section section,
	struct running_order *out, struct err *err) MUST_USE;
/* Its history, newest first. */
bool store_order_list(struct store *s, struct arena *a, enum section section, long limit,
	struct running_orders *out, struct err *err) MUST_USE;
/* Arranges the section anew: `wanted` gives at, editor, verb, item, items (each once, all of them
 * items of the store) and the version that the editor saw. When another one stands it is refused,
 * *stale is set and nothing is written; unless it is the same order: then both wanted it. An order
 * that stands already is no new row. */
bool store_order_set(struct store *s, enum section section, const struct running_order *wanted,
	bool *stale, struct err *err) MUST_USE;
/* The edition is frozen: the next one begins as usual. */
bool store_order_frozen(struct store *s, enum section section, int64_t now, struct err *err)
	MUST_USE;

/* Sorts releases, given in their usual order, as they were arranged. One that nobody arranged falls
 * into its usual place: it follows the one that it follows as usual. */
void order_apply(struct arena *a, const struct running_order *order, struct releases *releases);

#endif
