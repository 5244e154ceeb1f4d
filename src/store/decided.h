/* store/decided: what editors decided in a time, as the log of decisions has it. A decision that
 * was taken back does not count, and nor does what a source decided by itself; a batch counts as
 * its items. */
#ifndef STORE_DECIDED_H
#define STORE_DECIDED_H

#include "base/date.h"
#include "model/decision.h"
#include "store/store.h"

struct decided_counts {
	int64_t approved, rejected, later;
};
/* Decisions from that time on. */
bool store_decided_since(struct store *s, int64_t from, struct decided_counts *out, struct err *err)
	MUST_USE;

/* Something that an editor did; `item` as it was called then. */
struct decided {
	struct str editor;
	int64_t at, item;
	enum verb verb; /* VERB_APPROVE, VERB_REJECT, VERB_DEFER; VERB_NONE: added an item by hand */
	/* Since when the item was there, if this is the first of its approvals and rejections that
	 * hold; else NO_TIME. */
	int64_t waited_since;
	double score; /* with which it stood in the queue */
};
struct decideds {
	struct decided *v;
	size_t n;
};
/* From span[0] on and before span[1]. What was added by hand counts when it became an item that was
 * not there before. */
bool store_decided_list(struct store *s, struct arena *a, const int64_t span[2],
	struct decideds *out, struct err *err) MUST_USE;

#endif
