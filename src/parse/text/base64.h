/* base64: decodes base64 (RFC 4648 section 4), in which Atom puts content that is neither text nor
 * XML (RFC 4287 4.1.3.3). */
#ifndef PARSE_TEXT_BASE64_H
#define PARSE_TEXT_BASE64_H

#include "base/arena.h"

/* *out becomes the decoded bytes, when they are text: trimmed, control characters replaced
 * (utf8_clean); empty when what is encoded is not UTF-8, such as an image. White space between the
 * characters is skipped. False when `encoded` is not base64. */
bool base64_text(struct arena *a, struct str encoded, struct str *out) MUST_USE;

#endif
