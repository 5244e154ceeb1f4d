/* xml_repair: the faults of real documents that cost libxml2 text or whole entries, mended byte by
 * byte before it parses.
 *
 *   white space or a BOM at the front            dropped
 *   "&" that starts no reference                 "&amp;"     ("AT&T", "?a=1&b=2")
 *   "<" that starts no markup                    "&lt;"      ("p < 0.05")
 *   named references of HTML                     numeric ones ("&eacute;")
 *   &#128; to &#159;, U+0080 to U+009F           the characters of windows-1252 that are meant
 *   control characters, malformed UTF-8          dropped, U+FFFD
 *   a document type with an internal subset      dropped; references to its plain text entities
 * replaced by their text, to all others by nothing, so no expansion can grow a tag with more than
 * XML_MAX_ATTRS           the document ends before it */
#ifndef PARSE_XML_REPAIR_H
#define PARSE_XML_REPAIR_H

#include "base/buf.h"

struct xml_repairs {
	const char *fault; /* the first thing mended, as text for people; NULL: nothing was */
	long line;         /* where */
	bool stopped;      /* a limit was passed: the rest was cut off */
};

/* `bytes` itself, or a part of it, when nothing inside had to be mended; otherwise a mended copy
 * held by `copy` (an empty buffer without memory, freed by the caller). Linear in the input. */
struct str xml_repair(struct str bytes, struct buf *copy, struct xml_repairs *repairs);

#endif
