/* batch: answers that wait to be stored, so that many of them share one transaction. Inside
 * source/.
 *
 *     struct batch b = {.store = store, .site = site, .now = now, .counts = &counts};
 *     batch_add(&b, visit, &arena, &answer, err);           for each answer
 *     batch_end_visit(&b, visit, &state, well, err);              when a visit is over
 *     batch_store_due(&b, err);                             now and then, while nothing comes
 *     batch_store(&b, err);                                 at the end
 *     batch_free(&b);
 *
 * A batch is stored when much waits or something waits for a second; then a crash costs little, and
 * those who read the store wait little. That is looked at when something is added, and by
 * batch_store_due: a slow service holds nothing back. */
#ifndef SOURCE_BATCH_H
#define SOURCE_BATCH_H

#include "item/ingest.h"
#include "source/kind.h"

struct batch_part;
struct batch {
	struct store *store;
	const struct site *site;
	int64_t now;
	struct ingest_counts *counts; /* added to as answers are stored */
	struct batch_part *first, **last;
	size_t waiting, bytes;
	int64_t since; /* clock_ms() of the oldest that waits */
};

/* Takes over *arena, which holds the answer. The visit must outlive the batch. */
bool batch_add(struct batch *b, struct visit *visit, struct arena *arena,
	const struct source_answer *answer, struct err *err) MUST_USE;
/* The visit is over, well or not, and `state` is what to remember of its source: stored in one
 * transaction with its last answer. What it found missing counts when it went well. Takes over the
 * visit's arena. */
bool batch_end_visit(struct batch *b, struct visit *visit, const struct source_state *state,
	bool well, struct err *err) MUST_USE;
/* Stores what waits, in one transaction, when it is time. */
bool batch_store_due(struct batch *b, struct err *err) MUST_USE;
/* Stores all that waits, in one transaction. */
bool batch_store(struct batch *b, struct err *err) MUST_USE;
/* Drops what waits: its visits will be made again. */
void batch_free(struct batch *b);

#endif
