#include "parse/text/reference.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Lengths of names, in bytes. Only legacy names end without ";". */
enum { LONGEST_NAME = 32, SHORTEST_LEGACY = 2, LONGEST_LEGACY = 6 };

static int compare_name(const void *name, const void *reference)
{
	const struct named_reference *known = reference;
	return str_cmp(*(const struct str *)name, str_of(known->name));
}

const struct named_reference *reference_find(struct str name)
{
	return bsearch(
		&name, NAMED_REFERENCES, NAMED_REFERENCE_COUNT, sizeof *NAMED_REFERENCES, compare_name);
}

/* The longest legacy name at the front of the text ("copy" in "copyright"), or NULL. */
static const struct named_reference *find_legacy(struct str text)
{
	for (size_t n = LONGEST_LEGACY; n >= SHORTEST_LEGACY; n--) {
		const struct named_reference *found = text.n < n ? NULL :
														   reference_find(str_sub(text, 0, n));
		if (found && found->legacy)
			return found;
	}
	return NULL;
}

static void add_characters(struct buf *b, const struct named_reference *reference)
{
	utf8_add(b, reference->code[0]);
	if (reference->code[1])
		utf8_add(b, reference->code[1]);
}

uint32_t reference_numeric_code(uint32_t code)
{
	static const uint16_t windows_1252[] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019,
		0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
		0x017E, 0x0178};
	static_assert(sizeof windows_1252 / sizeof *windows_1252 == 0xA0 - 0x80, "one for each of C1");
	if (code >= 0x80 && code < 0xA0)
		return windows_1252[code - 0x80];
	return code ? code : 0xFFFD;
}

static int digit_value(char c, unsigned base)
{
	int value = is_digit(c)                      ? c - '0' :
		to_lower(c) >= 'a' && to_lower(c) <= 'f' ? to_lower(c) - 'a' + 10 :
												   99;
	return value < (int)base ? value : -1;
}

/* Reads "&#233;" or "&#xE9;" at the front of s. */
static size_t read_code(struct str s, uint32_t *code)
{
	bool hex = s.n > 2 && to_lower(s.p[2]) == 'x';
	unsigned base = hex ? 16 : 10;
	size_t from = hex ? 3 : 2, i = from;
	*code = 0;
	for (; str_starts(s, S("&#")) && i < s.n && digit_value(s.p[i], base) >= 0; i++)
		*code = *code > 0x10FFFF ? *code : *code * base + (uint32_t)digit_value(s.p[i], base);
	if (i == from)
		return 0;
	return i + (i < s.n && s.p[i] == ';');
}

size_t reference_read_numeric(struct str s, uint32_t *code)
{
	uint32_t low;
	size_t n = read_code(s, code), second;
	if (n && utf8_is_high_surrogate(*code) && (second = read_code(str_sub(s, n, SIZE_MAX), &low)) &&
		utf8_is_low_surrogate(low)) {
		*code = utf8_join_surrogates(*code, low);
		n += second;
	}
	return n;
}

/* Appends the character of a numeric reference at the front of s. Returns the length of the
 * reference, 0 when it is none. */
static size_t add_numeric(struct buf *b, struct str s)
{
	uint32_t code;
	size_t n = reference_read_numeric(s, &code);
	if (n)
		utf8_add(b, reference_numeric_code(code));
	return n;
}

/* The same for a named reference. In an attribute a legacy name without ";" is text when a letter,
 * a digit or "=" follows (WHATWG HTML 13.2.5.73). */
static size_t add_named(struct buf *b, struct str s, bool attribute)
{
	assert(str_starts(s, S("&")));
	size_t n = 1;
	while (n < s.n && n <= LONGEST_NAME && (is_alpha(s.p[n]) || is_digit(s.p[n])))
		n++;
	const struct named_reference *found = NULL;
	if (n < s.n && s.p[n] == ';' && (found = reference_find(str_sub(s, 1, n - 1)))) {
		add_characters(b, found);
		return n + 1;
	}
	found = find_legacy(str_sub(s, 1, n - 1));
	size_t length = found ? strlen(found->name) + 1 : 0;
	if (!found || (attribute && length < s.n && (length < n || s.p[length] == '=')))
		return 0;
	assert(length <= n);
	add_characters(b, found);
	return length;
}

void reference_add_decoded(struct buf *b, struct str text, bool attribute)
{
	size_t at;
	while ((at = str_find_char(text, '&')) != STR_NOT_FOUND) {
		buf_add(b, str_sub(text, 0, at));
		text = str_sub(text, at, SIZE_MAX);
		size_t n = text.n > 1 && text.p[1] == '#' ? add_numeric(b, text) :
													add_named(b, text, attribute);
		if (!n)
			buf_add_char(b, '&');
		text = str_sub(text, n ? n : 1, SIZE_MAX);
	}
	buf_add(b, text);
}

struct str reference_decode(struct arena *a, struct str text)
{
	if (str_find_char(text, '&') == STR_NOT_FOUND)
		return text;
	struct buf decoded CLEANUP_BUF = buf_new(text.n * 2 + 16);
	reference_add_decoded(&decoded, text, false);
	assert(buf_ok(&decoded));
	return str_copy(a, buf_str(&decoded));
}

struct str reference_decode_attribute(struct arena *a, struct str value)
{
	struct buf b CLEANUP_BUF = buf_new(value.n * 2);
	reference_add_decoded(&b, value, true);
	return str_copy(a, buf_str(&b));
}
