/* xml_character: the characters that a document of XML may hold, and references to them. Inside
 * parse/xml/. */
#ifndef PARSE_XML_CHARACTER_H
#define PARSE_XML_CHARACTER_H

#include "base/buf.h"

/* Whether a document may hold it (XML 1.0 section 2.2). */
bool xml_character_is_allowed(uint32_t c);
/* U+0080 to U+009F. */
bool xml_character_is_c1(uint32_t code);
/* Whether a numeric reference that is written so, to this character, may stay as it is: libxml2
 * reads it, and means what its writer meant. */
bool xml_character_is_sound(struct str written, uint32_t code);

/* The length of one of the five named references of XML at the front of s, and its character; 0
 * when there is none. */
size_t xml_character_read_named(struct str s, char *c);
/* Appends the character of a reference of XML at the front of s, and returns the length of the
 * reference; 0 when it is no sound one. A carriage return has to stay a reference. */
size_t xml_character_add(struct buf *out, struct str s);

#endif
