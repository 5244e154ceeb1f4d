/* list_parts: what the files that list items share (private to store/).
 *
 *     list.c       which way costs least; a few candidates, sorted
 *     list_walk.c  a walk along an index */
#ifndef STORE_LIST_PARTS_H
#define STORE_LIST_PARTS_H

#include "store/list.h"
#include "store/select.h"

/* A page that is being read. */
struct listing {
	struct store *s;
	struct arena *a;
	const struct list_filter *filter;
	enum list_state state;
	struct str source, topic, section; /* names of facets; empty: not asked for */
	struct items *out;
	struct search_size *all; /* is found out, too, and goes here; NULL: it is not */
};

/* The item has the facet "?". One row is looked up for each item: of EXISTS PostgreSQL makes a join
 * with all that have it. */
#define LIST_HAS_FACET(item) \
	"(SELECT 1 FROM facet AS f WHERE f.name = ? AND f.item = " item ") = 1 "

/* Conditions, each "AND …" on the item `i`: what a list asks for beyond the item's state; that with
 * the state; what the filter names besides, but for the facet that is walked along; that it does
 * not come first already. A walk says the state itself: if it is said twice, PostgreSQL may read
 * all items of the state instead of those of the walk. */
void list_add_beyond(struct select *sel, const struct listing *l);
void list_add_state(struct select *sel, const struct listing *l);
void list_add_filter(struct select *sel, const struct listing *l, struct str walked);
void list_add_not_first(struct select *sel, const struct list_filter *filter);

/* "FROM item AS i WHERE … ": the updates of published items, which are few at any time. */
void list_add_from_updates(struct select *sel);

/* How many rows more are wanted: one more than the page has, to see whether another page follows.
 * INT64_MAX: all. */
int64_t list_rows_wanted(const struct listing *l);
/* Adds the rows to the page, perhaps a few more than are wanted. */
bool list_rows_take(struct listing *l, const struct select *sel, struct err *err) MUST_USE;

/* Items of a state, down from a number or up, for ORDER BY state, id in that direction. To SQLite
 * it is an equation and a range of an index. PostgreSQL makes nothing of the equation: otherwise it
 * would go by the order of all items, and pass over those of other states. */
#define LIST_DOWN(state, id) \
	state " IS NOT DISTINCT FROM ? AND " id " < ? AND " state " >= ? AND (" state ", " id \
		  ") < (?, ?) "
#define LIST_UP(state, id) \
	state " IS NOT DISTINCT FROM ? AND " id " > ? AND " state " <= ? AND (" state ", " id \
		  ") > (?, ?) "
/* The values of one of these. */
void list_add_way(struct select *sel, enum item_state state, int64_t id);

/* The state of the items that are walked along; for neither LIST_UPDATES nor LIST_ALL. */
enum item_state list_walked_state(enum list_state state);
/* Adds to the page what comes behind updates: the items of a state, or, with a facet, those of them
 * that have it. */
bool list_walk(struct listing *l, struct str facet, struct err *err) MUST_USE;
/* How many there are with the updates; counting ends at `most`. */
bool list_walk_count(struct listing *l, struct str facet, int64_t most, int64_t *n, struct err *err)
	MUST_USE;

#endif
