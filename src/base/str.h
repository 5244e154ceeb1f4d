/* str: a run of bytes that somebody else owns.
 *
 * A struct str is passed by value and never freed: it points into an arena, a
 * buffer or a literal, and is valid as long as that is. It need not end in NUL;
 * str_cstr() (arena.h) makes a C string at a library's border. Text is UTF-8.
 * The empty string is also "unknown": a field that a source did not give has n == 0.
 *
 *     struct str name = str_trim(S("  Bone Marrow Transplant "));
 *     printf(STR_FMT "\n", STR_ARG(name));
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/attribute.h"

struct str {
	const char *p;
	size_t n;
};

/* A list of strings; the array belongs to an arena. */
struct strs {
	struct str *v;
	size_t n;
};

#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("<" STR_FMT ">", STR_ARG(s)). STR_ARG evaluates s three times: give it a
 * value, not a call that changes something. */
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

/* The bytes of a C string (NULL gives the empty string). */
static inline struct str str_of(const char *cstr)
{
	return cstr ? (struct str){cstr, strlen(cstr)} : STR_NONE;
}
/* The part of s from byte `from` on, at most n bytes; out-of-range values are clamped. */
static inline struct str str_sub(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return n ? (struct str){s.p + from, n} : STR_NONE;
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* Equal but for the case of ASCII letters. */
bool str_ieq(struct str a, struct str b);
/* No byte beyond 0x7F. */
bool str_is_ascii(struct str s);
/* Byte order, for qsort. */
int str_cmp(struct str a, struct str b);
static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
bool str_istarts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

#define STR_NOT_FOUND SIZE_MAX
/* The offset of the first `needle` in s, or STR_NOT_FOUND. str_ifind ignores ASCII case. */
size_t str_find(struct str s, struct str needle);
size_t str_ifind(struct str s, struct str needle);
static inline size_t str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : STR_NOT_FOUND;
}

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Takes the part before the first `separator` off *rest and returns it; *rest keeps what follows.
 * When there is no separator, all of *rest is returned and *rest becomes empty with p == NULL,
 * which ends a loop: while (rest.p) { struct str field = str_cut(&rest, ','); … } */
struct str str_cut(struct str *rest, char separator);

/* The decimal number that is all of s, if it is one and fits; otherwise false. */
bool str_to_long(struct str s, long *out);
bool str_is_digits(struct str s);

/* a, or b when a is empty: the first that was given. */
static inline struct str str_or(struct str a, struct str b)
{
	return a.n ? a : b;
}

static inline bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

#endif
