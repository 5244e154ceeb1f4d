/* alloc: memory from malloc, for what outlives an arena or has to grow in place.
 *
 * Nothing here returns NULL: a program that is out of memory says so on stderr and ends at once
 * with status 1. It finishes nothing: buffers are not written, no temporary file is renamed, no
 * transaction is committed. Allocations of the libraries end the program in the same way
 * (cli/memory.c). Memory from here is freed with free(). */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/* n bytes, not zeroed. */
void *alloc_bytes(size_t n) __attribute__((malloc, returns_nonnull));
/* realloc: p may be NULL. */
void *alloc_resize(void *p, size_t n) __attribute__((returns_nonnull));
/* Ends the program for want of memory, for callers of libraries that report it. */
_Noreturn void alloc_fail(void);

#endif
