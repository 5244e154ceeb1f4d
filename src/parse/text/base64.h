/* base64: RFC 4648, as feeds use it for content that is not text. */
#ifndef PARSE_TEXT_BASE64_H
#define PARSE_TEXT_BASE64_H

#include "base/arena.h"

/* The decoded bytes as text: white space is skipped, malformed UTF-8 and control characters
 * replaced. Empty when it is not base64. */
struct str base64_text(struct arena *a, struct str encoded);

#endif
