#include "store/edition_reminder.h"

#include "store/mail_list.h"
#include "store/statement.h"
#include "store/unit.h"

static bool drop_others(struct store *s, const struct edition_reminder *reminder, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE edition_reminder SET stands = 0 WHERE stands = 1 AND list = " MAIL_LIST(
			"?1") " AND period <> ?2");
	bind_str(&q, reminder->list);
	bind_str(&q, reminder->period);
	return query_end(&q, err);
}

static bool reminder_put(struct store *s, const struct edition_reminder *reminder, struct err *err)
{
	if (!store_mail_list_put(s, reminder->list, err) || !drop_others(s, reminder, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_reminder (list, period, since, stands) VALUES (" MAIL_LIST(
			"?1") ", ?2, ?3, 1) "
				  "ON CONFLICT (list, period) DO UPDATE SET stands = 1 WHERE "
				  "edition_reminder.stands = 0");
	bind_str(&q, reminder->list);
	bind_str(&q, reminder->period);
	bind_int(&q, reminder->since);
	return query_end(&q, err);
}

bool store_edition_reminder_put(
	struct store *s, const struct edition_reminder *reminder, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, reminder_put(s, reminder, err), err);
}

bool store_edition_reminder_drop(struct store *s, struct str list, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE edition_reminder SET stands = 0 WHERE stands = 1 AND list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	return query_end(&q, err);
}

bool store_edition_reminder_list(
	struct store *s, struct arena *a, int64_t from, struct edition_reminders *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.id, l.slug, r.period, r.since FROM edition_reminder AS r JOIN mail_list AS l ON "
		"l.id = r.list WHERE r.stands = 1 AND r.id >= ?1 AND NOT EXISTS (SELECT 1 FROM edition AS "
		"e WHERE e.list = r.list AND e.frozen >= r.since "
		"AND e.about IS NULL) ORDER BY r.id");
	bind_int(&q, from);
	*out = (struct edition_reminders){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct edition_reminder *one = &out->v[out->n++];
		one->id = take_int(&q);
		one->list = take_str(&q, a);
		one->period = take_str(&q, a);
		one->since = take_int(&q);
	}
	return query_end(&q, err);
}
