#include "store/statement.h"

bool store_note_get(
	struct store *s, struct arena *a, const char *name, struct str *value, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT value FROM note WHERE name = ?1");
	bind_str(&q, str_of(name));
	*value = query_row(&q) ? take_str(&q, a) : STR_NONE;
	return query_end(&q, err);
}

bool store_note_published(struct store *s, struct arena *a, int64_t *at, struct err *err)
{
	struct str value;
	long seconds;
	if (!store_note_get(s, a, "published", &value, err))
		return false;
	*at = str_to_long(value, &seconds) ? seconds : NO_TIME;
	return true;
}

bool store_note_set(struct store *s, const char *name, struct str value, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
		"excluded.value");
	bind_str(&q, str_of(name));
	bind_str(&q, value);
	return query_end(&q, err);
}

/* What was booked further ahead than an hour comes from a clock that was wrong, and is not waited
 * for. */
bool store_pace_take(struct store *s, const char *service, int64_t interval_ms, int64_t now_ms,
	int64_t *at_ms, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO pace (service, next_ms) VALUES (?1, ?2 + ?3) ON CONFLICT (service) DO UPDATE "
		"SET next_ms = ?2 + "
		"CASE WHEN next_ms BETWEEN ?3 AND ?3 + 3600000 THEN next_ms ELSE ?3 END RETURNING next_ms "
		"- ?2");
	bind_str(&q, str_of(service));
	bind_int(&q, interval_ms);
	bind_int(&q, now_ms);
	if (query_row(&q))
		*at_ms = take_int(&q);
	return query_end(&q, err);
}
