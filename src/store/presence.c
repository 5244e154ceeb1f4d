#include "store/presence.h"

#include "store/columns.h"
#include "store/unit.h"

enum { TOUCH_EVERY = 120 };

/* clang-format off */
#define PRESENCE_COLUMNS(FIRST, X, of) \
	FIRST(of, int, item) \
	X(of, str, editor) \
	X(of, int, at)
/* clang-format on */
#define PRESENCE_SQL COLUMNS_SQL(PRESENCE_COLUMNS, "")
#define PRESENCE_MARKS COLUMNS_MARKS(PRESENCE_COLUMNS)

static bool presence_is_noted(
	struct store *s, const struct presence *presence, bool *noted, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM presence WHERE item = ?1 AND editor = ?2 AND at BETWEEN ?3 AND ?4");
	bind_int(&q, presence->item);
	bind_str(&q, presence->editor);
	bind_int(&q, presence->at - TOUCH_EVERY + 1);
	bind_int(&q, presence->at);
	*noted = query_row(&q);
	return query_end(&q, err);
}

static bool presence_forget(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM presence WHERE at < ?1");
	bind_int(&q, now - PRESENCE_SECONDS);
	return query_end(&q, err);
}

static bool presence_write(struct store *s, const struct presence *presence, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO presence (" PRESENCE_SQL ") VALUES (" PRESENCE_MARKS ") "
		"ON CONFLICT (item, editor) DO UPDATE SET at = excluded.at");
	COLUMNS_BIND(PRESENCE_COLUMNS, &q, presence);
	return query_end(&q, err) && presence_forget(s, presence->at, err);
}

bool store_presence_touch(struct store *s, const struct presence *presence, struct err *err)
{
	bool noted;
	struct unit u;
	if (!presence_is_noted(s, presence, &noted, err))
		return false;
	return noted || (unit_begin(&u, s, err) && unit_end(&u, presence_write(s, presence, err), err));
}

bool store_presence_others(struct store *s, struct arena *a, const struct presence *presence,
	struct presences *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " PRESENCE_SQL " FROM presence WHERE item = ?1 AND editor <> ?2 AND at > ?3 "
		"ORDER BY at DESC, editor");
	bind_int(&q, presence->item);
	bind_str(&q, presence->editor);
	bind_int(&q, presence->at - PRESENCE_SECONDS);
	*out = (struct presences){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct presence *other = &out->v[out->n++];
		COLUMNS_TAKE(PRESENCE_COLUMNS, &q, a, other);
	}
	return query_end(&q, err);
}
