/* arena: memory that is freed all at once.
 *
 * There is one arena for each fetch, page or command. Whatever is made on the way is taken from it
 * and never freed by itself, so no path through an error can leak. An arena is a stack of chunks
 * that grow by doubling, up to 1 MiB; freeing it frees the chunks. The program ends when memory
 * runs out (base/alloc.h): every input is capped where it enters, so the size of an arena is
 * bounded by the code that fills it, never by an attacker.
 *
 *     struct arena a = {0};
 *     struct str title = str_copy(&a, text);
 *     arena_free(&a);
 *
 * or, freed at the end of its block: struct arena a CLEANUP_ARENA = {0};
 *
 * str.h and strs.h come along because nearly everybody who has an arena makes strings in it. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"
#include "base/strs.h"

struct arena_chunk;
struct arena {
	struct arena_chunk *top;
	size_t used; /* bytes handed out since the arena was empty */
};

/* n zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* The same without the zeroes, for bytes that are all written at once. */
void *arena_alloc_raw(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* An array of `count` zeroed elements of `size` bytes. The program ends when the product
 * overflows. */
void *arena_array(struct arena *a, size_t count, size_t size)
	__attribute__((malloc, returns_nonnull));
/* One zeroed object: struct paper *paper = arena_new(a, struct paper); */
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
/* Makes room for one more element at the end of an array that only this function has allocated:
 *
 *     list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
 *     list->v[list->n++] = element;
 *
 * Returns the array, moved or not; elements that are not in use yet are zero. The array doubles at
 * 4, 8, 16 … elements, so its capacity follows from the count alone and is stored nowhere. */
void *arena_grow(struct arena *a, void *array, size_t count, size_t size)
	__attribute__((returns_nonnull));
/* Frees everything. The arena is empty and may be used again. */
void arena_free(struct arena *a);
/* Empties the arena but keeps its largest chunk, for the next round of a loop. */
void arena_reset(struct arena *a);

#define CLEANUP_ARENA __attribute__((cleanup(arena_free)))

#endif
