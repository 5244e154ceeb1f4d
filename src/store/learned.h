/* store/learned: what the order of the queue is learned from, and what was learned. An item has the
 * score by which the queue is ordered; once that was learned, the one that its judgement gave is
 * kept beside it as `prior`. What was decided keeps the score that it had then. */
#ifndef STORE_LEARNED_H
#define STORE_LEARNED_H

#include "base/arena.h"
#include "store/store.h"

/* Changes with every decision and with every new item. */
bool store_learned_mark(struct store *s, struct arena *a, struct str *mark, struct err *err)
	MUST_USE;

/* An item that an editor approved or rejected, and that stands so. */
struct lesson {
	int64_t item;
	bool wanted;
};
struct lessons {
	struct lesson *v;
	size_t n;
};
/* At most `limit`, those decided last first. An item that was rejected as a duplicate, or because
 * something about it was broken, is none: that says nothing of what it is about. */
bool store_learned_lessons(
	struct store *s, struct arena *a, long limit, struct lessons *out, struct err *err) MUST_USE;

/* An item that waits or was put off, for which no update waits. */
struct unlearned {
	int64_t item;
	double prior;
};
struct unlearneds {
	struct unlearned *v;
	size_t n;
};
/* At most `limit`: those about which nothing was learned yet, then the likeliest. */
bool store_learned_waiting(
	struct store *s, struct arena *a, long limit, struct unlearneds *out, struct err *err) MUST_USE;
/* What was learned of an item, if it still waits. Its version does not move: an editor who has its
 * card open may decide. */
bool store_learned_set(
	struct store *s, int64_t item, double score, struct strs why, struct err *err) MUST_USE;
/* The item has the score of its judgement again, if it waits. */
bool store_learned_drop(struct store *s, int64_t item, struct err *err) MUST_USE;
/* All that wait have the scores of their judgements again. */
bool store_learned_forget(struct store *s, struct err *err) MUST_USE;

#endif
