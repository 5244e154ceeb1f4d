/* Who is in which block, and what is told of a crowded one. */
#include "fixture.h"

#include "store/block.h"
#include "store/unit.h"

enum { SMALL = 7, LARGE = 9, OTHER = 11 };
static const uint64_t BOTH[] = {LARGE, SMALL};

static void put_one(struct fixture *f, uint64_t block, int64_t item)
{
	OK(store_block_add(f->s, &block, 1, item, &f->err));
}

static void crowd(struct fixture *f, uint64_t block, const int64_t items[static BLOCK_FEW + 1])
{
	for (int i = 0; i <= BLOCK_FEW; i++)
		put_one(f, block, items[i]);
}

static void make_items(struct fixture *f, int64_t items[static BLOCK_FEW + 1])
{
	for (int i = 0; i <= BLOCK_FEW; i++)
		items[i] = item_make(f, "T", 0.5);
}

static struct block_hits found(struct fixture *f)
{
	struct block_hits hits;
	OK(store_block_find(f->s, &f->a, BOTH, 2, &hits, &f->err));
	return hits;
}

static void tells_who_is_in_a_block(void **state)
{
	struct fixture *f = *state;
	int64_t items[BLOCK_FEW + 1];
	make_items(f, items);
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < BLOCK_FEW; i++)
		put_one(f, LARGE, items[i]);
	const uint64_t blocks[] = {SMALL, OTHER, LARGE};
	OK(store_block_add(f->s, blocks, 3, items[3], &f->err));
	OK(store_block_add(f->s, blocks, 3, items[3], &f->err)); /* it is in them since before */
	OK(store_commit(f->s, &f->err));
	struct block_hits hits = found(f);
	assert_int_equal(hits.n, BLOCK_FEW + 1);
	for (size_t i = 0; i < BLOCK_FEW; i++)
		assert_true(hits.v[i].which == 0 && hits.v[i].item == items[i]);
	assert_true(hits.v[BLOCK_FEW].which == 1 && hits.v[BLOCK_FEW].item == items[3]);
}

static void tells_nothing_of_a_crowded_block(void **state)
{
	struct fixture *f = *state;
	int64_t items[BLOCK_FEW + 1];
	make_items(f, items);
	OK(store_begin(f->s, &f->err));
	crowd(f, LARGE, items);
	put_one(f, SMALL, items[5]);
	OK(store_commit(f->s, &f->err));
	for (int time = 0; time < 2; time++) {
		struct block_hits hits = found(f);
		assert_int_equal(hits.n, 1);
		assert_true(hits.v[0].which == 1 && hits.v[0].item == items[5]);
	}
}

/* Both ways in which it is taken back that a block was crowded. */
static void forgets_a_crowd_that_is_taken_back(void **state)
{
	struct fixture *f = *state;
	int64_t items[BLOCK_FEW + 1];
	struct unit part;
	make_items(f, items);
	OK(store_begin(f->s, &f->err));
	crowd(f, LARGE, items);
	assert_int_equal(found(f).n, 0);
	store_rollback(f->s);
	OK(store_begin(f->s, &f->err));
	put_one(f, LARGE, items[1]);
	assert_int_equal(found(f).n, 1);
	OK(unit_begin(&part, f->s, &f->err));
	crowd(f, LARGE, items);
	assert_int_equal(found(f).n, 0);
	assert_false(unit_end(&part, false, &f->err));
	put_one(f, LARGE, items[2]);
	OK(store_commit(f->s, &f->err));
	assert_int_equal(found(f).n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tells_who_is_in_a_block),
		TEST(tells_nothing_of_a_crowded_block),
		TEST(forgets_a_crowd_that_is_taken_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
