/* batch: one decision on many items, and its undo.
 *
 *     struct batch_request request = {
 *         .decision = {.verb = VERB_REJECT, .actor = {name}, .now = now, .reason = reason},
 *         .v = choices, .n = n, .what = S("Waiting; words “mouse”")};
 *     if (!item_decide_batch(site, store, a, &request, &result, err))
 *         …
 *
 * Each item goes through the one door (item/decide.h) and gets a row of the log. All of it is one
 * transaction: a process that is killed in the middle has decided nothing. An item that cannot be
 * decided, as somebody else decided it meanwhile, is left out and named; the others are decided all
 * the same. At most BATCH_MAX items, so that other processes never wait long to write. */
#ifndef ITEM_BATCH_H
#define ITEM_BATCH_H

#include "item/decide.h"

enum { BATCH_MAX = 1000 };

struct batch_choice {
	int64_t item;
	long version; /* that the editor saw; 0: whatever stands */
};
struct batch_request {
	/* Of every item; its `item`, `version` and `batch` are not read. */
	struct decision_request decision;
	struct str add_topic; /* edit: the slug of one more topic; empty: none */
	const struct batch_choice *v;
	size_t n;        /* 1…BATCH_MAX */
	struct str what; /* how they were chosen, in words for the log; may be empty */
};
/* An item that was left as it is. */
struct batch_left {
	int64_t item;     /* 0: there is none of that number */
	struct str title; /* may be empty */
	struct str why;
};
struct batch_result {
	int64_t row; /* the first row of the log; 0: all stood so already, and nothing was written */
	size_t done; /* items that stand now as was wished */
	struct batch_left *left;
	size_t left_count;
};
/* False when the store failed, and then nothing was written. Texts are in the arena. */
bool item_decide_batch(const struct site *site, struct store *store, struct arena *a,
	const struct batch_request *request, struct batch_result *result, struct err *err) MUST_USE;

struct batch_undo {
	struct actor actor;
	int64_t now, batch;
	bool unseen; /* what readers have seen the effect of is left as it is */
};
/* Takes back all decisions of the batch that stand, as a batch of its own. Those on whose items
 * somebody decided since are left and named. `done` counts what is taken back. */
bool item_undo_batch(const struct site *site, struct store *store, struct arena *a,
	const struct batch_undo *undo, struct batch_result *result, struct err *err) MUST_USE;

#endif
