#include "store/config_change.h"

#include "base/calendar.h"
#include "store/editor_row.h"

/* clang-format off */
#define CHANGE_SEED(FIRST, X, of) \
	FIRST(of, int, at) \
	X(of, str, editor) \
	X(of, str, kind) \
	X(of, str, name) \
	X(of, str, before) \
	X(of, str, after) \
	X(of, id, undoes)
#define CHANGE_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	CHANGE_SEED(X, X, of) \
	X(of, bool, done)
#define TRYOUT_SEED(FIRST, X, of) \
	FIRST(of, int, at) \
	X(of, str, editor) \
	X(of, str, before) \
	X(of, str, after)
#define TRYOUT_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	TRYOUT_SEED(X, X, of) \
	X(of, str, found)
/* clang-format on */
#define CHANGE_SQL \
	COLUMNS_SQL(CHANGE_COLUMNS, "c.") \
	", EXISTS (SELECT 1 FROM config_change AS u WHERE u.undoes = c.id AND u.done = " \
	"1), " EDITOR_NOW("c.editor")

static bool changes_take(
	struct query *q, struct arena *a, struct config_change_rows *out, struct err *err)
{
	*out = (struct config_change_rows){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct config_change_row *row = &out->v[out->n++];
		COLUMNS_TAKE(CHANGE_COLUMNS, q, a, row);
		row->undone = take_int(q) != 0;
		row->editor = take_str(q, a);
	}
	return query_end(q, err);
}

bool store_config_change_begin(struct store *s, struct config_change_row *row, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO config_change (" COLUMNS_SQL(CHANGE_SEED, "") ") VALUES (" COLUMNS_MARKS(
			CHANGE_SEED) ")");
	COLUMNS_BIND(CHANGE_SEED, &q, row);
	return query_inserted(&q, &row->id, err);
}

bool store_config_change_finish(
	struct store *s, const struct config_change_row *row, struct err *err)
{
	struct config_change_row done = *row;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO config_change (" COLUMNS_SQL(CHANGE_COLUMNS, "") ") VALUES (" COLUMNS_MARKS(
			CHANGE_COLUMNS) ") ON CONFLICT (id) DO UPDATE SET done = 1");
	done.done = true;
	COLUMNS_BIND(CHANGE_COLUMNS, &q, &done);
	return query_end(&q, err);
}

bool store_config_change_drop(struct store *s, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM config_change WHERE id = ?1 AND done = 0");
	bind_int(&q, id);
	return query_end(&q, err);
}

bool store_config_change_begun(
	struct store *s, struct arena *a, struct config_change_rows *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " CHANGE_SQL " FROM config_change AS c WHERE c.done = 0 ORDER BY c.id");
	return changes_take(&q, a, out, err);
}

bool store_config_change_list(struct store *s, struct arena *a, int64_t before, long limit,
	struct config_change_rows *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " CHANGE_SQL " FROM config_change AS c WHERE c.done = 1 AND (?1 = 0 OR c.id < ?1) "
		"ORDER BY c.id DESC LIMIT ?2");
	bind_int(&q, before);
	bind_int(&q, limit);
	return changes_take(&q, a, out, err);
}

bool store_config_change_get(struct store *s, struct arena *a, int64_t id,
	struct config_change_row *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " CHANGE_SQL " FROM config_change AS c WHERE c.id = ?1 AND c.done = 1");
	struct config_change_rows rows;
	bind_int(&q, id);
	if (!changes_take(&q, a, &rows, err))
		return false;
	*found = rows.n > 0;
	*out = *found ? rows.v[0] : (struct config_change_row){0};
	return true;
}

static bool tryouts_forget(struct store *s, int64_t before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM config_tryout WHERE at < ?1");
	bind_int(&q, before);
	return query_end(&q, err);
}

bool store_config_tryout_add(struct store *s, struct config_tryout *tryout, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO config_tryout (" COLUMNS_SQL(TRYOUT_SEED, "") ") VALUES (" COLUMNS_MARKS(
			TRYOUT_SEED) ")");
	if (!tryouts_forget(s, tryout->at - CALENDAR_DAY, err))
		return false;
	COLUMNS_BIND(TRYOUT_SEED, &q, tryout);
	return query_inserted(&q, &tryout->id, err);
}

bool store_config_tryout_get(struct store *s, struct arena *a, int64_t id,
	struct config_tryout *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " COLUMNS_SQL(TRYOUT_COLUMNS, "") " FROM config_tryout WHERE id = ?1");
	*out = (struct config_tryout){0};
	bind_int(&q, id);
	*found = query_row(&q);
	if (*found)
		COLUMNS_TAKE(TRYOUT_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

bool store_config_tryout_found(struct store *s, int64_t id, struct str found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE config_tryout SET found = ?2 WHERE id = ?1");
	bind_int(&q, id);
	bind_str(&q, found);
	return query_end(&q, err);
}
