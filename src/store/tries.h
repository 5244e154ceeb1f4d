/* store/tries: how often something may be tried, counted for all desks of the site together, and
 * over their ends: token buckets by the store's clock.
 *
 *     static const struct limit PER_NAME = {.burst = 5, .refill_ms = 12000};
 *     if (!store_tries_take(s, hash_str(name), &PER_NAME, &wait, err)) …
 *     if (wait) … refuse, and say how long to wait …
 *
 * What is counted (a name, an address) is known by its hash. A bucket that is full again is
 * forgotten. */
#ifndef STORE_TRIES_H
#define STORE_TRIES_H

#include "base/hash.h"
#include "base/limit.h"
#include "store/store.h"

/* Takes one try: *wait_ms is 0, or the milliseconds until one is left (then none is taken, and
 * nothing is written: whoever goes on trying keeps nobody from writing). */
bool store_tries_take(struct store *s, struct hash key, const struct limit *limit, int64_t *wait_ms,
	struct err *err) MUST_USE;
/* Forgets all tries of this key: after a success. */
bool store_tries_forgive(struct store *s, struct hash key, struct err *err) MUST_USE;

#endif
