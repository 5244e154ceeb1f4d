/* store/move: copies, keys and relations that go from one item to another, and back.
 *
 * What moved is noted in `moved`, which goes into the row of the decision, so that its undo
 * knows. */
#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/decision.h"
#include "store/key.h"

/* All copies, keys and relations of one item become the other's. A relation that the other has too
 * stays. */
bool store_move_copies(struct store *s, struct arena *a, int64_t from, int64_t to,
	struct before *moved, struct err *err) MUST_USE;
/* All versions of one copy, and those of the keys that named the item it leaves; the keys that
 * named nothing are new. */
struct copy_move {
	int64_t entry, from, to;
	const struct stored_keys *keys;
};
/* Moves the copy and those keys. */
bool store_move_copy(struct store *s, struct arena *a, const struct copy_move *move,
	struct before *moved, struct err *err) MUST_USE;
/* What moved from `to` to `from` goes back, with the versions that its copies got since. */
bool store_move_back(struct store *s, const struct before *moved, int64_t from, int64_t to,
	struct err *err) MUST_USE;

#endif
