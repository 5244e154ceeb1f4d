#include "store/session.h"

#include "store/editor_row.h"
#include "store/unit.h"

/* clang-format off */
#define SESSION_LOGIN(FIRST, X, of) \
	FIRST(of, int, editor) \
	X(of, int, created) \
	X(of, int, seen) \
	X(of, int, until) \
	X(of, str, address) \
	X(of, str, agent)
#define SESSION_COLUMNS(FIRST, X, of) FIRST(of, int, id) SESSION_LOGIN(X, X, of)
/* clang-format on */
#define SESSION_SQL COLUMNS_SQL(SESSION_COLUMNS, "s.")

static struct session session_take(struct query *q, struct arena *a)
{
	struct session session = {0};
	COLUMNS_TAKE(SESSION_COLUMNS, q, a, &session);
	return session;
}

bool store_session_add(
	struct store *s, struct hash token, const struct session *session, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO session (token, " COLUMNS_SQL(SESSION_LOGIN, "") ") VALUES (?, " COLUMNS_MARKS(
			SESSION_LOGIN) ")");
	bind_hash(&q, &token);
	COLUMNS_BIND(SESSION_LOGIN, &q, session);
	return query_inserted(&q, id, err);
}

bool store_session_find(struct store *s, struct arena *a, struct hash token,
	struct session_time time, struct login *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " SESSION_SQL ", " EDITOR_SQL
		" FROM session AS s JOIN editor AS e ON e.id = s.editor "
		"WHERE s.token = ?1 AND s.until > ?2 AND s.seen >= ?3 AND e.active = 1");
	bind_hash(&q, &token);
	bind_int(&q, time.now);
	bind_int(&q, time.idle_since);
	*out = (struct login){.found = query_row(&q)};
	if (out->found) {
		out->session = session_take(&q, a);
		out->editor = editor_take(&q, a);
	}
	return query_end(&q, err);
}

static bool editor_seen(struct store *s, int64_t session, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE editor SET last_seen = ?2 WHERE id = (SELECT editor FROM session WHERE id = ?1)");
	bind_int(&q, session);
	bind_int(&q, now);
	return query_end(&q, err);
}

static bool session_seen(struct store *s, int64_t id, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE session SET seen = ?2 WHERE id = ?1");
	bind_int(&q, id);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_session_touch(struct store *s, int64_t id, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u, session_seen(s, id, now, err) && editor_seen(s, id, now, err), err);
}

bool store_session_end(struct store *s, int64_t editor, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM session WHERE editor = ?1 AND id = ?2");
	bind_int(&q, editor);
	bind_int(&q, id);
	return query_end(&q, err);
}

bool store_session_end_others(struct store *s, int64_t editor, int64_t keep, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM session WHERE editor = ?1 AND id <> ?2");
	bind_int(&q, editor);
	bind_int(&q, keep);
	return query_end(&q, err);
}

bool store_session_list(struct store *s, struct arena *a, int64_t editor, struct session_time time,
	struct sessions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " SESSION_SQL " FROM session AS s WHERE s.editor = ?1 AND s.until > ?2 AND "
		"s.seen >= ?3 ORDER BY s.seen DESC, s.id DESC");
	*out = (struct sessions){0};
	bind_int(&q, editor);
	bind_int(&q, time.now);
	bind_int(&q, time.idle_since);
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = session_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_session_sweep(struct store *s, struct session_time time, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM session WHERE until <= ?1 OR seen < ?2");
	bind_int(&q, time.now);
	bind_int(&q, time.idle_since);
	return query_end(&q, err);
}
