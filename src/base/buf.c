#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { FIRST_SIZE = 256 };

struct buf buf_new(size_t cap)
{
	/* Leaves room for the NUL, and for doubling without overflow. */
	return (struct buf){.cap = cap < SIZE_MAX / 2 ? cap : SIZE_MAX / 2};
}

/* Makes room for n more bytes and the NUL, for which there is none. False, and noted as an
 * overflow, when that would pass the cap. */
static bool buf_make_room(struct buf *b, size_t n)
{
	assert(b->n <= b->cap);
	if (n > b->cap - b->n) {
		b->overflow = true;
		return false;
	}
	size_t size = b->size ? b->size * 2 : FIRST_SIZE;
	if (size < b->n + n + 1)
		size = b->n + n + 1;
	if (size > b->cap + 1)
		size = b->cap + 1;
	b->p = alloc_resize(b->p, size);
	b->size = size;
	assert(b->n + n < b->size);
	return true;
}

/* The same, when there may be room. The cap of a buffer that is used again may be less than it. */
static inline bool buf_reserve(struct buf *b, size_t n)
{
	return (n < b->size - b->n && n <= b->cap - b->n) || buf_make_room(b, n);
}

void buf_add(struct buf *b, struct str s)
{
	if (s.n == 0 || !buf_reserve(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = 0;
}

char *buf_room(struct buf *b, size_t n, size_t *room)
{
	size_t left = b->cap - b->n;
	buf_reserve(b, n < left ? n : left);
	size_t have = b->size ? b->size - 1 - b->n : 0;
	*room = have < left ? have : left;
	return b->p ? b->p + b->n : NULL;
}

void buf_grew(struct buf *b, size_t n)
{
	if (n == 0)
		return;
	assert(n < b->size - b->n && n <= b->cap - b->n);
	b->n += n;
	b->p[b->n] = 0;
}

void buf_add_char(struct buf *b, char c)
{
	if (!buf_reserve(b, 1))
		return;
	b->p[b->n++] = c;
	b->p[b->n] = 0;
}

void buf_vaddf(struct buf *b, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	size_t room = b->size - b->n; /* what fits need not be printed twice */
	int n = vsnprintf(room ? b->p + b->n : NULL, room, fmt, args);
	bool fits = n == 0 || (n > 0 && (size_t)n < room);
	if (n < 0)
		b->overflow = true; /* longer than an int can count */
	else if (!fits && (fits = buf_reserve(b, (size_t)n)))
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
	va_end(again);
	if (fits)
		b->n += (size_t)n;
	else if (b->p)
		b->p[b->n] = 0;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	buf_vaddf(b, fmt, args);
	va_end(args);
}

bool buf_ok(const struct buf *b)
{
	return !b->overflow;
}

struct str buf_str(const struct buf *b)
{
	return b->n ? (struct str){b->p, b->n} : STR_NONE;
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->overflow = false;
}

void buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){.cap = b->cap};
}

static struct str html_reference(char c)
{
	switch (c) {
	case '&': return S("&amp;");
	case '<': return S("&lt;");
	case '>': return S("&gt;");
	case '"': return S("&quot;");
	case '\'': return S("&#39;");
	default: return STR_NONE;
	}
}

void buf_add_escaped(struct buf *b, struct str s, const char *special)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] && strchr(special, s.p[i]))
			buf_add_char(b, '\\');
		buf_add_char(b, s.p[i]);
	}
}

void buf_add_html(struct buf *b, struct str s)
{
	size_t plain = 0;
	for (size_t i = 0; i < s.n; i++) {
		struct str reference = html_reference(s.p[i]);
		if (!reference.n)
			continue;
		buf_add(b, str_sub(s, plain, i - plain));
		buf_add(b, reference);
		plain = i + 1;
	}
	buf_add(b, str_sub(s, plain, SIZE_MAX));
}
