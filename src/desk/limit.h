/* limit: how often something may be tried. Token buckets in a table of fixed size, found by the
 * hash of what they count for; time is passed in. */
#ifndef DESK_LIMIT_H
#define DESK_LIMIT_H

#include "base/hash.h"

/* `burst` tries at once, and one more every `refill_ms`. */
struct limit {
	int burst;
	int64_t refill_ms;
};

enum { LIMIT_SETS = 256, LIMIT_WAYS = 8 };
struct limit_bucket {
	struct hash key;
	int64_t full_at; /* when it will be full again (milliseconds); in the past: full, and as good as
						free */
};
struct limit_table {
	struct limit_bucket v[LIMIT_SETS][LIMIT_WAYS];
};

/* Takes one try: 0, or the milliseconds to wait until one is left. Where the table is full, the
 * bucket that is nearest to full is given up. */
int64_t limit_take(
	struct limit_table *table, struct hash key, const struct limit *limit, int64_t now_ms);
/* Forgets what was taken: after a success. */
void limit_forgive(struct limit_table *table, struct hash key);

#endif
