#include "store/session.h"

#include "store/editor_row.h"
#include "store/unit.h"

#define SESSION_COLUMNS "s.id, s.editor, s.created, s.seen, s.until, s.address, s.agent"

static struct session session_take(struct query *q, struct arena *a)
{
	struct session session = {.id = take_int(q)};
	session.editor = take_int(q);
	session.created = take_int(q);
	session.seen = take_int(q);
	session.until = take_int(q);
	session.address = take_str(q, a);
	session.agent = take_str(q, a);
	return session;
}

bool store_session_add(
	struct store *s, struct hash token, const struct session *session, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO session (token, editor, created, seen, until, address, agent) VALUES (?1, ?2, "
		"?3, ?4, ?5, ?6, ?7) RETURNING id");
	bind_hash(&q, &token);
	bind_int(&q, session->editor);
	bind_int(&q, session->created);
	bind_int(&q, session->seen);
	bind_int(&q, session->until);
	bind_str(&q, session->address);
	bind_str(&q, session->agent);
	if (query_row(&q))
		*id = take_int(&q);
	return query_end(&q, err);
}

bool store_session_find(struct store *s, struct arena *a, struct hash token, int64_t now,
	int64_t idle_since, struct session *out, struct editor *editor, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " SESSION_COLUMNS ", " EDITOR_COLUMNS(
			"e.") " FROM session AS s JOIN editor AS e ON e.id = s.editor "
				  "WHERE s.token = ?1 AND s.until > ?2 AND s.seen >= ?3 AND e.active = 1");
	bind_hash(&q, &token);
	bind_int(&q, now);
	bind_int(&q, idle_since);
	*found = query_row(&q);
	if (*found) {
		*out = session_take(&q, a);
		*editor = editor_take(&q, a);
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

bool store_session_list(struct store *s, struct arena *a, int64_t editor, int64_t now,
	int64_t idle_since, struct sessions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " SESSION_COLUMNS " FROM session AS s WHERE s.editor = ?1 AND s.until > ?2 AND "
		"s.seen >= ?3 ORDER BY s.seen DESC, s.id DESC");
	*out = (struct sessions){0};
	bind_int(&q, editor);
	bind_int(&q, now);
	bind_int(&q, idle_since);
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = session_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_session_sweep(struct store *s, int64_t now, int64_t idle_since, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM session WHERE until <= ?1 OR seen < ?2");
	bind_int(&q, now);
	bind_int(&q, idle_since);
	return query_end(&q, err);
}
