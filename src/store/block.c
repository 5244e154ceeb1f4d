#include "store/block.h"

#include <assert.h>

#include "store/statement.h"

/* Each block by itself, so that a crowded one hides none of the others. */
#define ONE(number, parameter) \
	"SELECT * FROM (SELECT " number ", item FROM block WHERE block = " parameter \
	" ORDER BY item LIMIT 17) AS b" number
#define AND_ONE(number, parameter) " UNION ALL " ONE(number, parameter)

bool store_block_find(struct store *s, struct arena *a, const uint64_t *blocks, size_t n,
	struct block_hits *out, struct err *err)
{
	static_assert(BLOCK_ROWS_MAX == 17 && BLOCK_FIND_MAX == 16, "as the statement has it");
	/* clang-format off */
	struct query q CLEANUP_QUERY = QUERY(s,
		ONE("0", "?1") AND_ONE("1", "?2") AND_ONE("2", "?3") AND_ONE("3", "?4")
		AND_ONE("4", "?5") AND_ONE("5", "?6") AND_ONE("6", "?7") AND_ONE("7", "?8")
		AND_ONE("8", "?9") AND_ONE("9", "?10") AND_ONE("10", "?11") AND_ONE("11", "?12")
		AND_ONE("12", "?13") AND_ONE("13", "?14") AND_ONE("14", "?15") AND_ONE("15", "?16"));
	/* clang-format on */
	assert(n <= BLOCK_FIND_MAX);
	for (size_t i = 0; i < BLOCK_FIND_MAX; i++)
		bind_id(&q, i < n ? (int64_t)blocks[i] : 0); /* a block that is NULL is not looked for */
	*out = (struct block_hits){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct block_hit *hit = &out->v[out->n++];
		hit->which = (size_t)take_int(&q);
		hit->item = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_block_add(
	struct store *s, const uint64_t *blocks, size_t n, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO block (block, item) SELECT column1, ?17 FROM (VALUES (CAST(?1 AS BIGINT)), "
		"(?2), (?3), (?4), (?5), (?6), (?7), (?8), (?9), (?10), (?11), (?12), (?13), (?14), (?15), "
		"(?16)) AS b "
		"WHERE column1 IS NOT NULL ON CONFLICT DO NOTHING");
	assert(n <= BLOCK_FIND_MAX);
	for (size_t i = 0; i < BLOCK_FIND_MAX; i++)
		bind_id(&q, i < n ? (int64_t)blocks[i] : 0); /* NULL: no more */
	bind_int(&q, item);
	return query_later(&q, err);
}

bool store_block_is_due(struct store *s, bool *due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM block_due");
	*due = query_row(&q);
	return query_end(&q, err);
}

bool store_block_due(struct store *s, struct arena *a, int most, struct ids *entries,
	struct ids *items, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.id, e.item FROM block_due AS d JOIN entry AS e ON e.id >= d.entry "
		"WHERE e.current = 1 ORDER BY e.id LIMIT ?1");
	*entries = *items = (struct ids){0};
	bind_int(&q, most);
	while (query_row(&q)) {
		ids_add(a, entries, take_int(&q));
		ids_add(a, items, take_int(&q));
	}
	return query_end(&q, err);
}

static bool due_drop(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM block_due");
	return query_end(&q, err);
}

bool store_block_done(struct store *s, int64_t entry, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE block_due SET entry = ?1 + 1");
	if (!entry)
		return due_drop(s, err);
	bind_int(&q, entry);
	return query_end(&q, err);
}
