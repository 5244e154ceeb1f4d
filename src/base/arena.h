/* arena: memory that is freed all at once.
 *
 * One arena a fetch, a page, a command: everything made on the way is taken from it and nothing is
 * freed singly, so no error path can leak. Chunks grow by doubling; freeing is one pass over the
 * chunks. Memory that cannot be had ends the program with a message (as in git): every input is
 * capped where it enters, so an arena's size is bounded by its user, never by an attacker.
 *
 *     struct arena a = {0};
 *     struct str title = str_copy(&a, text);
 *     arena_free(&a);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena_chunk;
struct arena {
	struct arena_chunk *top;
	size_t used; /* bytes handed out since the arena was empty */
};

/* n zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* An array of `count` zeroed elements; a product that overflows ends the program. */
void *arena_array(struct arena *a, size_t count, size_t size)
	__attribute__((malloc, returns_nonnull));
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
/* Everything is freed; the arena is empty and may be used again. */
void arena_free(struct arena *a);
/* Empties the arena but keeps its largest chunk for the next round of a loop. */
void arena_reset(struct arena *a);

/* A copy of s that ends in NUL (the NUL is not counted). The empty string stays STR_NONE. */
struct str str_copy(struct arena *a, struct str s);
/* s as a C string, copied; bytes after an inner NUL are lost to the reader. */
char *str_cstr(struct arena *a, struct str s) __attribute__((returns_nonnull));
/* The text that printf would print. */
struct str str_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
/* ASCII letters made small. */
struct str str_lower(struct arena *a, struct str s);
/* Runs of white space become one space, none at the ends. */
struct str str_collapse(struct arena *a, struct str s);

/* Appends s to the list, growing its array in the arena by doubling. */
void strs_add(struct arena *a, struct strs *list, struct str s);
/* The same texts in the same order. */
bool strs_eq(struct strs a, struct strs b);
bool strs_have(struct strs list, struct str s);
/* Makes room for one more element in an arena array that grows by doubling: returns the array
 * (moved or not) with at least count + 1 elements, the new ones zeroed. */
void *arena_grow(struct arena *a, void *array, size_t count, size_t size)
	__attribute__((returns_nonnull));

/* The program cannot go on without this memory: says so on stderr and exits 1. */
void *xalloc(size_t n) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *p, size_t n) __attribute__((returns_nonnull));

#define CLEANUP_ARENA __attribute__((cleanup(arena_free)))

#endif
