#include "store/bounce.h"

#include <assert.h>

#include "base/calendar.h"
#include "store/columns.h"

bool store_bounce_add(struct store *s, const struct bounce *bounce, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO bounce (mail, part, at, outcome, subscriber, edition, code) VALUES (?1, ?2, "
		"?3, ?4, ?5, ?6, ?7)");
	assert((int)bounce->outcome < BOUNCE_OUTCOMES);
	bind_hash(&q, &bounce->mail);
	bind_int(&q, bounce->part);
	bind_int(&q, bounce->at);
	bind_int(&q, bounce->outcome);
	bind_id(&q, bounce->subscriber);
	bind_id(&q, bounce->edition);
	bind_str(&q, bounce->code);
	return query_end(&q, err);
}

bool store_bounce_known(struct store *s, struct hash mail, bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM bounce WHERE mail = ?1 AND part = 0");
	bind_hash(&q, &mail);
	*known = query_row(&q);
	return query_end(&q, err);
}

bool store_bounce_run(struct store *s, int64_t subscriber, int64_t since, int64_t now,
	struct bounce_run *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(DISTINCT at / 86400), coalesce(?4 - min(at / 86400), 0) FROM bounce WHERE "
		"subscriber = ?1 AND at >= ?2 AND outcome = ?3 AND at / 86400 < ?4");
	bind_int(&q, subscriber);
	bind_int(&q, since);
	bind_int(&q, BOUNCE_COUNTED);
	bind_int(&q, now / CALENDAR_DAY);
	*out = (struct bounce_run){0};
	if (query_row(&q)) {
		out->days = take_int(&q);
		out->span = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_bounce_count(struct store *s, int64_t edition, int64_t since,
	int64_t n[static BOUNCE_OUTCOMES], struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT outcome, count(*) FROM bounce WHERE at >= ?1 AND (?2 = 0 OR edition = ?2) GROUP BY "
		"outcome");
	bind_int(&q, since);
	bind_int(&q, edition);
	for (size_t i = 0; i < BOUNCE_OUTCOMES; i++)
		n[i] = 0;
	while (query_row(&q)) {
		int64_t outcome = take_int(&q), count = take_int(&q);
		if (outcome >= 0 && outcome < BOUNCE_OUTCOMES)
			n[outcome] = count;
	}
	return query_end(&q, err);
}

bool store_bounce_inbox_get(
	struct store *s, struct hash place, int64_t *validity, int64_t *uid, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT validity, uid FROM bounce_inbox WHERE place = ?1");
	bind_hash(&q, &place);
	*validity = *uid = 0;
	if (query_row(&q)) {
		*validity = take_int(&q);
		*uid = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_bounce_inbox_put(
	struct store *s, struct hash place, int64_t validity, int64_t uid, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO bounce_inbox (place, validity, uid) VALUES (?1, ?2, ?3) ON CONFLICT (place) "
		"DO UPDATE SET validity = ?2, uid = ?3");
	bind_hash(&q, &place);
	bind_int(&q, validity);
	bind_int(&q, uid);
	return query_end(&q, err);
}
