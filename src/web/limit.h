/* limit: how often something may be tried: token buckets in a table of fixed size.
 *
 *     static const struct limit PER_NAME = {.burst = 5, .refill_ms = 12000};
 *     int64_t wait = limit_take(&table, hash_str(name), &PER_NAME, clock_ms());
 *     if (wait) … refuse, and say how long to wait …
 *
 * What is counted (a name, an address) is known by its hash. Time is passed in, in milliseconds
 * that only go forward (base/clock.h). A table of zeros is empty. */
#ifndef WEB_LIMIT_H
#define WEB_LIMIT_H

#include "base/hash.h"
#include "base/limit.h"

enum { LIMIT_SETS = 256, LIMIT_WAYS = 8 };
struct limit_bucket {
	struct hash key;
	int64_t full_at; /* when all tries are allowed again; when that is past, the bucket is free */
};
struct limit_table {
	struct limit_bucket v[LIMIT_SETS][LIMIT_WAYS];
};

/* Takes one try: 0, or the milliseconds to wait until one is left (then none is taken). Where the
 * table is full, the bucket that is nearest to being free is given up. */
int64_t limit_take(
	struct limit_table *table, struct hash key, const struct limit *limit, int64_t now_ms);
/* Gives a try back that was taken, and came to nothing through no fault of whoever tried. */
void limit_give_back(struct limit_table *table, struct hash key, const struct limit *limit);
/* Forgets all tries of this key: after a success. */
void limit_forgive(struct limit_table *table, struct hash key);

#endif
