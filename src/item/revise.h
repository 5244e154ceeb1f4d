/* revise: decisions that change which copies make an item; the items are judged anew in the same
 * group. */
#ifndef ITEM_REVISE_H
#define ITEM_REVISE_H

#include "model/site.h"
#include "store/decision.h"

/* decide_merge, and the winner judged from all its copies. */
bool revise_merge(const struct site *site, struct store *store, struct by by, int64_t winner,
	int64_t loser, struct err *err) MUST_USE;
/* decide_split of a copy (its number as `show` lists it); *made is the new item. */
bool revise_split(const struct site *site, struct store *store, struct by by, int64_t copy,
	int64_t *made, struct err *err) MUST_USE;
/* decide_undo, and the items that it touched judged anew. `undone` (arena) says what was taken
 * back. */
bool revise_undo(const struct site *site, struct store *store, struct arena *a, struct by by,
	int64_t item, struct decision *undone, struct err *err) MUST_USE;

#endif
