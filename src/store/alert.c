#include "store/alert.h"

#include "store/columns.h"

/* clang-format off */
#define ALERT_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	X(of, enum, kind) \
	X(of, int, about) \
	X(of, str, what) \
	X(of, int, since) \
	X(of, bool, told) \
	X(of, bool, stands)
/* clang-format on */
#define ALERT_SQL COLUMNS_SQL(ALERT_COLUMNS, "")

bool store_alert_add(struct store *s, const struct alert *alert, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO alert (kind, about, what, since, told, stands) VALUES (?1, ?2, ?3, ?4, ?5, "
		"?6)");
	bind_int(&q, alert->kind);
	bind_int(&q, alert->about);
	bind_str(&q, alert->what);
	bind_int(&q, alert->since);
	bind_int(&q, alert->told);
	bind_int(&q, alert->stands);
	return query_inserted(&q, id, err);
}

bool store_alert_write(struct store *s, const struct alert *alert, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE alert SET told = ?2, stands = ?3 WHERE id = ?1");
	bind_int(&q, alert->id);
	bind_int(&q, alert->told);
	bind_int(&q, alert->stands);
	return query_end(&q, err);
}

static bool alerts_take(struct query *q, struct arena *a, struct alerts *out, struct err *err)
{
	*out = (struct alerts){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct alert *one = &out->v[out->n++];
		*one = (struct alert){0};
		COLUMNS_TAKE(ALERT_COLUMNS, q, a, one);
	}
	return query_end(q, err);
}

bool store_alert_standing(struct store *s, struct arena *a, struct alerts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " ALERT_SQL " FROM alert WHERE stands = 1 ORDER BY id");
	return alerts_take(&q, a, out, err);
}

bool store_alert_between(struct store *s, struct arena *a, int64_t first, int64_t last,
	struct alerts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " ALERT_SQL " FROM alert WHERE id BETWEEN ?1 AND ?2 AND told = 1 ORDER BY id");
	bind_int(&q, first);
	bind_int(&q, last);
	return alerts_take(&q, a, out, err);
}

bool store_alert_releases(struct store *s, struct arena *a, int64_t after, long limit,
	struct alert_releases *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.id, coalesce((SELECT p.id FROM release AS p WHERE p.item = r.item AND p.id < "
		"r.id ORDER "
		"BY p.id DESC LIMIT 1), 0) FROM release AS r WHERE r.id > ?1 AND r.automatic = 1 ORDER BY "
		"r.id "
		"LIMIT ?2");
	bind_int(&q, after);
	bind_int(&q, limit);
	*out = (struct alert_releases){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct alert_release *one = &out->v[out->n++];
		one->release = take_int(&q);
		one->before = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_alert_last_release(struct store *s, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT id FROM release ORDER BY id DESC LIMIT 1");
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}
