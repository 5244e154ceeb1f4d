#include "store/witness.h"

#include "store/statement.h"

bool store_witness_add(
	struct store *s, const struct witness *witness, int64_t now, bool *is_new, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO witness (key_kind, key, correction, pmid, doi, seen) VALUES (?1, ?2, ?3, ?4, "
		"?5, "
		"?6) ON CONFLICT DO NOTHING");
	bind_int(&q, witness->key_kind);
	bind_str(&q, witness->key);
	bind_int(&q, witness->said.kind);
	bind_str(&q, witness->said.pmid);
	bind_str(&q, witness->said.doi);
	bind_int(&q, now);
	if (!query_end(&q, err))
		return false;
	*is_new = query_changes(&q) > 0;
	return true;
}

bool store_witness_remove(struct store *s, const struct witness *witness, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"DELETE FROM witness WHERE key_kind = ?1 AND key = ?2 AND correction = ?3 AND pmid = ?4 "
		"AND doi = ?5");
	bind_int(&q, witness->key_kind);
	bind_str(&q, witness->key);
	bind_int(&q, witness->said.kind);
	bind_str(&q, witness->said.pmid);
	bind_str(&q, witness->said.doi);
	return query_end(&q, err);
}

bool store_witness_list(struct store *s, struct arena *a, int64_t item,
	const struct witness_kinds *kinds, struct corrections *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT DISTINCT w.correction, w.pmid, w.doi FROM entry AS e JOIN witness AS w "
		"ON (w.key_kind = ?2 AND w.key = e.pmid) OR (w.key_kind = ?3 AND w.key = e.doi) "
		"WHERE e.item = ?1 AND e.current = 1 ORDER BY w.correction, w.pmid, w.doi");
	bind_int(&q, item);
	bind_int(&q, kinds->pmid);
	bind_int(&q, kinds->doi);
	*out = (struct corrections){0};
	while (query_row(&q)) {
		struct correction one = {.kind = (enum correction_kind)take_int(&q)};
		one.pmid = take_str(&q, a);
		one.doi = take_str(&q, a);
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = one;
	}
	return query_end(&q, err);
}
