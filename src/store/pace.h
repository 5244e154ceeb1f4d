/* store/pace: when a service may be asked next, for all workers of the site together. */
#ifndef STORE_PACE_H
#define STORE_PACE_H

#include "store/store.h"

/* The next time (milliseconds since 1970) at which the service may be asked, never before now_ms,
 * and books it: the one after comes `interval_ms` later, for all its sources. So book when the
 * request is about to go, not hours or seconds ahead. One statement, so several workers keep one
 * pace. Outside a transaction. */
bool store_pace_take(struct store *s, const char *service, int64_t interval_ms, int64_t now_ms,
	int64_t *at_ms, struct err *err) MUST_USE;
/* The service wants to be left alone until then: nobody asks it before. An hour at most, which is
 * as far as store_pace_take looks. Outside a transaction. */
bool store_pace_hold(struct store *s, const char *service, int64_t until_ms, struct err *err)
	MUST_USE;

#endif
