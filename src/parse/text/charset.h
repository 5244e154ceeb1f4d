/* charset: bytes from outside as UTF-8.
 *
 * What counts, in this order: a byte order mark, the charset of the HTTP Content-Type, the encoding
 * of the XML declaration, valid UTF-8, what uchardet sees, windows-1252. A claim that the bytes
 * contradict is passed over. Labels mean what the WHATWG Encoding Standard says (iso-8859-1 is
 * windows-1252); UTF-7 is never used. */
#ifndef PARSE_TEXT_CHARSET_H
#define PARSE_TEXT_CHARSET_H

#include "base/arena.h"

struct charset_text {
	struct str text;     /* valid UTF-8; `bytes` itself when they were that already */
	struct str encoding; /* used, in lower case */
	const char *fault;   /* what was wrong with the claims, as text for people; NULL: nothing */
};

/* content_type: the value of the HTTP header, may be empty. */
void charset_decode(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out);

#endif
