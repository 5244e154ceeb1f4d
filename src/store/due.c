#include "store/due.h"

#include "store/statement.h"
#include "store/unit.h"

bool store_dirty_add(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO dirty (item) SELECT id FROM item WHERE id = ?1 AND live IS NOT NULL "
		"ON CONFLICT (item) DO NOTHING");
	bind_int(&q, item);
	return query_end(&q, err);
}

bool store_dirty_add_all(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO dirty (item) SELECT id FROM item WHERE live IS NOT NULL OR merged_into IS NOT "
		"NULL OR id IN (SELECT item FROM shown) OR id IN (SELECT item FROM listed) "
		"ON CONFLICT (item) DO NOTHING");
	return query_end(&q, err);
}

bool store_dirty_list(struct store *s, struct arena *a, struct ids *items, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.item FROM dirty AS d CROSS JOIN item AS i LEFT JOIN release AS r ON "
		"r.id = i.live WHERE i.id = d.item ORDER BY i.live IS NULL, r.at, r.id, d.item");
	*items = (struct ids){0};
	while (query_row(&q))
		ids_add(a, items, take_int(&q));
	return query_end(&q, err);
}

bool store_dirty_lists(struct store *s, int64_t item, bool *lists, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT lists FROM dirty WHERE item = ?1");
	bind_int(&q, item);
	*lists = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}

bool store_dirty_remove(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM dirty WHERE item = ?1");
	bind_int(&q, item);
	return query_end(&q, err);
}

/* The CROSS JOIN keeps SQLite from going through all items. */
bool store_dirty_count(struct store *s, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*) FROM (SELECT 1 FROM dirty AS d CROSS JOIN item AS i "
		"WHERE i.id = d.item AND i.live IS DISTINCT FROM (SELECT max(l.release) FROM listed AS l "
		"WHERE l.item = "
		"i.id) LIMIT ?1) AS waiting");
	bind_int(&q, DIRTY_COUNT_MAX + 1);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_due_add(struct store *s, const struct due *due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO due (output, id, key, part) VALUES (?1, ?2, ?3, ?4) "
		"ON CONFLICT (output, id, key, part) DO NOTHING");
	bind_int(&q, due->output);
	bind_int(&q, due->id);
	bind_str(&q, due->key);
	bind_int(&q, due->part);
	return query_end(&q, err);
}

bool store_due_list(struct store *s, struct arena *a, const struct due *after, long limit,
	struct dues *out, struct err *err)
{
	const struct due first = {.output = -1};
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT output, id, key, part FROM due WHERE (output, id, key, part) > (?1, ?2, ?3, ?4) "
		"ORDER BY output, id, key, part LIMIT ?5");
	after = after ? after : &first;
	bind_int(&q, after->output);
	bind_int(&q, after->id);
	bind_str(&q, after->key);
	bind_int(&q, after->part);
	bind_int(&q, limit);
	*out = (struct dues){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct due *due = &out->v[out->n++];
		due->output = (int)take_int(&q);
		due->id = take_int(&q);
		due->key = take_str(&q, a);
		due->part = take_int(&q);
	}
	return query_end(&q, err);
}

static bool due_remove(struct store *s, const struct due *due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM due WHERE output = ?1 AND id = ?2 AND key = ?3 AND part = ?4");
	bind_int(&q, due->output);
	bind_int(&q, due->id);
	bind_str(&q, due->key);
	bind_int(&q, due->part);
	return query_end(&q, err);
}

bool store_due_done(struct store *s, const struct dues *dues, struct err *err)
{
	struct unit u;
	bool done = true;
	if (!unit_begin(&u, s, err))
		return false;
	for (size_t i = 0; i < dues->n && done; i++)
		done = due_remove(s, &dues->v[i], err);
	return unit_end(&u, done, err);
}

bool store_due_any(struct store *s, bool *any, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT EXISTS (SELECT 1 FROM dirty) OR EXISTS (SELECT 1 FROM due) OR "
		"EXISTS (SELECT 1 FROM arrangement WHERE planned = 0)");
	*any = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}
