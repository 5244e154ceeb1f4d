/* store/subscription_move: everybody on one list is put on another one. */
#ifndef STORE_SUBSCRIPTION_MOVE_H
#define STORE_SUBSCRIPTION_MOVE_H

#include "base/strs.h"
#include "store/store.h"

struct subscription_move {
	struct str from, to; /* slugs, not the same */
};
struct subscription_moved {
	int64_t people;  /* confirmed subscribers of `from` */
	int64_t already; /* those of them who were on `to` as well */
	int64_t waiting; /* who wants `from` and has not confirmed it: they want `to` now */
};
/* Whether a copy of one of the list's editions still has to be handed over. */
bool store_subscription_is_mailed(struct store *s, struct str list, bool *mailed, struct err *err)
	MUST_USE;
/* Moves them, since when they are on it included, also those who bounced. Who is on both stays on
 * `to` once. When nobody is on `to`, that list goes on where `from` ended: what an edition of
 * `from` held is not new in `to`, and what editors left out or wrote for its next edition is taken
 * along. One transaction. */
bool store_subscription_move(struct store *s, const struct subscription_move *move,
	struct subscription_moved *out, struct err *err) MUST_USE;
/* The slugs of the lists to which the subscriber was moved from this one, and on which they are
 * still. */
bool store_subscription_moved(struct store *s, struct arena *a, int64_t subscriber, struct str was,
	struct strs *lists, struct err *err) MUST_USE;

#endif
