#include "parse/text/reference_bytes.h"

#include <assert.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/text/reference.h"

enum { NO_BYTE = -1, DIGITS_MAX = 5, NAME_MAX = 8, SEQUENCE_MAX = 3 };

/* A reference that stands for one byte. */
struct byte_reference {
	int byte;      /* NO_BYTE: there is none */
	size_t length; /* of the reference in the text */
	bool numeric;  /* it was written as the number of the byte */
};

/* The byte that a character of windows-1252 is. */
static int byte_of(uint32_t code)
{
	if (code < 0x100)
		return (int)code;
	for (int byte = 0x80; byte < 0xA0; byte++)
		if (reference_numeric_code((uint32_t)byte) == code)
			return byte;
	return NO_BYTE;
}

/* The value of "226" or "xE2"; 0 when it is no number. */
static uint32_t number_of(struct str digits)
{
	bool hex = digits.n && to_lower(digits.p[0]) == 'x';
	uint32_t value = 0;
	for (size_t i = hex; i < digits.n; i++) {
		char c = to_lower(digits.p[i]);
		bool letter = hex && c >= 'a' && c <= 'f';
		if (!is_digit(c) && !letter)
			return 0;
		value = value * (hex ? 16 : 10) + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
	}
	return value;
}

/* The reference at the front of s. */
static struct byte_reference read_reference(struct str s)
{
	struct byte_reference none = {.byte = NO_BYTE};
	size_t from = str_starts(s, S("&amp;")) ? 5 : 1, n = 0;
	if (!str_starts(s, S("&")))
		return none;
	struct str rest = str_sub(s, from, SIZE_MAX);
	while (n < rest.n && n <= NAME_MAX && rest.p[n] != ';')
		n++;
	if (n >= rest.n || n > NAME_MAX || n < 2)
		return none;
	struct str word = str_sub(rest, 0, n);
	bool number = str_starts(word, S("#"));
	const struct named_reference *named = number ? NULL : reference_find(word);
	uint32_t code = number && n <= 1 + DIGITS_MAX ? number_of(str_sub(word, 1, SIZE_MAX)) :
		named && !named->code[1]                  ? named->code[0] :
													0;
	return (struct byte_reference){byte_of(code), from + n + 1, number && code < 0x100};
}

/* What a letter may stand before in a text that is right: white space, quotation marks. */
static bool may_follow_letter(int byte)
{
	return byte == 0xA0 || byte == 0xAB || byte == 0xBB;
}

/* The number of bytes of a sequence that begins with these two; 0 for one that may be meant as it
 * stands. */
static size_t sequence_length(struct byte_reference first, struct byte_reference second)
{
	bool numeric = first.numeric && second.numeric;
	if (first.byte == 0xE2 && second.byte >= 0x80 && second.byte < 0xA0)
		return numeric || second.byte == 0x80 ? 3 : 0;
	if (!numeric)
		return 0;
	if (first.byte == 0xC2)
		return 2;
	return (first.byte == 0xC3 || first.byte == 0xCE || first.byte == 0xCF) &&
			!may_follow_letter(second.byte) ?
		2 :
		0;
}

/* Whether a character may begin here, to be quick about the many references that begin none. */
static bool may_begin(struct str s)
{
	if (s.n < 4 || (s.p[1] != '#' && s.p[1] != 'a'))
		return false;
	s = str_sub(s, str_starts(s, S("&amp;")) ? 5 : 1, SIZE_MAX);
	return str_starts(s, S("#2")) || str_starts(s, S("#1")) || str_istarts(s, S("#x")) ||
		str_starts(s, S("acirc;"));
}

/* Reads the character whose bytes the references at the front of s are, and its length *n. Returns
 * the length of the references; 0 when they are none. */
static size_t read_character(struct str s, char bytes[static SEQUENCE_MAX], size_t *n)
{
	if (!may_begin(s))
		return 0;
	struct byte_reference first = read_reference(s);
	struct byte_reference second = read_reference(str_sub(s, first.length, SIZE_MAX));
	size_t at = first.length + second.length;
	*n = sequence_length(first, second);
	assert(*n <= SEQUENCE_MAX);
	bytes[0] = (char)first.byte;
	bytes[1] = (char)second.byte;
	if (*n == SEQUENCE_MAX) {
		struct byte_reference third = read_reference(str_sub(s, at, SIZE_MAX));
		bytes[2] = (char)third.byte;
		at += third.length;
	}
	return *n && utf8_valid((struct str){bytes, *n}) ? at : 0;
}

struct str reference_join_bytes(struct arena *a, struct str text)
{
	struct buf out CLEANUP_BUF = buf_new(text.n);
	size_t copied = 0, at = 0, next;
	while ((next = str_find_char(str_sub(text, at, SIZE_MAX), '&')) != STR_NOT_FOUND) {
		char bytes[SEQUENCE_MAX];
		size_t n, length = read_character(str_sub(text, at + next, SIZE_MAX), bytes, &n);
		at += next;
		if (length) {
			buf_add(&out, str_sub(text, copied, at - copied));
			buf_add(&out, (struct str){bytes, n});
			copied = at + length;
		}
		at += length ? length : 1;
	}
	if (!copied)
		return text;
	buf_add(&out, str_sub(text, copied, SIZE_MAX));
	assert(buf_ok(&out)); /* a character is shorter than its references */
	return str_copy(a, buf_str(&out));
}
