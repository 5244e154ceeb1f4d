#include "store/related.h"

#include "store/key_hash.h"
#include "store/statement.h"

bool store_related_add(
	struct store *s, int64_t item, const struct mention *mention, struct err *err)
{
	struct hash hash = key_hash(mention->kind, mention->key);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO related (item, hash, kind, key, why, relation) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (item, hash) DO UPDATE "
		"SET (why, relation) = (excluded.why, excluded.relation) "
		"WHERE excluded.relation > related.relation");
	bind_int(&q, item);
	bind_hash(&q, &hash);
	bind_int(&q, mention->kind);
	bind_str(&q, mention->key);
	bind_str(&q, mention->why);
	bind_int(&q, mention->relation);
	return query_later(&q, err);
}

/* A relation that both items of a merge had stays with the alias, so the one that speaks may be an
 * alias. Of several relations between two items the first row is the strongest. */
bool store_related_list(
	struct store *s, struct arena *a, int64_t item, struct relateds *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id, x.relation, coalesce(i.edited_title, i.title), x.why, i.live IS NOT NULL, "
		"i.tag "
		"FROM ("
		"SELECT k.item AS other, r.relation, r.why FROM related AS r "
		"JOIN ikey AS k ON k.hash = r.hash WHERE r.item = ?1 UNION ALL "
		"SELECT coalesce(m.merged_into, m.id), r.relation, r.why FROM ikey AS k "
		"JOIN related AS r ON r.hash = k.hash JOIN item AS m ON m.id = r.item WHERE k.item = ?1"
		") AS x JOIN item AS i ON i.id = x.other WHERE i.id <> ?1 "
		"ORDER BY i.id, x.relation DESC, x.why");
	bind_int(&q, item);
	*out = (struct relateds){0};
	while (query_row(&q)) {
		struct related related = {.item = take_int(&q)};
		related.relation = (enum relation)take_int(&q);
		related.title = take_str(&q, a);
		related.why = take_str(&q, a);
		related.live = take_int(&q);
		related.tag = take_str(&q, a);
		if (out->n && out->v[out->n - 1].item == related.item)
			continue;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = related;
	}
	return query_end(&q, err);
}
