/* learn: the order of the queue is learned from what editors decide (judge/rank_model.h).
 *
 * It is learned anew, by the worker, after decisions and when items came: from the last
 * LEARN_LESSONS items that editors approved or rejected, for the LEARN_WAITING likeliest that wait.
 * Whatever was taken back is not among them, and so was never learned. Until LEARN_LEAST of each
 * kind were decided, or when site.learn is off, items have the scores of their judgements.
 *
 * Every LEARN_LOWER-th place is given to an item from lower down, which says so: what is never
 * shown teaches nothing. */
#ifndef ITEM_LEARN_H
#define ITEM_LEARN_H

#include "model/site.h"
#include "store/store.h"

enum { LEARN_LEAST = 10, LEARN_LESSONS = 2000, LEARN_WAITING = 5000, LEARN_LOWER = 20 };

/* Learns when something changed since the last time; ends early when *stop is not zero (may be
 * NULL), and then begins anew the next time. */
bool item_learn(const struct site *site, struct store *store, const volatile int *stop,
	struct err *err) MUST_USE;
/* Whether item_learn would learn: an editor decided, or an item came. Cheap. */
bool item_learn_waits(const struct site *site, struct store *store, bool *waits, struct err *err)
	MUST_USE;
/* The number of the order in which the queue is: another one when scores were learned anew since,
 * so that a place in it by its score is none in the order of now. 0: nothing was learned yet. */
bool item_learn_order(struct store *store, struct arena *a, int64_t *order, struct err *err)
	MUST_USE;

#endif
