#include "store/addition.h"

#include "store/columns.h"

/* clang-format off */
#define ADDITION_SEED(FIRST, X, of) \
	FIRST(of, int, kind) \
	X(of, str, text) \
	X(of, str, said) \
	X(of, str, editor) \
	X(of, int, asked) \
	X(of, str, source) \
	X(of, enum, state) \
	X(of, enum, fault) \
	X(of, int, due) \
	X(of, int, misses) \
	X(of, id, item) \
	X(of, bool, held) \
	X(of, time, done)
#define ADDITION_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	ADDITION_SEED(X, X, of)
#define ADDITION_END(FIRST, X, of) \
	FIRST(of, enum, state) \
	X(of, enum, fault) \
	X(of, int, due) \
	X(of, int, misses) \
	X(of, id, item) \
	X(of, bool, held) \
	X(of, time, done)
/* clang-format on */
#define ADDITION_SQL COLUMNS_SQL(ADDITION_COLUMNS, "")

static bool additions_take(struct query *q, struct arena *a, struct additions *out, struct err *err)
{
	*out = (struct additions){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct addition *addition = &out->v[out->n++];
		COLUMNS_TAKE(ADDITION_COLUMNS, q, a, addition);
	}
	return query_end(q, err);
}

bool store_addition_add(struct store *s, struct addition *addition, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO addition (" COLUMNS_SQL(ADDITION_SEED, "") ") VALUES (" COLUMNS_MARKS(
			ADDITION_SEED) ")");
	COLUMNS_BIND(ADDITION_SEED, &q, addition);
	return query_inserted(&q, &addition->id, err);
}

/* The first of the rows; none: *found is false. */
static bool addition_take(
	struct query *q, struct arena *a, struct addition *out, bool *found, struct err *err)
{
	struct additions rows;
	if (!additions_take(q, a, &rows, err))
		return false;
	*found = rows.n > 0;
	*out = *found ? rows.v[0] : (struct addition){.done = NO_TIME};
	return true;
}

bool store_addition_get(struct store *s, struct arena *a, int64_t id, struct addition *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT " ADDITION_SQL " FROM addition WHERE id = ?1");
	bind_int(&q, id);
	return addition_take(&q, a, out, found, err);
}

bool store_addition_find(struct store *s, struct arena *a, int kind, struct str text,
	struct addition *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ADDITION_SQL
		" FROM addition WHERE kind = ?1 AND text = ?2 ORDER BY id DESC LIMIT 1");
	bind_int(&q, kind);
	bind_str(&q, text);
	return addition_take(&q, a, out, found, err);
}

bool store_addition_due(struct store *s, struct arena *a, struct str source, int64_t now,
	struct additions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ADDITION_SQL
		" FROM addition WHERE state = 0 AND source = ?1 AND due <= ?2 ORDER BY id");
	bind_str(&q, source);
	bind_int(&q, now);
	return additions_take(&q, a, out, err);
}

bool store_addition_waits(struct store *s, struct str source, bool *waits, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM addition WHERE state = 0 AND source = ?1 LIMIT 1");
	bind_str(&q, source);
	*waits = query_row(&q);
	return query_end(&q, err);
}

bool store_addition_last(struct store *s, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT max(id) FROM addition");
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_addition_write(struct store *s, const struct addition *addition, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE addition SET " COLUMNS_SET(ADDITION_END) " WHERE id = ? AND state = 0");
	COLUMNS_BIND(ADDITION_END, &q, addition);
	bind_int(&q, addition->id);
	return query_end(&q, err);
}

bool store_addition_hand_on(
	struct store *s, const struct addition *addition, bool *handed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE addition SET kind = ?1, text = ?2, source = ?3, due = ?4, misses = ?5 "
		"WHERE id = ?6 AND state = 0 AND NOT EXISTS (SELECT 1 FROM addition AS other "
		"WHERE other.kind = ?1 AND other.text = ?2 AND other.state = 0 AND other.id <> ?6)");
	bind_int(&q, addition->kind);
	bind_str(&q, addition->text);
	bind_str(&q, addition->source);
	bind_int(&q, addition->due);
	bind_int(&q, addition->misses);
	bind_int(&q, addition->id);
	bool well = query_end(&q, err);
	*handed = well && query_changes(&q) > 0;
	return well;
}

bool store_addition_list(
	struct store *s, struct arena *a, long limit, struct additions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " ADDITION_SQL " FROM addition ORDER BY id DESC LIMIT ?1");
	bind_int(&q, limit);
	return additions_take(&q, a, out, err);
}
