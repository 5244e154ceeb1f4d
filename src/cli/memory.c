/* memory: every allocation of the process, of whichever library, succeeds or ends the program.
 *
 * Libraries differ in what they do without memory. libconfuse and SAX handlers crash, jansson and
 * libxml2 leave a title or the rest of a document out and go on: such a page must never be written.
 * Most of them take no allocator of ours, so the C library's functions are defined here once more,
 * over the next ones in the order of linking (glibc manual, "Replacing malloc"): all libraries,
 * and the C library itself, come through here. What these functions give is given back with the
 * free of the C library.
 *
 * The end is that of a killed process: nothing is flushed or rolled back, and the next run finds
 * what the last commit and the last rename left. Sanitizers have allocators that end the program by
 * themselves. */
#include "base/sanitized.h"

#if !SANITIZED
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <malloc.h>

#include "base/alloc.h"

/* The function of this name that would be called if this file did not define one: that of the C
 * library, or of a library that was preloaded. Looking it up allocates nothing. */
#define NEXT(name) \
	static typeof(name) *next; \
	if (!next) \
	next = (typeof(name) *)dlsym(RTLD_NEXT, #name)

static void *or_fail(void *p)
{
	if (!p)
		alloc_fail();
	return p;
}

void *malloc(size_t n)
{
	NEXT(malloc);
	return or_fail(next(n));
}

void *calloc(size_t n, size_t size)
{
	NEXT(calloc);
	return or_fail(next(n, size));
}

/* Of size 0 it frees p, and NULL is no failure. */
void *realloc(void *p, size_t n)
{
	NEXT(realloc);
	void *moved = next(p, n);
	return n ? or_fail(moved) : moved;
}

void *memalign(size_t alignment, size_t n)
{
	NEXT(memalign);
	return or_fail(next(alignment, n));
}

void *aligned_alloc(size_t alignment, size_t n)
{
	NEXT(aligned_alloc);
	return or_fail(next(alignment, n));
}

int posix_memalign(void **p, size_t alignment, size_t n)
{
	NEXT(posix_memalign);
	int error = next(p, alignment, n);
	if (error == ENOMEM)
		alloc_fail();
	return error;
}
#endif
