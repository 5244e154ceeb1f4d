#include "match/cluster.h"

#include <assert.h>
#include <stdlib.h>

#include "match/block.h"

/* Here each copy of a publication counts; the store has one row for all of an item. */
enum { CROWD = BLOCK_CROWD * CLUSTER_MAX };

struct clustering cluster_new(struct arena *a, struct described *const *described, size_t n)
{
	struct clustering c = {.a = a, .described = described, .n = n};
	c.group = arena_array(a, n + 1, sizeof *c.group);
	for (size_t i = 0; i < n; i++)
		c.group[i] = i;
	return c;
}

/* One publication in one block. */
struct place {
	uint64_t block;
	size_t member;
	bool much;
};
/* Two that share a block, the smaller number first. */
struct couple {
	size_t x, y;
	bool much;
};

static int compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return (a->member > b->member) - (a->member < b->member);
}

static int compare_couples(const void *left, const void *right)
{
	const struct couple *a = left, *b = right;
	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

static struct place *places_of(const struct clustering *c, struct arena *a, size_t *count)
{
	struct place *out = arena_array(a, c->n * BLOCKS_MAX + 1, sizeof *out);
	struct arena scratch CLEANUP_ARENA = {0};
	*count = 0;
	for (size_t i = 0; i < c->n; i++) {
		struct blocks blocks;
		arena_reset(&scratch);
		match_blocks(&scratch, c->described[i], &blocks);
		for (size_t k = 0; k < blocks.n; k++)
			out[(*count)++] = (struct place){blocks.v[k], i, k < blocks.much};
	}
	if (*count)
		qsort(out, *count, sizeof *out, compare_places);
	return out;
}

static struct couple *couples_of(
	struct arena *a, const struct place *places, size_t n, size_t *count)
{
	struct couple *out = NULL;
	*count = 0;
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		while (to < n && places[to].block == places[from].block)
			to++;
		for (size_t i = from; to - from <= CROWD && i < to; i++)
			for (size_t k = i + 1; k < to; k++) {
				out = arena_grow(a, out, *count, sizeof *out);
				out[(*count)++] = (struct couple){
					places[i].member, places[k].member, places[i].much || places[k].much};
			}
	}
	if (*count)
		qsort(out, *count, sizeof *out, compare_couples);
	return out;
}

void cluster_compare(struct clustering *c)
{
	struct arena a CLEANUP_ARENA = {0};
	size_t place_count, count;
	struct place *places = places_of(c, &a, &place_count);
	struct couple *couples = couples_of(&a, places, place_count, &count);
	for (size_t i = 0, next; i < count; i = next) {
		size_t x = couples[i].x, y = couples[i].y, much = 0;
		for (next = i; next < count && couples[next].x == x && couples[next].y == y; next++)
			much += couples[next].much;
		if (!block_suffices(c->described[x]->kind == ENTRY_NEWS, much, next - i - much))
			continue;
		struct comparison found = match_compare(c->described[x], c->described[y]);
		if (found.answer == MATCH_DIFFERENT)
			continue;
		c->found = arena_grow(c->a, c->found, c->found_count, sizeof *c->found);
		c->found[c->found_count++] = (struct likeness){x, y, found};
	}
}

/* A likeness with its ranks, the smaller first: an order that holds whatever the numbers are. */
struct ranked {
	const struct likeness *pair;
	uint64_t low, high;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	double x = a->pair->found.strength, y = b->pair->found.strength;
	if (x != y)
		return x < y ? 1 : -1;
	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	return (a->high > b->high) - (a->high < b->high);
}

static struct ranked *rank_found(struct clustering *c, enum match_answer answer, size_t *count)
{
	struct ranked *out = arena_array(c->a, c->found_count + 1, sizeof *out);
	*count = 0;
	for (size_t i = 0; i < c->found_count; i++) {
		const struct likeness *pair = &c->found[i];
		if (pair->found.answer != answer)
			continue;
		uint64_t x = match_described_rank(c->described[pair->x]),
				 y = match_described_rank(c->described[pair->y]);
		out[(*count)++] = (struct ranked){pair, x < y ? x : y, x < y ? y : x};
	}
	if (*count)
		qsort(out, *count, sizeof *out, compare_ranked);
	return out;
}

/* The members of each group in a ring, so that those of two groups are found without the others. */
struct rings {
	size_t *next, *size;
};

static bool may_join(const struct clustering *c, const struct rings *rings, size_t x, size_t y)
{
	if (rings->size[c->group[x]] + rings->size[c->group[y]] > CLUSTER_MAX)
		return false;
	size_t i = x, k = y;
	do {
		do {
			if (match_compare(c->described[i], c->described[k]).veto)
				return false;
			k = rings->next[k];
		} while (k != y);
		i = rings->next[i];
	} while (i != x);
	return true;
}

static void join(struct clustering *c, struct rings *rings, size_t x, size_t y)
{
	size_t kept = c->group[x], lost = c->group[y], moved = rings->next[x];
	if (lost < kept) {
		size_t swapped = kept;
		kept = lost;
		lost = swapped;
	}
	rings->size[kept] += rings->size[lost];
	rings->next[x] = rings->next[y];
	rings->next[y] = moved;
	size_t i = x;
	do {
		c->group[i] = kept;
		i = rings->next[i];
	} while (i != x);
}

void cluster_end(struct clustering *c)
{
	size_t count;
	struct ranked *ranked = rank_found(c, MATCH_SAME, &count);
	struct rings rings = {arena_array(c->a, c->n + 1, sizeof *rings.next),
		arena_array(c->a, c->n + 1, sizeof *rings.size)};
	for (size_t i = 0; i < c->n; i++) {
		rings.next[i] = i;
		rings.size[i] = 1;
	}
	for (size_t i = 0; i < count; i++) {
		size_t x = ranked[i].pair->x, y = ranked[i].pair->y;
		assert(c->group[x] <= x && c->group[y] <= y);
		if (c->group[x] != c->group[y] && may_join(c, &rings, x, y))
			join(c, &rings, x, y);
	}
}

void cluster_relate(struct clustering *c)
{
	size_t count;
	struct ranked *ranked = rank_found(c, MATCH_RELATED, &count);
	bool *taken = arena_array(c->a, c->n + 1, sizeof *taken);
	size_t *to = arena_array(c->a, c->n + 1, sizeof *to);
	for (size_t i = 0; i < c->n; i++)
		to[i] = i;
	for (size_t i = 0; i < count; i++) {
		size_t x = c->group[ranked[i].pair->x], y = c->group[ranked[i].pair->y];
		bool preprint = c->described[ranked[i].pair->x]->preprint !=
			c->described[ranked[i].pair->y]->preprint;
		if (!preprint || taken[x] || taken[y] || x == y)
			continue;
		taken[x] = taken[y] = true;
		to[x > y ? x : y] = x < y ? x : y;
	}
	for (size_t i = 0; i < c->n; i++)
		c->group[i] = to[c->group[i]];
}
