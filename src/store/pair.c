#include "store/pair.h"

#include <assert.h>

#include "model/decision.h"
#include "store/statement.h"

/* The smaller number comes first. */
static void pair_bind(struct query *q, int64_t item, int64_t other)
{
	assert(item != other);
	bind_int(q, item < other ? item : other);
	bind_int(q, item < other ? other : item);
}

bool store_pair_has(struct store *s, int64_t item, int64_t other, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM distinct_pair WHERE item = ?1 AND other = ?2");
	pair_bind(&q, item, other);
	*has = query_row(&q);
	return query_end(&q, err);
}

bool store_pair_add(struct store *s, int64_t item, int64_t other, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO distinct_pair (item, other) VALUES (?1, ?2)");
	pair_bind(&q, item, other);
	return query_end(&q, err);
}

bool store_pair_drop(struct store *s, int64_t item, int64_t other, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM distinct_pair WHERE item = ?1 AND other = ?2");
	pair_bind(&q, item, other);
	return query_end(&q, err);
}

bool store_pair_forget(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM distinct_pair WHERE item = ?1 OR other = ?1");
	bind_int(&q, item);
	return query_end(&q, err);
}

bool store_pair_kept_apart(
	struct store *s, int64_t item, int64_t other, bool *apart, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH x AS (SELECT id FROM item WHERE id = ?1 OR merged_into = ?1), "
		"y AS (SELECT id FROM item WHERE id = ?2 OR merged_into = ?2) "
		"SELECT 1 FROM distinct_pair WHERE item IN (SELECT id FROM x) AND other IN (SELECT id FROM "
		"y) "
		"OR item IN (SELECT id FROM y) AND other IN (SELECT id FROM x) "
		"UNION ALL SELECT 1 FROM decision AS d "
		"WHERE (d.verb = ?4 OR (d.verb = ?3 AND d.automatic = 0)) "
		"AND (d.item IN (SELECT id FROM x) AND d.other IN (SELECT id FROM y) "
		"OR d.item IN (SELECT id FROM y) AND d.other IN (SELECT id FROM x)) "
		"AND (d.verb = ?4) = EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id) LIMIT 1");
	bind_int(&q, item);
	bind_int(&q, other);
	bind_int(&q, VERB_SPLIT);
	bind_int(&q, VERB_MERGE);
	*apart = query_row(&q);
	return query_end(&q, err);
}

/* A decision that keeps two items apart. */
#define KEEPS_APART \
	"((d.verb = ?2 AND d.automatic = 0) OR (d.verb = ?3 AND d.automatic = 1)) AND (d.verb = ?3) " \
	"= EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id) "

bool store_pair_list(struct store *s, struct arena *a, int64_t item, bool left, struct ids *out,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH x AS (SELECT id FROM item WHERE id = ?1 OR merged_into = ?1), said AS ("
		"SELECT p.other AS id FROM x CROSS JOIN distinct_pair AS p WHERE p.item = x.id "
		"UNION ALL SELECT p.item FROM x CROSS JOIN distinct_pair AS p WHERE p.other = x.id "
		"UNION ALL SELECT d.other FROM x CROSS JOIN decision AS d WHERE d.item = x.id AND (?4 = 1 "
		"OR d.verb <> ?2) AND " KEEPS_APART
		"UNION ALL SELECT d.item FROM x CROSS JOIN decision AS d WHERE d.other = x.id "
		"AND " KEEPS_APART ") "
		"SELECT DISTINCT coalesce(i.merged_into, i.id) AS id FROM said "
		"JOIN item AS i ON i.id = said.id WHERE coalesce(i.merged_into, i.id) <> ?1 ORDER BY id");
	bind_int(&q, item);
	bind_int(&q, VERB_SPLIT);
	bind_int(&q, VERB_MERGE);
	bind_int(&q, left);
	*out = (struct ids){0};
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}
