#include "base/alloc.h"

#include <stdlib.h>
#include <unistd.h>

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
	static const char TEXT[] = "tidings: out of memory\n";
	(void)!write(STDERR_FILENO, TEXT, sizeof TEXT - 1); /* nothing can be done if it fails */
	_exit(1);
}
