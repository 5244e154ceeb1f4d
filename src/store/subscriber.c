#include "store/subscriber.h"

#include <assert.h>

#include "store/columns.h"
#include "store/mail_list.h"
#include "store/unit.h"

/* clang-format off */
#define COLUMN_TAKE_sealed(of, column, member) (of)->member = take_bytes(column_q, column_a)
#define COLUMN_BIND_sealed(of, column, member) \
	((of)->member.n ? bind_bytes(column_q, (of)->member) : bind_null(column_q))
#define SUBSCRIBER_COLUMNS(FIRST, X, of) \
	FIRST(of, opt_hash, found) \
	X(of, sealed, handle) \
	X(of, sealed, address) \
	X(of, enum, state) \
	X(of, enum, how) \
	X(of, str, proof) \
	X(of, int, made) \
	X(of, time, confirmed) \
	X(of, int, changed) \
	X(of, lines, wanted) \
	X(of, time, asked) \
	X(of, int, letters)
/* clang-format on */
#define SUBSCRIBER_SQL "id, " COLUMNS_SQL(SUBSCRIBER_COLUMNS, "")

bool store_subscriber_add(
	struct store *s, const struct subscriber *subscriber, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO subscriber (" COLUMNS_SQL(SUBSCRIBER_COLUMNS, "") ") VALUES (" COLUMNS_MARKS(
			SUBSCRIBER_COLUMNS) ")");
	COLUMNS_BIND(SUBSCRIBER_COLUMNS, &q, subscriber);
	return query_inserted(&q, id, err);
}

bool store_subscriber_write(struct store *s, const struct subscriber *subscriber, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE subscriber SET " COLUMNS_SET(SUBSCRIBER_COLUMNS) " WHERE id = ?");
	assert(subscriber->id > 0);
	COLUMNS_BIND(SUBSCRIBER_COLUMNS, &q, subscriber);
	bind_int(&q, subscriber->id);
	return query_end(&q, err);
}

static bool take_one(
	struct query *q, struct arena *a, struct subscriber *out, bool *there, struct err *err)
{
	*out = (struct subscriber){0};
	*there = query_row(q);
	if (*there) {
		out->id = take_int(q);
		COLUMNS_TAKE(SUBSCRIBER_COLUMNS, q, a, out);
	}
	return query_end(q, err);
}

bool store_subscriber_find(struct store *s, struct arena *a, struct hash found,
	struct subscriber *out, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " SUBSCRIBER_SQL " FROM subscriber WHERE found = ?1");
	bind_hash(&q, &found);
	return take_one(&q, a, out, there, err);
}

bool store_subscriber_named(struct store *s, struct arena *a, struct str handle,
	struct subscriber *out, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " SUBSCRIBER_SQL " FROM subscriber WHERE handle = ?1");
	bind_bytes(&q, handle);
	return take_one(&q, a, out, there, err);
}

bool store_subscriber_get(struct store *s, struct arena *a, int64_t id, struct subscriber *out,
	bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " SUBSCRIBER_SQL " FROM subscriber WHERE id = ?1 AND found IS NOT NULL");
	bind_int(&q, id);
	return take_one(&q, a, out, there, err);
}

bool store_subscriber_next(struct store *s, struct arena *a, int64_t after, struct subscriber *out,
	bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " SUBSCRIBER_SQL
		" FROM subscriber WHERE id > ?1 AND found IS NOT NULL ORDER BY id LIMIT 1");
	bind_int(&q, after);
	return take_one(&q, a, out, there, err);
}

bool store_subscription_list(
	struct store *s, struct arena *a, int64_t subscriber, struct strs *lists, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT l.slug FROM subscription AS n JOIN mail_list AS l ON l.id = n.list WHERE "
		"n.subscriber = ?1 ORDER BY l.slug");
	bind_int(&q, subscriber);
	*lists = (struct strs){0};
	while (query_row(&q))
		strs_add(a, lists, take_str(&q, a));
	return query_end(&q, err);
}

static bool subscription_add(struct store *s, int64_t subscriber, struct str list, int64_t now,
	bool *changed, struct err *err)
{
	if (!store_mail_list_put(s, list, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO subscription (list, subscriber, since) VALUES (" MAIL_LIST(
			"?1") ", ?2, ?3) "
				  "ON CONFLICT (list, subscriber) DO NOTHING");
	bind_str(&q, list);
	bind_int(&q, subscriber);
	bind_int(&q, now);
	bool well = query_end(&q, err);
	*changed = well && query_changes(&q) > 0;
	return well;
}

bool store_subscription_add(struct store *s, int64_t subscriber, struct str list, int64_t now,
	bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, subscription_add(s, subscriber, list, now, changed, err), err);
}

/* From where they were moved to the list. */
static bool forget_moved(struct store *s, int64_t subscriber, struct str list, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM subscription_moved WHERE list = " MAIL_LIST("?1") " AND subscriber = ?2");
	bind_str(&q, list);
	bind_int(&q, subscriber);
	return query_end(&q, err);
}

static bool subscription_end(
	struct store *s, int64_t subscriber, struct str list, bool *changed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM subscription WHERE list = " MAIL_LIST("?1") " AND subscriber = ?2");
	bind_str(&q, list);
	bind_int(&q, subscriber);
	bool well = query_end(&q, err);
	*changed = well && query_changes(&q) > 0;
	return well && (!*changed || forget_moved(s, subscriber, list, err));
}

bool store_subscription_end(
	struct store *s, int64_t subscriber, struct str list, bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, subscription_end(s, subscriber, list, changed, err), err);
}

bool store_subscriber_count(struct store *s, struct str list, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(DISTINCT n.subscriber) FROM subscription AS n JOIN subscriber AS p ON "
		"p.id = n.subscriber WHERE p.state = ?1 AND (?2 = '' OR n.list = " MAIL_LIST("?2") ")");
	bind_int(&q, SUBSCRIBER_CONFIRMED);
	bind_str(&q, list);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_subscriber_states(struct store *s, int64_t n[static SUBSCRIBER_STATES], struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT state, count(*) FROM subscriber GROUP BY state");
	for (size_t i = 0; i < SUBSCRIBER_STATES; i++)
		n[i] = 0;
	while (query_row(&q)) {
		int64_t state = take_int(&q), count = take_int(&q);
		if (state >= 0 && state < SUBSCRIBER_STATES)
			n[state] = count;
	}
	return query_end(&q, err);
}

/* Numbers are never given twice, so the newest row stays. */
static bool sweep_pending(struct store *s, int64_t before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"DELETE FROM subscriber WHERE state = ?2 AND made < ?1 AND coalesce(asked, made) < ?1 AND "
		"id < (SELECT max(id) FROM subscriber)");
	bind_int(&q, before);
	bind_int(&q, SUBSCRIBER_PENDING);
	return query_end(&q, err);
}

/* Who left and was signed up again by somebody, but did not confirm it. */
static bool sweep_wanted(struct store *s, int64_t before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE subscriber SET wanted = '', address = CASE WHEN state IN (?2, ?3) THEN NULL ELSE "
		"address END WHERE wanted <> '' AND state <> ?4 AND asked < ?1");
	bind_int(&q, before);
	bind_int(&q, SUBSCRIBER_LEFT);
	bind_int(&q, SUBSCRIBER_COMPLAINED);
	bind_int(&q, SUBSCRIBER_PENDING);
	return query_end(&q, err);
}

bool store_subscriber_sweep(struct store *s, int64_t before, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u, sweep_pending(s, before, err) && sweep_wanted(s, before, err), err);
}

bool store_subscriber_tally(struct store *s, struct str list, struct str day,
	enum subscriber_verb verb, int64_t n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO subscriber_tally (list, day, verb, n) VALUES (?1, ?2, ?3, ?4) "
		"ON CONFLICT (list, day, verb) DO UPDATE SET n = subscriber_tally.n + ?4");
	bind_str(&q, list);
	bind_str(&q, day);
	bind_int(&q, verb);
	bind_int(&q, n);
	return query_end(&q, err);
}

bool store_subscriber_tallies(struct store *s, struct arena *a, struct str list, struct str from,
	struct subscriber_tallies *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT day, verb, n FROM subscriber_tally WHERE list = ?1 AND day >= ?2 ORDER BY day");
	bind_str(&q, list);
	bind_str(&q, from);
	*out = (struct subscriber_tallies){0};
	while (query_row(&q)) {
		struct str day = take_str(&q, a);
		int64_t verb = take_int(&q), n = take_int(&q);
		if (!out->n || !str_eq(out->v[out->n - 1].day, day)) {
			out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
			out->v[out->n++] = (struct subscriber_tally){.day = day};
		}
		if (verb >= 0 && verb < SUBSCRIBER_VERBS)
			out->v[out->n - 1].n[verb] = n;
	}
	return query_end(&q, err);
}
