#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
	struct arena_chunk *below;
	size_t size, used;
	max_align_t bytes[];
};

enum { FIRST_CHUNK = 4096, LARGEST_STEP = 1 << 20 };

void *xalloc(size_t n)
{
	return xrealloc(NULL, n);
}

static _Noreturn void out_of_memory(void)
{
	fputs("tidings: out of memory\n", stderr);
	exit(1);
}

void *xrealloc(void *p, size_t n)
{
	void *moved = realloc(p, n ? n : 1);
	if (!moved)
		out_of_memory();
	return moved;
}

static struct arena_chunk *chunk_push(struct arena *a, size_t n)
{
	size_t size = a->top ? a->top->size * 2 : FIRST_CHUNK;
	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < n)
		size = n;
	struct arena_chunk *chunk = xalloc(sizeof *chunk + size);
	*chunk = (struct arena_chunk){.below = a->top, .size = size};
	a->top = chunk;
	return chunk;
}

/* n bytes with whatever is in them. */
static void *arena_take(struct arena *a, size_t n)
{
	if (n > SIZE_MAX / 2)
		out_of_memory(); /* also keeps the sums below from wrapping around */
	size_t rounded = (n + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	struct arena_chunk *chunk = a->top;
	if (!chunk || chunk->size - chunk->used < rounded)
		chunk = chunk_push(a, rounded);
	char *p = (char *)chunk->bytes + chunk->used;
	chunk->used += rounded;
	a->used += rounded;
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_take(a, n), 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		out_of_memory();
	return arena_alloc(a, n);
}

static void chunks_free(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *below = chunk->below;
		free(chunk);
		chunk = below;
	}
}

void arena_free(struct arena *a)
{
	chunks_free(a->top);
	*a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *kept = NULL;
	while (a->top) {
		struct arena_chunk *chunk = a->top, *less = chunk;
		a->top = chunk->below;
		if (!kept || chunk->size > kept->size)
			less = kept, kept = chunk;
		free(less);
	}
	if (kept)
		*kept = (struct arena_chunk){.size = kept->size};
	*a = (struct arena){.top = kept};
}

struct str str_copy(struct arena *a, struct str s)
{
	if (s.n == 0)
		return STR_NONE;
	return (struct str){str_cstr(a, s), s.n};
}

char *str_cstr(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return p;
}

struct str str_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
	if (n > 0)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return n > 0 ? (struct str){p, (size_t)n} : STR_NONE;
}

struct str str_lower(struct arena *a, struct str s)
{
	char *p = str_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		p[i] = to_lower(p[i]);
	return (struct str){p, s.n};
}

struct str str_collapse(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_space(s.p[i]))
			p[n++] = s.p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	if (n && p[n - 1] == ' ')
		n--;
	p[n] = 0;
	return n ? (struct str){p, n} : STR_NONE;
}

void *arena_grow(struct arena *a, void *array, size_t count, size_t size)
{
	/* Arrays grow at 0, 4, 8, 16 …: whether there is room follows from the count alone. */
	if (count != 0 && (count < 4 || (count & (count - 1)) != 0))
		return array;
	void *grown = arena_array(a, count < 4 ? 4 : count * 2, size);
	if (count)
		memcpy(grown, array, count * size);
	return grown;
}

void strs_add(struct arena *a, struct strs *list, struct str s)
{
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = s;
}

bool strs_eq(struct strs a, struct strs b)
{
	bool same = a.n == b.n;
	for (size_t i = 0; i < a.n && same; i++)
		same = str_eq(a.v[i], b.v[i]);
	return same;
}

bool strs_have(struct strs list, struct str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], s))
			return true;
	return false;
}
