/* store/pair: pairs of items that look alike and are not the same publication, as an editor
 * said. */
#ifndef STORE_PAIR_H
#define STORE_PAIR_H

#include "store/ids.h"
#include "store/store.h"

/* A pair has no order: (one, other) is (other, one). One that is there must not be added again. */

bool store_pair_has(struct store *s, int64_t item, int64_t other, bool *has, struct err *err)
	MUST_USE;
bool store_pair_add(struct store *s, int64_t item, int64_t other, struct err *err) MUST_USE;
bool store_pair_drop(struct store *s, int64_t item, int64_t other, struct err *err) MUST_USE;
/* Drops all pairs of an item that is no more. */
bool store_pair_forget(struct store *s, int64_t item, struct err *err) MUST_USE;
/* Whether an editor keeps the two apart, or items that were merged into them: by such a pair, by a
 * split of one from the other, or by the undo of a merge. */
bool store_pair_kept_apart(
	struct store *s, int64_t item, int64_t other, bool *apart, struct err *err) MUST_USE;
/* The items that an editor keeps apart from this one, as above: nobody is asked about them again.
 * What an editor merged and took back herself is not among them, so that she can merge it again;
 * it is never joined without an editor all the same. `left`: with what was split off this one, too,
 * which may be alike among itself. */
bool store_pair_list(struct store *s, struct arena *a, int64_t item, bool left, struct ids *out,
	struct err *err) MUST_USE;

#endif
