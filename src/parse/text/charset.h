/* charset: bytes from outside as UTF-8.
 *
 * The encoding is taken from the first of these that fits the bytes:
 *   1. a byte order mark, or what "<" looks like in UTF-16 and UTF-32 (XML 1.0 appendix F)
 *   2. the charset parameter of the HTTP Content-Type
 *   3. the encoding of the XML declaration
 *   4. UTF-8, when the bytes are valid UTF-8
 *   5. a claim (2, 3), or else UTF-8, when most characters beyond ASCII are valid in it
 *   6. what uchardet recognises
 *   7. windows-1252, in which pieces of UTF-8 are read as such
 * A claim that the bytes contradict is passed over and reported in `fault`; text that is mostly
 * UTF-8 contradicts an encoding of single bytes. Bytes that mean nothing become U+FFFD; a character
 * that was written as two surrogates in UTF-8 (CESU-8) is read as one. Labels mean what the WHATWG
 * Encoding Standard says (section 4.2: iso-8859-1 is windows-1252). UTF-7 is never used: it lets
 * markup look like text. */
#ifndef PARSE_TEXT_CHARSET_H
#define PARSE_TEXT_CHARSET_H

#include "base/arena.h"

struct charset_text {
	struct str text;     /* valid UTF-8; `bytes` itself (or its end) when it was UTF-8 already */
	struct str encoding; /* the one used, in lower case: "utf-8", "windows-1252" */
	const char *fault;   /* what was wrong, as text for people; NULL: nothing was */
};

/* Fills *out; never fails. content_type is the value of the HTTP header and may be empty. What
 * *out holds belongs to the arena, is a literal or points into `bytes`. */
void charset_decode(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out);

#endif
