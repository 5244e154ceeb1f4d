#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"

enum { REPLACEMENT = 0xFFFD, BLOCK = 64 /* bytes that are looked at in one go */ };

static bool is_continuation(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Decodes the character at the front of s. Returns its length in bytes, or 0 when it is malformed
 * (RFC 3629 section 4). */
static size_t utf8_decode(struct str s, uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)s.p;
	assert(s.n);
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4 || s.n < 2 || !is_continuation(p[1]))
		return 0;
	if (p[0] < 0xE0) {
		*c = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
		return 2;
	}
	if (s.n < 3 || !is_continuation(p[2]) || (p[0] == 0xE0 && p[1] < 0xA0) ||
		(p[0] == 0xED && p[1] > 0x9F))
		return 0;
	if (p[0] < 0xF0) {
		*c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		return 3;
	}
	if (s.n < 4 || !is_continuation(p[3]) || (p[0] == 0xF0 && p[1] < 0x90) ||
		(p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	*c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		(uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	return 4;
}

/* The number of malformed bytes at the front of s that one U+FFFD stands for: those that could have
 * begun a character ("maximal subpart", Unicode 3.9). */
static size_t malformed_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned low = 0x80, high = 0xBF; /* of the second byte */
	if (p[0] == 0xE0)
		low = 0xA0;
	if (p[0] == 0xF0)
		low = 0x90;
	if (p[0] == 0xED)
		high = 0x9F;
	if (p[0] == 0xF4)
		high = 0x8F;
	if (p[0] < 0xE0 || p[0] > 0xF4 || s.n < 2 || p[1] < low || p[1] > high)
		return 1;
	return p[0] >= 0xF0 && s.n > 2 && is_continuation(p[2]) ? 3 : 2;
}

/* There is no branch inside, so that the compiler looks at many bytes at once. */
static bool is_ascii_block(const char *p)
{
	unsigned char all = 0;
	for (size_t i = 0; i < BLOCK; i++)
		all |= (unsigned char)p[i];
	return all < 0x80;
}

/* The number of ASCII bytes at the front of s. Most text is ASCII, so many are tested at a
 * time. */
static size_t ascii_run(struct str s)
{
	size_t n = 0;
	while (n + BLOCK <= s.n && is_ascii_block(s.p + n))
		n += BLOCK;
	for (uint64_t word; n + sizeof word <= s.n; n += sizeof word) {
		memcpy(&word, s.p + n, sizeof word);
		if (word & 0x8080808080808080u)
			break;
	}
	while (n < s.n && (unsigned char)s.p[n] < 0x80)
		n++;
	return n;
}

bool utf8_valid(struct str s)
{
	while ((s = str_sub(s, ascii_run(s), SIZE_MAX)).n) {
		uint32_t c;
		size_t n = utf8_decode(s, &c);
		if (!n)
			return false;
		s = str_sub(s, n, SIZE_MAX);
	}
	return true;
}

uint32_t utf8_take(struct str *s)
{
	uint32_t c = REPLACEMENT;
	size_t n = utf8_decode(*s, &c);
	*s = str_sub(*s, n ? n : malformed_length(*s), SIZE_MAX);
	return c;
}

/* The surrogate that three bytes at the front of s write; 0 when they do not. */
static uint32_t read_surrogate(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	if (s.n < 3 || p[0] != 0xED || p[1] < 0xA0 || p[1] > 0xBF || !is_continuation(p[2]))
		return 0;
	return 0xD000u | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

uint32_t utf8_take_joined(struct str *s)
{
	uint32_t high = read_surrogate(*s), low = high ? read_surrogate(str_sub(*s, 3, SIZE_MAX)) : 0;
	if (!utf8_is_high_surrogate(high) || !utf8_is_low_surrogate(low))
		return utf8_take(s);
	*s = str_sub(*s, 6, SIZE_MAX);
	return utf8_join_surrogates(high, low);
}

void utf8_add(struct buf *b, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = REPLACEMENT;
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	assert(n >= 1 && n <= 4);
	buf_add(b, (struct str){(const char *)bytes, (size_t)n});
}

/* Control characters, and U+2028 and U+2029, at which some programs end a line of JSON Lines or of
 * a header although it goes on. */
static bool is_control(uint32_t c)
{
	return (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
		c == 0x2029;
}

/* The number of printable ASCII bytes at the front of s, eight at a time: no high bit, nothing
 * under ' ' (which borrows from the high bit) and no DEL (which carries into it). */
static size_t printable_run(struct str s)
{
	size_t n = 0;
	for (uint64_t word; n + sizeof word <= s.n; n += sizeof word) {
		memcpy(&word, s.p + n, sizeof word);
		if ((word | (word - 0x2020202020202020u) | (word + 0x0101010101010101u)) &
			0x8080808080808080u)
			break;
	}
	while (n < s.n && s.p[n] >= ' ' && s.p[n] < 0x7F)
		n++;
	return n;
}

static bool is_clean(struct str s)
{
	while ((s = str_sub(s, printable_run(s), SIZE_MAX)).n) {
		uint32_t c;
		size_t n = utf8_decode(s, &c);
		if (!n || is_control(c))
			return false;
		s = str_sub(s, n, SIZE_MAX);
	}
	return true;
}

struct str utf8_clean(struct arena *a, struct str s)
{
	if (is_clean(s))
		return s;
	/* A malformed byte becomes the three bytes of U+FFFD. */
	struct buf b CLEANUP_BUF = buf_new(s.n * 3 + 4);
	while (s.n) {
		uint32_t c = utf8_take(&s);
		utf8_add(&b, is_control(c) ? ' ' : c);
	}
	assert(buf_ok(&b));
	return str_copy(a, buf_str(&b));
}

/* Adds a run of characters beyond ASCII, folded. */
static void fold_run(struct buf *out, struct str run)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)run.p, (utf8proc_ssize_t)run.n,
		&folded,
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
			UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
	buf_add(out, n >= 0 ? (struct str){(const char *)folded, (size_t)n} : run);
	free(folded);
}

/* Nothing of it depends on a character's neighbours: marks are dropped, and ASCII, of which most
 * texts are, need not go through the tables of Unicode. */
struct str utf8_fold(struct arena *a, struct str s)
{
	if (ascii_run(s) == s.n)
		return str_lower(a, s);
	s = utf8_clean(a, s);
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX);
	while (s.n) {
		size_t ascii = ascii_run(s), beyond = ascii;
		size_t lower = b.n;
		buf_add(&b, str_sub(s, 0, ascii));
		for (; lower < b.n; lower++)
			b.p[lower] = to_lower(b.p[lower]);
		while (beyond < s.n && (unsigned char)s.p[beyond] >= 0x80)
			beyond++;
		if (beyond > ascii)
			fold_run(&b, str_sub(s, ascii, beyond - ascii));
		s = str_sub(s, beyond, SIZE_MAX);
	}
	assert(buf_ok(&b));
	return str_copy(a, buf_str(&b));
}

bool utf8_is_word(uint32_t c)
{
	utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
	return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO;
}

struct str utf8_cut(struct str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n && is_continuation((unsigned char)s.p[n]))
		n--;
	return str_sub(s, 0, n);
}

struct str utf8_take_cluster(struct str *s)
{
	utf8proc_int32_t state = 0;
	struct str whole = *s;
	uint32_t last = utf8_take(s);
	while (s->n) {
		struct str after = *s;
		uint32_t next = utf8_take(&after);
		if (utf8proc_grapheme_break_stateful(
				(utf8proc_int32_t)last, (utf8proc_int32_t)next, &state))
			break;
		last = next;
		*s = after;
	}
	return str_sub(whole, 0, whole.n - s->n);
}

size_t utf8_length(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += !is_continuation((unsigned char)s.p[i]);
	return n;
}

struct str utf8_slug(struct arena *a, struct str text, size_t most)
{
	struct str folded = utf8_fold(a, text);
	struct buf slug CLEANUP_BUF = buf_new(most);
	for (size_t i = 0; i < folded.n && slug.n < most; i++) {
		if (is_alpha(folded.p[i]) || is_digit(folded.p[i]))
			buf_add_char(&slug, folded.p[i]);
		else if (slug.n && slug.p[slug.n - 1] != '-' && folded.p[i] != '\'' &&
			(unsigned char)folded.p[i] < 128)
			buf_add_char(&slug, '-');
	}
	struct str word = buf_str(&slug);
	while (str_ends(word, S("-")))
		word.n--;
	return str_copy(a, word);
}
