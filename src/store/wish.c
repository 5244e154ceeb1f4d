#include "store/wish.h"

#include "store/columns.h"

/* clang-format off */
#define WISH_SEED(FIRST, X, of) \
	FIRST(of, int, kind) \
	X(of, str, text) \
	X(of, str, said) \
	X(of, str, editor) \
	X(of, int, asked) \
	X(of, str, source) \
	X(of, enum, state) \
	X(of, int, due) \
	X(of, int, misses) \
	X(of, id, item) \
	X(of, bool, held) \
	X(of, time, done)
#define WISH_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	WISH_SEED(X, X, of)
#define WISH_END(FIRST, X, of) \
	FIRST(of, enum, state) \
	X(of, int, due) \
	X(of, int, misses) \
	X(of, id, item) \
	X(of, bool, held) \
	X(of, time, done)
/* clang-format on */
#define WISH_SQL COLUMNS_SQL(WISH_COLUMNS, "")

static bool wishes_take(struct query *q, struct arena *a, struct wishes *out, struct err *err)
{
	*out = (struct wishes){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct wish *wish = &out->v[out->n++];
		COLUMNS_TAKE(WISH_COLUMNS, q, a, wish);
	}
	return query_end(q, err);
}

bool store_wish_add(struct store *s, struct wish *wish, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO wish (" COLUMNS_SQL(WISH_SEED, "") ") VALUES (" COLUMNS_MARKS(WISH_SEED) ")");
	COLUMNS_BIND(WISH_SEED, &q, wish);
	if (!query_end(&q, err))
		return false;
	wish->id = query_inserted(&q);
	return true;
}

bool store_wish_find(struct store *s, struct arena *a, int kind, struct str text, struct wish *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WISH_SQL " FROM wish WHERE kind = ?1 AND text = ?2 ORDER BY id DESC LIMIT 1");
	struct wishes newest;
	bind_int(&q, kind);
	bind_str(&q, text);
	if (!wishes_take(&q, a, &newest, err))
		return false;
	*found = newest.n > 0;
	*out = *found ? newest.v[0] : (struct wish){.done = NO_TIME};
	return true;
}

bool store_wish_due(struct store *s, struct arena *a, struct str source, int64_t now,
	struct wishes *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " WISH_SQL " FROM wish WHERE state = 0 AND source = ?1 AND due <= ?2 ORDER BY id");
	bind_str(&q, source);
	bind_int(&q, now);
	return wishes_take(&q, a, out, err);
}

bool store_wish_waits(struct store *s, struct str source, bool *waits, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM wish WHERE state = 0 AND source = ?1 LIMIT 1");
	bind_str(&q, source);
	*waits = query_row(&q);
	return query_end(&q, err);
}

bool store_wish_last(struct store *s, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT max(id) FROM wish");
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_wish_write(struct store *s, const struct wish *wish, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE wish SET " COLUMNS_SET(WISH_END) " WHERE id = ? AND state = 0");
	COLUMNS_BIND(WISH_END, &q, wish);
	bind_int(&q, wish->id);
	return query_end(&q, err);
}

bool store_wish_list(
	struct store *s, struct arena *a, long limit, struct wishes *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WISH_SQL " FROM wish ORDER BY id DESC LIMIT ?1");
	bind_int(&q, limit);
	return wishes_take(&q, a, out, err);
}
