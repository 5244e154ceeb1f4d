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
 * Texts may be set aside: a text that is long or has references is kept apart, as it reads, and a
 * reference to an entity of the reader stands in its place. libxml2 takes some ten instructions for
 * each byte of a text, and hundreds for a reference; feeds are mostly texts, with escaped HTML.
 *
 * All expansions of entities together take at most five times the length of the document (and 1
 * kB); further ones are left out. */
#ifndef PARSE_XML_REPAIR_H
#define PARSE_XML_REPAIR_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"

struct xml_repairs {
	const char *fault; /* the first thing that was mended, as text for people; NULL: nothing was */
	long line;         /* where that was, counted from 1 */
	const char *limit; /* which limit was passed (limits.h): the rest was cut off; NULL: none */
};

/* Texts that were set aside. In the mended document the first is "&A;", the next one "&B;", and so
 * on to "&H;", behind which comes "&A;" again: few names keep the dictionary of libxml2 small. No
 * other reference there has such a name. */
enum { XML_TEXT_NAMES = 'H' - 'A' + 1 };
struct xml_texts {
	struct strs v;       /* the taker may empty it, and the memory, between two parts */
	struct arena memory; /* freed by the caller */
};

enum { XML_PART = 32 * 1024 };
/* What takes the mended document. */
struct xml_taker {
	/* The next part of it, of XML_PART bytes; the last may have fewer. An empty one is its end.
	 * Parts and texts are valid until the end was taken. */
	void (*take)(void *user, struct str part);
	void *user;
	struct xml_texts *texts; /* NULL: no text is set aside */
};

/* Mends the document, and hands it on part by part. Fills *repairs. Linear in the input. */
void xml_repair(struct str bytes, const struct xml_taker *taker, struct xml_repairs *repairs);

/* Keeps the first fault, with the line of p in the document that begins at `start`. Private to
 * repair.c and clean.c. */
void xml_repairs_note(
	struct xml_repairs *repairs, const char *fault, const char *start, const char *p);

#endif
