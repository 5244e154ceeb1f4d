/* store/pace: when a service may be asked next, for all workers of the site together. */
#ifndef STORE_PACE_H
#define STORE_PACE_H

#include "store/store.h"

/* How long to wait until the service may be asked next, 0 or more, and books that time: the one
 * after comes `interval_ms` later, for all its sources. So book when the request is about to go,
 * not hours or seconds ahead. By the store's clock and in a transaction of its own, so several
 * workers keep one pace. */
bool store_pace_take(struct store *s, const char *service, int64_t interval_ms, int64_t *wait_ms,
	struct err *err) MUST_USE;
/* The service wants to be left alone for so long: nobody asks it before. An hour at most, which is
 * as far as store_pace_take looks. */
bool store_pace_hold(struct store *s, const char *service, int64_t for_ms, struct err *err)
	MUST_USE;

#endif
