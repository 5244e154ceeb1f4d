#include "base/str.h"

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Not strncasecmp, which stops at a NUL and depends on the locale. */
static bool same_letters(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (to_lower(a[i]) != to_lower(b[i]))
			return false;
	return true;
}

bool str_ieq(struct str a, struct str b)
{
	return a.n == b.n && same_letters(a.p, b.p, a.n);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_istarts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_ieq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

bool str_iends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_ieq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

bool str_is_one_of(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_of(words[i])))
			return true;
	return false;
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return STR_NOT_FOUND;
	const char *hit = memmem(s.p, s.n, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : STR_NOT_FOUND;
}

size_t str_find_rare(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t at = 0, n; (n = str_find_char(str_sub(s, at, SIZE_MAX), needle.p[0])) < s.n;
		 at += n + 1)
		if (str_starts(str_sub(s, at + n, SIZE_MAX), needle))
			return at + n;
	return STR_NOT_FOUND;
}

static char to_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* The first two bytes rule out nearly every place before the whole needle is compared. */
size_t str_ifind(struct str s, struct str needle)
{
	if (needle.n == 0 || s.n < needle.n)
		return needle.n == 0 ? 0 : STR_NOT_FOUND;
	char small = to_lower(needle.p[0]), capital = to_upper(needle.p[0]),
		 second = to_lower(needle.p[needle.n > 1 ? 1 : 0]);
	const char *last = s.p + (s.n - needle.n);
	for (const char *p = s.p; p <= last; p++)
		if ((*p == small || *p == capital) && to_lower(p[needle.n > 1 ? 1 : 0]) == second &&
			same_letters(p, needle.p, needle.n))
			return (size_t)(p - s.p);
	return STR_NOT_FOUND;
}

struct str str_cut(struct str *rest, char separator)
{
	struct str all = *rest;
	size_t at = str_find_char(all, separator);
	if (at == STR_NOT_FOUND) {
		*rest = STR_NONE;
		return all;
	}
	*rest = (struct str){all.p + at + 1, all.n - at - 1};
	return (struct str){all.p, at};
}

bool str_take_char(struct str *rest, char c)
{
	if (!rest->n || rest->p[0] != c)
		return false;
	*rest = str_sub(*rest, 1, SIZE_MAX);
	return true;
}

bool str_take_number(struct str *rest, size_t digits, int *out)
{
	struct str number = str_sub(*rest, 0, digits);
	long value;
	assert(digits >= 1 && digits <= 9); /* more would not fit into *out */
	if (number.n != digits || !str_is_digits(number) || !str_to_long(number, &value))
		return false;
	*out = (int)value;
	*rest = str_sub(*rest, digits, SIZE_MAX);
	return true;
}

bool str_to_int64(struct str s, int64_t *out)
{
	bool negative = s.n && s.p[0] == '-';
	struct str digits = str_sub(s, negative, SIZE_MAX);
	if (!str_is_digits(digits))
		return false;
	int64_t value = 0, sign = negative ? -1 : 1;
	for (size_t i = 0; i < digits.n; i++)
		if (__builtin_mul_overflow(value, 10, &value) ||
			__builtin_add_overflow(value, sign * (digits.p[i] - '0'), &value))
			return false;
	*out = value;
	return true;
}

bool str_to_long(struct str s, long *out)
{
	int64_t value;
	if (!str_to_int64(s, &value) || value < LONG_MIN || value > LONG_MAX)
		return false;
	*out = (long)value;
	return true;
}

bool str_is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* There is no branch inside the inner loop, so that the compiler looks at many bytes at once. */
bool str_is_ascii(struct str s)
{
	enum { BLOCK = 64 };
	unsigned char all = 0;
	size_t i = 0;
	for (; i + BLOCK <= s.n && all < 0x80; i += BLOCK)
		for (size_t k = 0; k < BLOCK; k++)
			all |= (unsigned char)s.p[i + k];
	for (; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

struct str str_copy(struct arena *a, struct str s)
{
	return s.n ? (struct str){str_cstr(a, s), s.n} : STR_NONE;
}

char *str_cstr(struct arena *a, struct str s)
{
	assert(s.n < SIZE_MAX);
	char *p = arena_alloc_raw(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return p;
}

enum { PRINTED_SHORT = 256 };

struct str str_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	char first[PRINTED_SHORT]; /* most texts need not be printed twice */
	int n = vsnprintf(first, sizeof first, fmt, args);
	va_end(args);
	char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
	if (n > 0 && n < PRINTED_SHORT)
		memcpy(p, first, (size_t)n + 1);
	else if (n > 0)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return n > 0 ? (struct str){p, (size_t)n} : STR_NONE;
}

struct str str_cat(struct arena *a, const struct str *texts, size_t n)
{
	size_t total = 0, at = 0;
	for (size_t i = 0; i < n; i++)
		total += texts[i].n;
	if (!total)
		return STR_NONE;
	char *p = arena_alloc_raw(a, total + 1);
	for (size_t i = 0; i < n; i++) {
		if (texts[i].n)
			memcpy(p + at, texts[i].p, texts[i].n);
		at += texts[i].n;
	}
	p[at] = 0;
	return (struct str){p, at};
}

struct str str_lower(struct arena *a, struct str s)
{
	char *p = str_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		p[i] = to_lower(p[i]);
	return (struct str){p, s.n};
}

/* Whether one of n bytes at p is white space that a collapsed text does not have behind the byte
 * before it. There is no branch inside, so that the compiler looks at many bytes at once. */
static inline bool holds_odd_space(const char *p, size_t n)
{
	unsigned char odd = 0;
	const char *before = p - 1;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		odd |= (unsigned char)(((c >= '\t') & (c <= '\r')) | ((c == ' ') & (before[i] == ' ')));
	}
	return odd;
}

/* Whether all white space inside s is single spaces. */
static bool is_collapsed(struct str s)
{
	enum { BLOCK = 32 };
	size_t i = 1;
	for (; i + BLOCK <= s.n; i += BLOCK)
		if (holds_odd_space(s.p + i, BLOCK))
			return false;
	return i >= s.n || !holds_odd_space(s.p + i, s.n - i);
}

struct str str_collapse(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (is_collapsed(s))
		return str_copy(a, s);
	char *p = arena_alloc_raw(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_space(s.p[i]))
			p[n++] = s.p[i];
		else if (p[n - 1] != ' ')
			p[n++] = ' ';
	}
	assert(n > 0 && n <= s.n);
	p[n] = 0;
	return (struct str){p, n};
}
