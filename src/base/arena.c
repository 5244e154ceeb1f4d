#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct arena_chunk {
	struct arena_chunk *below;
	size_t size, used;
	max_align_t bytes[];
};

/* The first chunk is of a size that malloc keeps at hand: most arenas need no more. */
enum {
	FIRST_CHUNK = 1024 - sizeof(struct arena_chunk),
	LARGEST_CHUNK = 1 << 20,
	FIRST_ELEMENTS = 4
};
enum { ALIGNMENT = _Alignof(max_align_t) };
static_assert((ALIGNMENT & (ALIGNMENT - 1)) == 0, "sizes are rounded up with a mask");
static_assert((FIRST_ELEMENTS & (FIRST_ELEMENTS - 1)) == 0, "arrays are full at powers of two");

static struct arena_chunk *chunk_push(struct arena *a, size_t n)
{
	size_t size = a->top ? a->top->size * 2 : FIRST_CHUNK;
	if (size > LARGEST_CHUNK)
		size = LARGEST_CHUNK;
	if (size < n)
		size = n;
	struct arena_chunk *chunk = alloc_bytes(sizeof *chunk + size);
	*chunk = (struct arena_chunk){.below = a->top, .size = size};
	a->top = chunk;
	return chunk;
}

void *arena_alloc_raw(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 2)
		alloc_fail(); /* no machine has so much; and below this the sums cannot overflow */
	size_t rounded = (n + ALIGNMENT - 1) & ~((size_t)ALIGNMENT - 1);
	struct arena_chunk *chunk = a->top;
	if (!chunk || chunk->size - chunk->used < rounded)
		chunk = chunk_push(a, rounded);
	char *p = (char *)chunk->bytes + chunk->used;
	chunk->used += rounded;
	a->used += rounded;
	assert(chunk->used <= chunk->size);
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_alloc_raw(a, n), 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		alloc_fail();
	return arena_alloc(a, n);
}

void *arena_grow(struct arena *a, void *array, size_t count, size_t size)
{
	bool full = count == 0 || (count >= FIRST_ELEMENTS && (count & (count - 1)) == 0);
	assert(full || array);
	if (!full)
		return array;
	void *grown = arena_array(a, count ? count * 2 : FIRST_ELEMENTS, size);
	if (count)
		memcpy(grown, array, count * size);
	return grown;
}

void arena_free(struct arena *a)
{
	for (struct arena_chunk *chunk = a->top, *below; chunk; chunk = below) {
		below = chunk->below;
		free(chunk);
	}
	*a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *largest = NULL;
	for (struct arena_chunk *chunk = a->top, *below; chunk; chunk = below) {
		below = chunk->below;
		if (largest && chunk->size <= largest->size) {
			free(chunk);
			continue;
		}
		free(largest);
		largest = chunk;
	}
	if (largest)
		*largest = (struct arena_chunk){.size = largest->size};
	*a = (struct arena){.top = largest};
}
