/* look_back_order: how well the queue was ordered. Of what editors decided on a day for the first
 * time, the part that stood highest by its score: the more of its first ten were approved, compared
 * with all, the less an editor had to look through. Inside item/. */
#ifndef ITEM_LOOK_BACK_ORDER_H
#define ITEM_LOOK_BACK_ORDER_H

#include "item/look_back.h"
#include "store/decided.h"

/* Fills the table: all; the first ten, and the first fifty, of each day in local time. `first`:
 * the first decisions of items. */
void look_back_order(struct arena *a, const struct weeks *weeks, const struct decideds *first,
	struct look_back_table *out);

#endif
