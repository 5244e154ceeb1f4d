#include "store/key.h"

#include "store/key_hash.h"
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
	return query_later(&q, err);
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
