/* store/decision: the rows of the append-only log of decisions. item/ says what a decision does.
 *
 * Every row holds what stood before it: of each item that it touched the part that editors decide
 * (EDITORIAL_FIELDS in before.c), and for a merge or a split which copies, keys and relations
 * moved. An undo restores exactly that and is itself a row. */
#ifndef STORE_DECISION_H
#define STORE_DECISION_H

#include "model/decision.h"
#include "store/store.h"

struct moved_entry {
	int64_t id;
};
struct moved_key {
	struct hash hash;
};
/* What stood before a decision: all that its undo needs. */
struct before {
	/* Of each its id and what editors decide of it. `changes`: those that the decision settled. */
	struct item *items;
	size_t item_count;
	struct moved_entry *entries; /* merge, split: what moved */
	size_t entry_count;
	struct moved_key *keys, *related;
	size_t key_count, related_count;
};
/* Appends the item as it stands. When an item is added twice, the first counts. */
void before_add(struct arena *a, struct before *before, const struct item *item);
/* The item as it stood before; NULL when the decision did not touch it. */
const struct item *before_item(const struct before *before, int64_t item);

/* Adds the row, chains it to the one before (store/chain.h) and gives its number; inside a
 * transaction. `decision` gives all but id, undone_verb, title, undone, and
 * what its batch holds beside its number, and the assignee's name. */
bool store_decision_add(struct store *s, const struct decision *decision,
	const struct before *before, int64_t *id, struct err *err) MUST_USE;
/* The row of this number; *found is false when there is none. */
bool store_decision_get(struct store *s, struct arena *a, int64_t id, struct decision *out,
	bool *found, struct err *err) MUST_USE;
/* What stood before the decision. */
bool store_decision_before(
	struct store *s, struct arena *a, int64_t id, struct before *out, struct err *err) MUST_USE;
/* Newest first; of one item when item is not 0; at most limit (0: all). */
bool store_decision_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct decisions *out, struct err *err) MUST_USE;

/* The last decision that is not undone and is no undo: of this item, or (item 0) the last that an
 * editor made. *found is false when there is none. */
bool store_decision_last(struct store *s, struct arena *a, int64_t item, struct decision *out,
	bool *found, struct err *err) MUST_USE;
/* The last decision after this one, on one of its items, that is not undone and is no undo. */
bool store_decision_later(struct store *s, struct arena *a, const struct decision *decision,
	struct decision *out, bool *found, struct err *err) MUST_USE;
/* Whether a later decision took this one back. */
bool store_decision_is_undone(struct store *s, int64_t id, bool *undone, struct err *err) MUST_USE;

#endif
