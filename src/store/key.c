#include "store/key.h"

#include "store/item.h"
#include "store/statement.h"

struct hash key_hash(int kind, struct str key)
{
	const char byte = (char)kind;
	const struct str fields[] = {{&byte, 1}, key};
	return hash_strs(fields, 2);
}

bool store_key_find(
	struct store *s, int kind, struct str key, int64_t *item, bool *found, struct err *err)
{
	struct hash hash = key_hash(kind, key);
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT item FROM ikey WHERE hash = ?1");
	bind_hash(&q, &hash);
	*found = query_row(&q);
	if (*found)
		*item = take_int(&q);
	return query_end(&q, err);
}

bool store_key_add(struct store *s, int kind, struct str key, int64_t item, struct err *err)
{
	struct hash hash = key_hash(kind, key);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO ikey (item, hash, kind, key) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO "
		"NOTHING");
	bind_int(&q, item);
	bind_hash(&q, &hash);
	bind_int(&q, kind);
	bind_str(&q, key);
	return query_end(&q, err);
}

bool store_key_list(
	struct store *s, struct arena *a, int64_t item, struct stored_keys *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT kind, key FROM ikey WHERE item = ?1 ORDER BY kind, key");
	bind_int(&q, item);
	*out = (struct stored_keys){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct stored_key *key = &out->v[out->n++];
		key->kind = (int)take_int(&q);
		key->key = take_str(&q, a);
	}
	return query_end(&q, err);
}

bool store_related_add(
	struct store *s, int64_t item, const struct mention *mention, struct err *err)
{
	struct hash hash = key_hash(mention->kind, mention->key);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO related (item, hash, kind, key, why, relation) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (item, hash) DO NOTHING");
	bind_int(&q, item);
	bind_hash(&q, &hash);
	bind_int(&q, mention->kind);
	bind_str(&q, mention->key);
	bind_str(&q, mention->why);
	bind_int(&q, mention->relation);
	return query_end(&q, err);
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
