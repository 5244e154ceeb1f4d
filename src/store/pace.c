#include "store/pace.h"

#include "store/statement.h"
#include "store/unit.h"

/* What was booked further ahead than an hour comes from a clock that was wrong, and is not waited
 * for. */
static bool pace_book(
	struct store *s, const char *service, int64_t interval_ms, int64_t *wait_ms, struct err *err)
{
	const int64_t now_ms = store_clock_ms(s);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO pace (service, next_ms) VALUES (?1, ?2 + ?3) ON CONFLICT (service) DO UPDATE "
		"SET next_ms = ?2 + "
		"CASE WHEN pace.next_ms BETWEEN ?3 AND ?3 + 3600000 THEN pace.next_ms ELSE ?3 END "
		"RETURNING next_ms - ?2 - ?3");
	bind_str(&q, str_of(service));
	bind_int(&q, interval_ms);
	bind_int(&q, now_ms);
	if (query_row(&q))
		*wait_ms = take_int(&q);
	return query_end(&q, err);
}

/* The time is looked at when others' writing has been waited for, or whoever waited together would
 * all be told of times that have passed. */
bool store_pace_take(
	struct store *s, const char *service, int64_t interval_ms, int64_t *wait_ms, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u, pace_book(s, service, interval_ms, wait_ms, err), err);
}

bool store_pace_hold(struct store *s, const char *service, int64_t for_ms, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO pace (service, next_ms) VALUES (?1, ?2) ON CONFLICT (service) DO UPDATE SET "
		"next_ms = ?2 WHERE pace.next_ms < ?2");
	bind_str(&q, str_of(service));
	bind_int(&q, store_clock_ms(s) + for_ms);
	return query_end(&q, err);
}
