/* reference: the character references of HTML: "&eacute;", "&#233;", "&#xE9;".
 *
 * They follow the WHATWG HTML standard, sections 13.2.5.72 to 13.2.5.80 and 13.5. XML feeds use
 * the names of HTML too, though XML knows only five of them. */
#ifndef PARSE_TEXT_REFERENCE_H
#define PARSE_TEXT_REFERENCE_H

#include "base/arena.h"
#include "base/buf.h"
#include "parse/text/reference_table.h"

/* The reference with this name, or NULL. Upper and lower case differ: "Eacute" is not "eacute". */
const struct named_reference *reference_find(struct str name);

/* Reads the numeric reference at the front of s; returns its length, 0 when there is none. *code is
 * the number that is written, or more than U+10FFFF. Two references that write one character as a
 * pair of surrogates ("&#55357;&#56842;") are read as one. The ";" may be missing. */
size_t reference_read_numeric(struct str s, uint32_t *code);

/* The code point that a numeric reference means. &#128; to &#159; mean the characters that
 * windows-1252 has there, &#0; means U+FFFD (WHATWG HTML 13.2.5.80). */
uint32_t reference_numeric_code(uint32_t code);

/* Appends the text with its references replaced by the characters that they stand for. This is
 * done once: "&amp;lt;" gives "&lt;". What is no reference stays as it is. In an attribute's value
 * "&copy=1" stays too, because addresses are written so. Linear in the text; an output of twice
 * its length is always enough. */
void reference_add_decoded(struct buf *b, struct str text, bool attribute);

/* The same into an arena, for text that is no attribute; `text` itself when it has no "&". */
struct str reference_decode(struct arena *a, struct str text);
/* A copy in the arena of the value of an attribute. */
struct str reference_decode_attribute(struct arena *a, struct str value);

#endif
