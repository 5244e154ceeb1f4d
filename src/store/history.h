/* store/history: what became of one item's words, decision by decision. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "store/decision.h"

/* The decisions on an item, newest first, and beside each the item as that decision found it. */
struct history {
	struct decision *v;
	struct item *before; /* of each only the id (0: the decision left the item alone) and what
						  * editors decide; what the copies say is not kept with a decision */
	size_t n;
};
/* The newest decisions, at most `limit`, on the item, alone or together with another one. */
bool store_history(struct store *s, struct arena *a, int64_t item, long limit, struct history *out,
	struct err *err) MUST_USE;

#endif
