#include "store/missing.h"

#include "model/item.h"
#include "store/columns.h"

/* clang-format off */
#define MISSING_COLUMNS(FIRST, X, of) \
	FIRST(of, str, native) \
	X(of, int, times) \
	X(of, bool, told)
/* clang-format on */
#define MISSING_SQL COLUMNS_SQL(MISSING_COLUMNS, "")

/* What LIKE finds in the JSON of an item's changes. */
static struct str reason_pattern(struct arena *a, enum reason_kind kind)
{
	return str_printf(a, "%%\"kind\":%d%%", (int)kind);
}

static bool missing_take(
	struct query *q, struct arena *a, struct missing_records *out, struct err *err)
{
	*out = (struct missing_records){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct missing_record *record = &out->v[out->n++];
		COLUMNS_TAKE(MISSING_COLUMNS, q, a, record);
	}
	return query_end(q, err);
}

bool store_missing_list(
	struct store *s, struct arena *a, int64_t source, struct missing_records *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " MISSING_SQL " FROM missing_record AS m WHERE source = ?1 AND NOT EXISTS (SELECT "
		"1 FROM entry AS e JOIN item AS i ON i.id = e.item WHERE e.source = m.source AND e.native "
		"= m.native AND e.current = 1 AND i.state = ?2) "
		"UNION SELECT e.native, 0, 1 FROM entry AS e JOIN item AS i ON i.id = e.item WHERE "
		"e.source = ?1 AND e.current = 1 AND (i.update_why LIKE ?3 OR i.update_why LIKE ?4) AND "
		"NOT "
		"EXISTS (SELECT 1 FROM missing_record AS m WHERE m.source = e.source AND m.native = "
		"e.native) ORDER BY 1");
	bind_int(&q, source);
	bind_int(&q, ITEM_REJECTED);
	bind_str(&q, reason_pattern(a, REASON_MISSING));
	bind_str(&q, reason_pattern(a, REASON_DELETED));
	return missing_take(&q, a, out, err);
}

bool store_missing_watched(
	struct store *s, struct arena *a, int kind, struct missing_records *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT m.native, max(m.times) AS times, max(m.told) AS told FROM missing_record AS m "
		"WHERE EXISTS (SELECT 1 FROM entry AS e WHERE e.native = m.native AND e.current = 1 "
		"AND e.kind IN (1, 2) AND e.kind = ?1) GROUP BY m.native "
		"UNION SELECT e.native, 0, 1 FROM item AS i JOIN entry AS e ON e.item = i.id "
		"WHERE i.update_why <> '' AND (i.update_why LIKE ?2 OR i.update_why LIKE ?3) "
		"AND e.current = 1 AND e.kind = ?1 AND NOT EXISTS (SELECT 1 FROM missing_record AS m "
		"WHERE m.native = e.native) ORDER BY 1");
	bind_int(&q, kind);
	bind_str(&q, reason_pattern(a, REASON_MISSING));
	bind_str(&q, reason_pattern(a, REASON_DELETED));
	return missing_take(&q, a, out, err);
}

bool store_missing_count(struct store *s, struct arena *a, const struct missing_now *missing,
	struct missing_record *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO missing_record (source, native, since, times, told) VALUES (?1, ?2, ?3, ?4, "
		"CASE WHEN EXISTS (SELECT 1 FROM missing_record AS m WHERE m.native = ?2 AND m.told = 1) "
		"THEN 1 ELSE 0 END) "
		"ON CONFLICT (source, native) DO UPDATE SET times = CASE WHEN ?4 = 0 THEN 0 "
		"ELSE missing_record.times + 1 END, "
		"told = CASE WHEN excluded.told = 1 THEN 1 ELSE missing_record.told END "
		"RETURNING " MISSING_SQL);
	bind_int(&q, missing->source);
	bind_str(&q, missing->native);
	bind_int(&q, missing->now);
	bind_int(&q, !missing->listed);
	*out = (struct missing_record){0};
	if (query_row(&q))
		COLUMNS_TAKE(MISSING_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

bool store_missing_told(struct store *s, int64_t source, struct str native, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE missing_record SET told = 1 WHERE source = ?1 AND native = ?2");
	bind_int(&q, source);
	bind_str(&q, native);
	return query_end(&q, err);
}

bool store_missing_forget(struct store *s, int64_t source, struct str native, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM missing_record WHERE source = ?1 AND native = ?2");
	bind_int(&q, source);
	bind_str(&q, native);
	return query_end(&q, err);
}

bool store_missing_forget_all(struct store *s, struct str native, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM missing_record WHERE native = ?1");
	bind_str(&q, native);
	return query_end(&q, err);
}

bool store_missing_begin_anew(struct store *s, struct str source, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"DELETE FROM missing_record WHERE source = (SELECT id FROM source WHERE name = ?1) AND NOT "
		"EXISTS (SELECT 1 FROM entry AS e WHERE e.source = missing_record.source AND e.native = "
		"missing_record.native AND e.current = 1)");
	bind_str(&q, source);
	return query_end(&q, err);
}
