/* look_back: what sources brought and what editors decided in the last twelve weeks.
 *
 * Of a source it is what became of the copies that came in those weeks, by the week in which they
 * came. Each copy has one state, so that approved, rejected, later and waiting make up what was
 * brought. A source that only watches what is published brings nothing.
 *
 * Of an editor it is what they did, by the week in which they did it (store/decided.h).
 *
 * How long a decision took is told of the first approval or rejection of an item that holds, by an
 * editor: since the copy came from that source, or since the item was there. The time that it was
 * put off is in it. */
#ifndef ITEM_LOOK_BACK_H
#define ITEM_LOOK_BACK_H

#include "base/weeks.h"
#include "model/site.h"
#include "store/store.h"

enum look_back_what {
	LOOK_BACK_BROUGHT,  /* of an editor: added by hand */
	LOOK_BACK_APPROVED, /* of a source also what was taken down since */
	LOOK_BACK_REJECTED,
	LOOK_BACK_LATER,
	LOOK_BACK_WAITING, /* of a source */
	LOOK_BACK_COUNT
};
/* "brought", "approved", "rejected", "put off", "waiting" */
const char *look_back_word(enum look_back_what what);

struct look_back_row {
	struct str name; /* empty: all together */
	struct str folded;
	bool ended; /* a source that is configured no more */
	long all[LOOK_BACK_COUNT], weeks[WEEKS][LOOK_BACK_COUNT];
	int64_t *seconds; /* how long decisions took, the shortest first */
	size_t decided;
};
struct look_back_table {
	struct look_back_row *v; /* the first: all together; then by name, whatever the numbers */
	size_t n;                /* 1 at least */
};
struct look_back {
	struct weeks weeks;
	struct look_back_table sources, editors;
	struct look_back_table order; /* how well the queue was ordered: all, and parts of it */
};
/* Reads it at `now`; all is in the arena. */
bool look_back_read(const struct site *site, struct store *store, struct arena *a, int64_t now,
	struct look_back *out, struct err *err) MUST_USE;

/* Half of the decisions took no longer than this, and nine in ten no longer than that: in seconds;
 * -1 when there are none. */
int64_t look_back_half(const struct look_back_row *row);
int64_t look_back_most(const struct look_back_row *row);
/* The same in words: "half within 2 days, nine in ten within 5 days". Where the words for two of
 * half, nine in ten and all would be the same, the larger share is told: "all within 3 hours".
 * Empty when there are none. */
struct str look_back_time_words(struct arena *a, const struct look_back_row *row);
/* "an hour", "5 hours", "2 days": rounded up, so that "within" is true. */
struct str look_back_span(struct arena *a, int64_t seconds);

#endif
