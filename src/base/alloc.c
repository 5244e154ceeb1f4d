#include "base/alloc.h"

#include <stdio.h>
#include <stdlib.h>

void *alloc_bytes(size_t n)
{
	return alloc_resize(NULL, n);
}

void *alloc_resize(void *p, size_t n)
{
	void *moved = realloc(p, n ? n : 1);
	if (!moved)
		alloc_fail();
	return moved;
}

_Noreturn void alloc_fail(void)
{
	fputs("tidings: out of memory\n", stderr);
	exit(1);
}
