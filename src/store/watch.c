#include "store/watch.h"

#include "store/statement.h"

/* Items that readers see, or saw. What was merged into another item has no copies of its own. */
#define WATCHED \
	"(SELECT id FROM item WHERE live IS NOT NULL UNION SELECT i.id FROM shown AS s " \
	"JOIN item AS i ON i.id = s.item WHERE i.merged_into IS NULL)"
/* A row for each number: (native, when its record came). ?1 is the kind of entry, ?2 of key. */
#define NUMBERS \
	"(SELECT e.native AS native, e.seen AS seen FROM " WATCHED " AS w JOIN entry AS e " \
	"ON e.item = w.id WHERE e.current = 1 AND e.kind = ?1 " \
	"UNION ALL SELECT k.key, i.first_seen FROM " WATCHED " AS w JOIN ikey AS k ON k.item = w.id " \
	"JOIN item AS i ON i.id = w.id WHERE k.kind = ?2 AND NOT EXISTS (SELECT 1 FROM entry AS e " \
	"WHERE e.item = w.id AND e.current = 1 AND e.kind = ?1))"

bool store_watch_since(struct store *s, const struct watch *watch, int64_t *since, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT min(n.seen) FROM " NUMBERS " AS n");
	bind_int(&q, watch->kind);
	bind_int(&q, watch->key_kind);
	*since = query_row(&q) ? take_time(&q) : NO_TIME;
	return query_end(&q, err);
}

bool store_watch_list(struct store *s, struct arena *a, const struct watch *watch, int64_t before,
	struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT n.native FROM " NUMBERS " AS n LEFT JOIN watched AS l ON l.kind = ?1 "
		"AND l.native = n.native GROUP BY n.native "
		"HAVING max(coalesce(l.looked, n.seen)) <= ?3 ORDER BY n.native");
	bind_int(&q, watch->kind);
	bind_int(&q, watch->key_kind);
	bind_int(&q, before);
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

bool store_watch_others(struct store *s, struct arena *a, const struct watch *watch, long limit,
	struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT native FROM entry WHERE current = 1 AND kind IN (1, 2) AND kind = ?1 "
		"AND item NOT IN " WATCHED " ORDER BY id DESC LIMIT ?2");
	bind_int(&q, watch->kind);
	bind_int(&q, limit);
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

bool store_watch_looked(struct store *s, int kind, struct str native, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO watched (kind, native, looked) VALUES (?1, ?2, ?3) "
		"ON CONFLICT (kind, native) DO UPDATE SET looked = ?3");
	bind_int(&q, kind);
	bind_str(&q, native);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_watch_given(
	struct store *s, struct arena *a, const struct watch *watch, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT native FROM watched WHERE kind = ?1 ORDER BY native");
	bind_int(&q, watch->kind);
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

bool store_watch_copies(struct store *s, struct arena *a, int kind, struct str native,
	struct record_copies *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.id, e.item, e.source, s.name, e.hash FROM entry AS e JOIN source AS s "
		"ON s.id = e.source WHERE e.native = ?1 AND e.current = 1 AND e.kind IN (1, 2) "
		"AND e.kind = ?2 ORDER BY e.id");
	bind_str(&q, native);
	bind_int(&q, kind);
	*out = (struct record_copies){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct record_copy *copy = &out->v[out->n++];
		copy->id = take_int(&q);
		copy->item = take_int(&q);
		copy->source_id = take_int(&q);
		copy->source = take_str(&q, a);
		take_hash(&q, &copy->hash);
	}
	return query_end(&q, err);
}
