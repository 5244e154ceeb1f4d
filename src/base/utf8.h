/* utf8: UTF-8 text (RFC 3629), with utf8proc for what Unicode decides. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

/* True when all of s is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF). */
bool utf8_valid(struct str s);
/* Takes the next code point off *s; malformed bytes give U+FFFD, one for each run that could begin
 * a character. *s must not be empty. */
uint32_t utf8_take(struct str *s);
/* Appends a code point; one that does not exist in Unicode becomes U+FFFD. */
void utf8_add(struct buf *b, uint32_t c);
/* Safe to store and show: malformed bytes become U+FFFD; control characters, which no reader may
 * see, become spaces (tab and newline stay). Returns s itself when nothing had to change. */
struct str utf8_clean(struct arena *a, struct str s);
/* For comparing words: compatibility decomposition, case folded, accents removed. "Sjögren’s" ->
 * "sjogren’s". */
struct str utf8_fold(struct arena *a, struct str s);
/* A letter, a mark or a digit of any script: what words are made of. */
bool utf8_is_word(uint32_t c);
/* At most n bytes of s, not cutting a character in two. */
struct str utf8_cut(struct str s, size_t n);
/* The number of code points. */
size_t utf8_length(struct str s);

#endif
