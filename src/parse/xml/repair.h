/* xml_repair: mends, byte by byte, those faults of real documents that cost libxml2 text or whole
 * entries. It runs before libxml2.
 *
 *   found                                  becomes
 *   white space or a BOM at the front      nothing
 *   "&" that begins no reference           "&amp;"  ("AT&T", "?a=1&b=2")
 *   "<" that begins no markup              "&lt;"  ("p < 0.05")
 *   "&eacute;", a name of HTML             "&#233;"
 *   &#128; to &#159;, U+0080 to U+009F     the character of windows-1252 that is meant
 *   a control character, or its number     nothing
 *   a surrogate pair, as bytes or numbers  the character that is meant
 *   bytes that are not UTF-8, &#xFFFF;     U+FFFD
 *   a DOCTYPE with an internal subset      nothing
 *   a reference to an entity in it         the entity's text (entity.h), else nothing
 *   a comment or "<?x" that never ends     nothing, up to ">"; text when "<" comes before that
 *   "<![CDATA[" that never ends            a section that ends with its element, else nothing
 *   a tag with more than XML_MAX_ATTRS     the end of the document
 *
 * A text with references becomes a CDATA section without them, which libxml2 reads many times as
 * fast.
 *
 * All expansions of entities together take at most five times the length of the document (and 1
 * kB); further ones are left out. */
#ifndef PARSE_XML_REPAIR_H
#define PARSE_XML_REPAIR_H

#include "base/buf.h"

struct xml_repairs {
	const char *fault; /* the first thing that was mended, as text for people; NULL: nothing was */
	long line;         /* where that was, counted from 1 */
	const char *limit; /* which limit was passed (limits.h): the rest was cut off; NULL: none */
};

/* The mended document. It is a part of `bytes` when nothing inside had to be mended; otherwise it
 * is held by *copy, which must be a buffer without memory and is freed by the caller. Fills
 * *repairs. Linear in the input. */
struct str xml_repair(struct str bytes, struct buf *copy, struct xml_repairs *repairs);

/* Keeps the first fault, with the line of p in the document that begins at `start`. Private to
 * repair.c and clean.c. */
void xml_repairs_note(
	struct xml_repairs *repairs, const char *fault, const char *start, const char *p);

#endif
