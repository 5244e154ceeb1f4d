/* utf8: UTF-8 text (RFC 3629); utf8proc knows what Unicode says of a character. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

/* Whether all of s is well-formed: no surrogates, no overlong forms, nothing over U+10FFFF. */
bool utf8_valid(struct str s);
/* Takes the next code point off *s, which must not be empty. Malformed bytes give U+FFFD, one for
 * each run of bytes that could have begun a character (Unicode 3.9, as WHATWG Encoding decodes). */
uint32_t utf8_take(struct str *s);
/* Takes what a reader sees as one character off *s, which must not be empty: a letter with its
 * marks, a flag, a family (an extended grapheme cluster, Unicode UAX #29). Returns it. */
struct str utf8_take_cluster(struct str *s);
/* As utf8_take, but a character that was written as two surrogates of three bytes each (CESU-8,
 * Unicode Technical Report 26) is taken as one. */
uint32_t utf8_take_joined(struct str *s);
/* Surrogates (Unicode 3.8): halves of the code points above U+FFFF, as UTF-16 writes them. */
static inline bool utf8_is_high_surrogate(uint32_t c)
{
	return c >= 0xD800 && c <= 0xDBFF;
}
static inline bool utf8_is_low_surrogate(uint32_t c)
{
	return c >= 0xDC00 && c <= 0xDFFF;
}
static inline uint32_t utf8_join_surrogates(uint32_t high, uint32_t low)
{
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}
/* Appends a code point. One that Unicode does not have becomes U+FFFD. */
void utf8_add(struct buf *b, uint32_t c);
/* s, made safe to store and to show: malformed bytes become U+FFFD; control characters other than
 * tab and newline, U+2028 and U+2029 become spaces. Returns s itself when nothing had to change. */
struct str utf8_clean(struct arena *a, struct str s);
/* s for comparing words: in compatibility decomposition, case folded, without accents. "Sjögren’s"
 * becomes "sjogren’s". */
struct str utf8_fold(struct arena *a, struct str s);
/* A text as a word of addresses, of at most so many bytes: "Stem Cells (Bone Marrow)" is
 * "stem-cells-bone-marrow". Empty when there is no Latin letter or digit in it. */
struct str utf8_slug(struct arena *a, struct str text, size_t most);
/* Whether a code point is a letter, a mark or a digit of any script: what words are made of. */
bool utf8_is_word(uint32_t c);
/* At most n bytes of s, without cutting a character in two. */
struct str utf8_cut(struct str s, size_t n);
/* The number of code points. */
size_t utf8_length(struct str s);

#endif
