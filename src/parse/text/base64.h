/* base64: decodes base64 (RFC 4648 section 4), in which Atom puts content that is neither text nor
 * XML (RFC 4287 4.1.3.3). */
#ifndef PARSE_TEXT_BASE64_H
#define PARSE_TEXT_BASE64_H

#include "base/arena.h"

/* The decoded bytes, when they are text: trimmed, control characters replaced (utf8_clean).
 * White space between the characters is skipped. Empty when `encoded` is not base64 or what it
 * holds is not UTF-8, such as an image. */
struct str base64_text(struct arena *a, struct str encoded);

#endif
