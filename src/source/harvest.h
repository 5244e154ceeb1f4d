/* harvest: answers that wait to be stored, so that many of them share one transaction. Owned by the
 * runner. */
#ifndef SOURCE_HARVEST_H
#define SOURCE_HARVEST_H

#include "source/ingest.h"
#include "source/kind.h"

struct sheaf;
struct granary {
	struct store *store;
	const struct site *site;
	int64_t now;
	struct ingest_counts *counts; /* added to as answers are stored */
	struct sheaf *first, **last;
	size_t waiting, bytes;
	int64_t since; /* fetch_clock() of the oldest that waits */
};

/* Takes over the arena with what one answer gave; the visit must outlive the granary. When enough
 * waits, all of it is stored. */
bool granary_add(struct granary *g, struct visit *visit, struct arena *arena,
	const struct harvest *harvest, struct err *err) MUST_USE;
/* The visit is over and `state` is what to remember: stored in the same group as its last entries.
 * Takes over the visit's arena as well as `arena`. */
bool granary_close(struct granary *g, struct visit *visit, struct arena *arena,
	const struct source_state *state, struct err *err) MUST_USE;
/* Stores all that waits, in one group. */
bool granary_store(struct granary *g, struct err *err) MUST_USE;
/* Drops what waits (it will be asked for again). */
void granary_free(struct granary *g);

#endif
