/* str: text as a pointer and a length.
 *
 * A struct str is passed by value and never freed: its bytes belong to an arena, a buffer or a
 * literal, and it is valid as long as they are. Text is UTF-8. It need not end in NUL; str_cstr
 * makes a C string where a library wants one. The empty string also means "unknown": a field that a
 * source did not give has n == 0.
 *
 *     struct str name = str_trim(S("  Bone Marrow Transplant "));
 *     printf(STR_FMT "\n", STR_ARG(name));
 *
 * Functions whose name has an i (str_ieq, str_ifind) ignore the case of ASCII letters, and of no
 * others, whatever the locale. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/attribute.h"

struct arena;

struct str {
	const char *p;
	size_t n;
};

#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("<" STR_FMT ">", STR_ARG(s)). STR_ARG evaluates s three times: give it a
 * value, not a call that changes something. */
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

/* The bytes of a C string, which must outlive the result. NULL gives the empty string. */
static inline struct str str_of(const char *cstr)
{
	return cstr ? (struct str){cstr, strlen(cstr)} : STR_NONE;
}
/* At most n bytes of s from byte `from` on; values beyond the end are clamped, so SIZE_MAX means
 * "the rest". */
static inline struct str str_sub(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return n ? (struct str){s.p + from, n} : STR_NONE;
}
/* a, or b when a is empty. */
static inline struct str str_or(struct str a, struct str b)
{
	return a.n ? a : b;
}
/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Comparing. str_cmp orders by bytes, shorter first, as qsort wants it. */

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
bool str_ieq(struct str a, struct str b);
int str_cmp(struct str a, struct str b);
static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
bool str_istarts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_iends(struct str s, struct str suffix);
/* Whether it is one of n words. */
bool str_is_one_of(struct str s, const char *const *words, size_t n);

/* Finding: the offset of the first occurrence, or STR_NOT_FOUND. An empty needle is at 0. */

#define STR_NOT_FOUND SIZE_MAX
size_t str_find(struct str s, struct str needle);
size_t str_ifind(struct str s, struct str needle);
/* The same as str_find, quicker when the first byte of the needle is rare in s. */
size_t str_find_rare(struct str s, struct str needle);
static inline size_t str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : STR_NOT_FOUND;
}

/* Reading from the front: what was read is taken off the string. */

/* Takes the part before the first `separator` off *rest, and the separator, and returns the part.
 * Without a separator all of *rest is returned and *rest becomes STR_NONE, whose p == NULL ends the
 * loop: while (rest.p) { struct str field = str_cut(&rest, ','); … } */
struct str str_cut(struct str *rest, char separator);
/* Takes the character c off the front. False, and nothing taken, when *rest begins otherwise. */
bool str_take_char(struct str *rest, char c);
/* Takes exactly `digits` decimal digits (1 to 9) off the front. False, and nothing taken, when
 * *rest does not begin with so many; more may follow. */
bool str_take_number(struct str *rest, size_t digits, int *out);

/* What it consists of. */

/* The decimal number, with or without "-", that s consists of. False when s is anything else, or
 * the number too large. */
bool str_to_int64(struct str s, int64_t *out);
bool str_to_long(struct str s, long *out);
/* Only decimal digits, and at least one. */
bool str_is_digits(struct str s);
/* No byte beyond 0x7F. */
bool str_is_ascii(struct str s);

/* Making new strings in an arena. */

/* A copy that ends in NUL (not counted). The empty string gives STR_NONE. */
struct str str_copy(struct arena *a, struct str s);
/* A copy as a C string, never NULL. A NUL inside s ends it early for the reader. */
char *str_cstr(struct arena *a, struct str s) __attribute__((returns_nonnull));
/* What printf would print; it ends in NUL (not counted). */
struct str str_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
/* The texts one after the other; ends in NUL (not counted). Each is evaluated once, and it costs a
 * tenth of str_printf:
 *
 *     struct str path = STR_CAT(a, root, S("items/"), name); */
#define STR_CAT(a, ...) \
	str_cat((a), (const struct str[]){__VA_ARGS__}, \
		sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
struct str str_cat(struct arena *a, const struct str *texts, size_t n);
/* A copy with ASCII letters in lower case. */
struct str str_lower(struct arena *a, struct str s);
/* A copy in which each run of ASCII white space is one space, with none at the ends. */
struct str str_collapse(struct arena *a, struct str s);

/* Kinds of characters, in ASCII alone. */

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
/* The value of a hexadecimal digit, in either case; -1 for any other character. */
static inline int hex_value(char c)
{
	c = to_lower(c);
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
