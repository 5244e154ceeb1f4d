#include "store/move.h"

#include <assert.h>

#include "store/key_hash.h"
#include "store/statement.h"

static bool entries_take(struct query *q, struct arena *a, struct before *moved, struct err *err)
{
	while (query_row(q)) {
		moved->entries = arena_grow(a, moved->entries, moved->entry_count, sizeof *moved->entries);
		moved->entries[moved->entry_count++].id = take_int(q);
	}
	return query_end(q, err);
}

static bool hashes_take(
	struct query *q, struct arena *a, struct moved_key **hashes, size_t *n, struct err *err)
{
	while (query_row(q)) {
		*hashes = arena_grow(a, *hashes, *n, sizeof **hashes);
		take_hash(q, &(*hashes)[(*n)++].hash);
	}
	return query_end(q, err);
}

/* The item does not speak of the same already: what does stays where it is. */
#define NOT_YET(item) \
	"NOT EXISTS (SELECT 1 FROM related AS r WHERE r.item = " item " AND r.hash = related.hash)"

bool store_move_copies(struct store *s, struct arena *a, int64_t from, int64_t to,
	struct before *moved, struct err *err)
{
	struct query entries CLEANUP_QUERY = QUERY(
		s, "UPDATE entry SET item = ?2 WHERE item = ?1 RETURNING id");
	struct query keys CLEANUP_QUERY = QUERY(
		s, "UPDATE ikey SET item = ?2 WHERE item = ?1 RETURNING hash");
	struct query related CLEANUP_QUERY = QUERY(
		s, "UPDATE related SET item = ?2 WHERE item = ?1 AND " NOT_YET("?2") " RETURNING hash");
	struct query *const queries[] = {&entries, &keys, &related};
	for (size_t i = 0; i < 3; i++) {
		bind_int(queries[i], from);
		bind_int(queries[i], to);
	}
	return entries_take(&entries, a, moved, err) &&
		hashes_take(&keys, a, &moved->keys, &moved->key_count, err) &&
		hashes_take(&related, a, &moved->related, &moved->related_count, err);
}

static bool key_move(
	struct store *s, struct hash hash, int64_t from, int64_t to, bool *moved, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE ikey SET item = ?3 WHERE hash = ?1 AND item = ?2");
	bind_hash(&q, &hash);
	bind_int(&q, from);
	bind_int(&q, to);
	if (!query_end(&q, err))
		return false;
	*moved = query_changes(&q) > 0;
	return true;
}

static bool keys_move(struct store *s, struct arena *a, const struct copy_move *move,
	struct before *moved, struct err *err)
{
	for (size_t i = 0; i < move->keys->n; i++) {
		const struct stored_key *key = &move->keys->v[i];
		struct moved_key hash = {key_hash(key->kind, key->key)};
		bool taken;
		if (!key_move(s, hash.hash, move->from, move->to, &taken, err))
			return false;
		if (taken) {
			moved->keys = arena_grow(a, moved->keys, moved->key_count, sizeof *moved->keys);
			moved->keys[moved->key_count++] = hash;
		} else if (!store_key_add(s, key->kind, key->key, move->to, err)) {
			return false;
		}
	}
	return true;
}

bool store_move_copy(struct store *s, struct arena *a, const struct copy_move *move,
	struct before *moved, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE entry SET item = ?3 WHERE item = ?2 AND (source, native) = "
		"(SELECT source, native FROM entry WHERE id = ?1) RETURNING id");
	assert(move->from != move->to);
	bind_int(&q, move->entry);
	bind_int(&q, move->from);
	bind_int(&q, move->to);
	return entries_take(&q, a, moved, err) && keys_move(s, a, move, moved, err);
}

static bool entry_return(struct store *s, int64_t id, int64_t from, int64_t to, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE entry SET item = ?3 WHERE id = ?1 AND item = ?2");
	bind_int(&q, id);
	bind_int(&q, from);
	bind_int(&q, to);
	return query_end(&q, err);
}

static bool versions_return(struct store *s, int64_t from, int64_t to, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE entry SET item = ?2 WHERE item = ?1 AND (source, native) IN (SELECT source, native "
		"FROM entry WHERE item = ?2)");
	bind_int(&q, from);
	bind_int(&q, to);
	return query_end(&q, err);
}

static bool related_return(
	struct store *s, struct hash hash, int64_t from, int64_t to, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE related SET item = ?3 WHERE hash = ?1 AND item = ?2 AND " NOT_YET("?3"));
	bind_hash(&q, &hash);
	bind_int(&q, from);
	bind_int(&q, to);
	return query_end(&q, err);
}

bool store_move_back(
	struct store *s, const struct before *moved, int64_t from, int64_t to, struct err *err)
{
	bool ok = true, taken;
	for (size_t i = 0; i < moved->entry_count && ok; i++)
		ok = entry_return(s, moved->entries[i].id, from, to, err);
	for (size_t i = 0; i < moved->key_count && ok; i++)
		ok = key_move(s, moved->keys[i].hash, from, to, &taken, err);
	for (size_t i = 0; i < moved->related_count && ok; i++)
		ok = related_return(s, moved->related[i].hash, from, to, err);
	return ok && versions_return(s, from, to, err);
}
