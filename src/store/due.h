/* store/due: what a publication has to do. Items are dirty since something of them changed that
 * readers see; outputs are due until their files are written. */
#ifndef STORE_DUE_H
#define STORE_DUE_H

#include "store/ids.h"
#include "store/store.h"

/* The item's pages show something that changed otherwise than by a decision: what it is related
 * to. An item that readers never saw is none of these. */
bool store_dirty_add(struct store *s, int64_t item, struct err *err) MUST_USE;
/* Every item that readers see or saw, and every alias of one. */
bool store_dirty_add_all(struct store *s, struct err *err) MUST_USE;
/* In the order of their approvals, and then those that are not live. */
bool store_dirty_list(struct store *s, struct arena *a, struct ids *items, struct err *err)
	MUST_USE;
/* Whether its lists show a dirty item otherwise, though its release is the same: the status of the
 * trial became unknown by the time that passed, or is known again. */
bool store_dirty_lists(struct store *s, int64_t item, bool *lists, struct err *err) MUST_USE;
bool store_dirty_remove(struct store *s, int64_t item, struct err *err) MUST_USE;
/* How many items stand otherwise than they are listed in out/: approved, changed or taken down
 * since the last publication. Counting ends at DIRTY_COUNT_MAX + 1. */
enum { DIRTY_COUNT_MAX = 500 };
bool store_dirty_count(struct store *s, int64_t *n, struct err *err) MUST_USE;

/* An output that has to be written: enum output of publish/output.h, and which. */
struct due {
	int output;
	int64_t id;     /* of an item or a listing; 0: it is the only one */
	struct str key; /* a period */
	int64_t part;   /* of the period; the number of an archive */
};
bool store_due_add(struct store *s, const struct due *due, struct err *err) MUST_USE;
struct dues {
	struct due *v;
	size_t n;
};
/* Those that follow `after` in their order (NULL: from the first), at most `limit`. */
bool store_due_list(struct store *s, struct arena *a, const struct due *after, long limit,
	struct dues *out, struct err *err) MUST_USE;
/* They are written. One transaction. */
bool store_due_done(struct store *s, const struct dues *dues, struct err *err) MUST_USE;
/* Whether an item is dirty, an output due, or a page arranged anew. Cheap: three looks. */
bool store_due_any(struct store *s, bool *any, struct err *err) MUST_USE;

#endif
