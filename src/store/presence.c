#include "store/presence.h"

#include "store/statement.h"
#include "store/unit.h"

enum { TOUCH_EVERY = 120 };

static bool presence_is_fresh(
	struct store *s, int64_t item, struct str editor, int64_t now, bool *fresh, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM presence WHERE item = ?1 AND editor = ?2 AND at BETWEEN ?3 AND ?4");
	bind_int(&q, item);
	bind_str(&q, editor);
	bind_int(&q, now - TOUCH_EVERY + 1);
	bind_int(&q, now);
	*fresh = query_row(&q);
	return query_end(&q, err);
}

static bool presence_forget(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM presence WHERE at < ?1");
	bind_int(&q, now - PRESENCE_SECONDS);
	return query_end(&q, err);
}

static bool presence_write(
	struct store *s, int64_t item, struct str editor, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO presence (item, editor, at) VALUES (?1, ?2, ?3) ON CONFLICT (item, editor) DO "
		"UPDATE SET at = excluded.at");
	bind_int(&q, item);
	bind_str(&q, editor);
	bind_int(&q, now);
	return query_end(&q, err) && presence_forget(s, now, err);
}

bool store_presence_touch(
	struct store *s, int64_t item, struct str editor, int64_t now, struct err *err)
{
	bool fresh;
	struct unit u;
	if (!presence_is_fresh(s, item, editor, now, &fresh, err))
		return false;
	return fresh ||
		(unit_begin(&u, s, err) && unit_end(&u, presence_write(s, item, editor, now, err), err));
}

bool store_presence_others(struct store *s, struct arena *a, int64_t item, struct str editor,
	int64_t now, struct presences *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT editor, at FROM presence WHERE item = ?1 AND editor <> ?2 AND at > ?3 ORDER BY at "
		"DESC, editor");
	bind_int(&q, item);
	bind_str(&q, editor);
	bind_int(&q, now - PRESENCE_SECONDS);
	*out = (struct presences){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct presence *p = &out->v[out->n++];
		p->editor = take_str(&q, a);
		p->at = take_int(&q);
	}
	return query_end(&q, err);
}
