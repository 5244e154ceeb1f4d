/* store/decided: what editors decided in a time, as the log of decisions has it. A decision that
 * was taken back does not count, and nor does what a source decided by itself; a batch counts as
 * its items. */
#ifndef STORE_DECIDED_H
#define STORE_DECIDED_H

#include "store/store.h"

struct decided_counts {
	int64_t approved, rejected, later;
};
/* Decisions from that time on. */
bool store_decided_since(
	struct store *s, int64_t from, struct decided_counts *out, struct err *err) MUST_USE;

#endif
