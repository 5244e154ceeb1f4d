/* reference_bytes: character references that were made of the bytes of UTF-8, one of each byte:
 * "&#226;&#128;&#153;" for "’". Programs that take UTF-8 for ISO 8859-1 write them so. */
#ifndef PARSE_TEXT_REFERENCE_BYTES_H
#define PARSE_TEXT_REFERENCE_BYTES_H

#include "base/arena.h"

/* The text of a document with such references replaced by the character that is meant; `text`
 * itself when it has none. References that were escaped once more ("&amp;#226;…") count too.
 * Whatever somebody could have meant as it stands is left alone: "é »", "É²". So only these are
 * read: three bytes of general punctuation and of mathematics, in numbers or by name
 * ("&acirc;&euro;&trade;"), and in numbers two bytes of accented Latin and of Greek letters, and of
 * the signs behind "Â". Linear in the text. */
struct str reference_join_bytes(struct arena *a, struct str text);

#endif
