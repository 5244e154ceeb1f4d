/* store/block: the blocks of items (match/block.h), by which those are found that an entry may be a
 * copy of though it shares no key with them. What a block means, the store does not know.
 *
 * A row of 15 bytes for each block of an item. An item that was merged into another keeps its
 * blocks: no row is ever taken away. So a block with more than BLOCK_FEW items, of which nothing is
 * told, stays such a crowded one. Where that is known, no more items are put into it. */
#ifndef STORE_BLOCK_H
#define STORE_BLOCK_H

#include "store/ids.h"
#include "store/store.h"

enum { BLOCK_FIND_MAX = 16, BLOCK_FEW = 16 };
struct block_hit {
	size_t which; /* of the blocks that were asked for */
	int64_t item; /* or one that was merged into another, which has the same blocks */
};
struct block_hits {
	struct block_hit *v;
	size_t n;
};
/* Who is in these blocks (at most BLOCK_FIND_MAX), block by block; nobody of a crowded block. */
bool store_block_find(struct store *s, struct arena *a, const uint64_t *blocks, size_t n,
	struct block_hits *out, struct err *err) MUST_USE;
/* The item is in these blocks (at most BLOCK_FIND_MAX), from now on or since before. */
bool store_block_add(
	struct store *s, const uint64_t *blocks, size_t n, int64_t item, struct err *err) MUST_USE;

/* What was found in a transaction that is taken back is not known any more. Inside store/. */
void block_forget_crowded(struct store *s);

/* Whether items of a store of an older version have no blocks yet. */
bool store_block_is_due(struct store *s, bool *due, struct err *err) MUST_USE;
/* For a store of an older version: at most `most` entries whose items have no blocks yet, with
 * their items; none when all have. They are not asked for again after store_block_done. */
bool store_block_due(struct store *s, struct arena *a, int most, struct ids *entries,
	struct ids *items, struct err *err) MUST_USE;
/* All entries up to this one have blocks; 0: all have. */
bool store_block_done(struct store *s, int64_t entry, struct err *err) MUST_USE;

#endif
