#include "store/hour_share.h"

#include <assert.h>

#include "base/calendar.h"
#include "store/statement.h"
#include "store/unit.h"

enum { MINUTE = 60, MINUTES = 60, KEPT_MINUTES = 2 * MINUTES };

bool store_hour_share_free(
	struct store *s, int64_t share, int64_t now, int64_t *due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce(sum(n), 0), min(minute) FROM handed_over WHERE minute BETWEEN ?1 AND ?2");
	int64_t first = now / MINUTE - MINUTES;
	assert(share >= 0 && now >= 0);
	*due = NO_TIME;
	if (!share)
		return true;
	bind_int(&q, first);
	bind_int(&q, now / MINUTE);
	if (query_row(&q)) {
		int64_t n = take_int(&q), oldest = take_time(&q);
		if (n >= share)
			*due = (oldest + MINUTES + 1) * MINUTE;
	}
	return query_end(&q, err);
}

static bool share_forget(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM handed_over WHERE minute < ?1");
	bind_int(&q, now / MINUTE - KEPT_MINUTES);
	return query_end(&q, err);
}

static bool share_count(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO handed_over (minute, n) VALUES (?1, 1) ON CONFLICT (minute) DO UPDATE SET n = "
		"handed_over.n + 1");
	bind_int(&q, now / MINUTE);
	return query_end(&q, err) && share_forget(s, now, err);
}

bool store_hour_share_count(struct store *s, int64_t share, int64_t now, struct err *err)
{
	struct unit u;
	return !share || (unit_begin(&u, s, err) && unit_end(&u, share_count(s, now, err), err));
}

static bool share_take(struct store *s, int64_t share, int64_t now, int64_t *due, struct err *err)
{
	return store_hour_share_free(s, share, now, due, err) &&
		(*due != NO_TIME || store_hour_share_count(s, share, now, err));
}

bool store_hour_share_take(
	struct store *s, int64_t share, int64_t now, int64_t *due, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, share_take(s, share, now, due, err), err);
}
