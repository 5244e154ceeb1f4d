/* store/hour_share: how many messages the mail server gets in an hour, for all processes of the
 * site together.
 *
 *     store_hour_share_free(s, share, now, &due, err)      within the transaction that takes a copy
 *     store_hour_share_count(s, share, now, err)           and this, when there was one to take */
#ifndef STORE_HOUR_SHARE_H
#define STORE_HOUR_SHARE_H

#include "store/store.h"

/* When there is room for one more message, if no hour is to have more than `share` of them (0: no
 * limit): NO_TIME: now. Minutes are counted whole, so the hour before `now` is never counted short.
 * What a clock that was ahead counted does not count. Whoever hands one over then counts it in the
 * same transaction. */
bool store_hour_share_free(
	struct store *s, int64_t share, int64_t now, int64_t *due, struct err *err) MUST_USE;
/* One more is handed over, whether or not there was room. Without a limit nothing is counted. */
bool store_hour_share_count(struct store *s, int64_t share, int64_t now, struct err *err) MUST_USE;
/* Both in one transaction: counts it if there is room. */
bool store_hour_share_take(
	struct store *s, int64_t share, int64_t now, int64_t *due, struct err *err) MUST_USE;

#endif
