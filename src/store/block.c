#include "store/block.h"

#include <assert.h>
#include <string.h>

#include "store/statement.h"

/* Each block by itself, so that a crowded one hides none of the others. */
#define ONE(number, parameter) \
	"SELECT * FROM (SELECT " number ", item FROM block WHERE block = " parameter \
	" ORDER BY item LIMIT 17) AS b" number
#define AND_ONE(number, parameter) " UNION ALL " ONE(number, parameter)

static uint64_t *crowded_slot(struct store *s, uint64_t block)
{
	return &s->crowded[block % CROWDED_SLOTS];
}

static bool is_crowded(struct store *s, uint64_t block)
{
	return *crowded_slot(s, block) == block;
}

void block_forget_crowded(struct store *s)
{
	memset(s->crowded, 0, sizeof s->crowded);
}

/* A block that is NULL is not looked for, and nothing is put into it. */
static void blocks_bind(struct query *q, struct store *s, const uint64_t *blocks, size_t n)
{
	assert(n <= BLOCK_FIND_MAX);
	for (size_t i = 0; i < BLOCK_FIND_MAX; i++)
		bind_id(q, i < n && !is_crowded(s, blocks[i]) ? (int64_t)blocks[i] : 0);
}

/* Takes the items of the last block out again when they are too many. */
static void leave_crowded(struct store *s, const uint64_t *blocks, struct block_hits *hits)
{
	size_t from = hits->n, which = hits->v[hits->n - 1].which;
	while (from && hits->v[from - 1].which == which)
		from--;
	if (hits->n - from <= BLOCK_FEW)
		return;
	hits->n = from;
	*crowded_slot(s, blocks[which]) = blocks[which];
}

bool store_block_find(struct store *s, struct arena *a, const uint64_t *blocks, size_t n,
	struct block_hits *out, struct err *err)
{
	static_assert(BLOCK_FEW + 1 == 17 && BLOCK_FIND_MAX == 16, "as the statement has it");
	/* clang-format off */
	struct query q CLEANUP_QUERY = QUERY(s,
		ONE("0", "?1") AND_ONE("1", "?2") AND_ONE("2", "?3") AND_ONE("3", "?4")
		AND_ONE("4", "?5") AND_ONE("5", "?6") AND_ONE("6", "?7") AND_ONE("7", "?8")
		AND_ONE("8", "?9") AND_ONE("9", "?10") AND_ONE("10", "?11") AND_ONE("11", "?12")
		AND_ONE("12", "?13") AND_ONE("13", "?14") AND_ONE("14", "?15") AND_ONE("15", "?16"));
	/* clang-format on */
	blocks_bind(&q, s, blocks, n);
	*out = (struct block_hits){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct block_hit *hit = &out->v[out->n++];
		hit->which = (size_t)take_int(&q);
		hit->item = take_int(&q);
		leave_crowded(s, blocks, out);
	}
	return query_end(&q, err);
}

/* A message for all, where statements are sent ahead. */
static bool add_at_once(
	struct store *s, const uint64_t *blocks, size_t n, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO block (block, item) SELECT column1, ?17 FROM (VALUES (CAST(?1 AS BIGINT)), "
		"(?2), (?3), (?4), (?5), (?6), (?7), (?8), (?9), (?10), (?11), (?12), (?13), (?14), (?15), "
		"(?16)) AS b "
		"WHERE column1 IS NOT NULL ON CONFLICT DO NOTHING");
	blocks_bind(&q, s, blocks, n);
	bind_int(&q, item);
	return query_later(&q, err);
}

static bool add_one(struct store *s, uint64_t block, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO block (block, item) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
	bind_int(&q, (int64_t)block);
	bind_int(&q, item);
	return query_end(&q, err);
}

/* Elsewhere one by one: SQLite keeps a copy of each page that a statement of several rows writes,
 * so that it can be taken back by itself, and these rows lie on as many pages. */
bool store_block_add(
	struct store *s, const uint64_t *blocks, size_t n, int64_t item, struct err *err)
{
	bool well = true;
	assert(n <= BLOCK_FIND_MAX);
	if (s->driver->later)
		return add_at_once(s, blocks, n, item, err);
	for (size_t i = 0; i < n && well; i++)
		well = is_crowded(s, blocks[i]) || add_one(s, blocks[i], item, err);
	return well;
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
