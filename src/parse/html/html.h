/* html: markup from outside, as plain text or made safe. One streaming tokenizer, no tree, linear
 * time. */
#ifndef PARSE_HTML_HTML_H
#define PARSE_HTML_HTML_H

#include "base/arena.h"
#include "base/buf.h"

/* The text of an HTML fragment: tags removed (block tags and <br> become a space),
 * script/style/comments dropped, character references decoded once, white space collapsed, at most
 * `max` bytes. */
struct str html_to_text(struct arena *a, struct str html, size_t max);
/* Text that is no HTML, likewise: control characters removed, white space collapsed, at most `max`
 * bytes. */
struct str html_plain_text(struct arena *a, struct str text, size_t max);
enum html_policy {
	HTML_PAGE, /* what may stand in a page of ours: structure, links, images; it looks as the page
				  looks */
	HTML_FORMATTED, /* what another program may want to know of a source: presentational attributes,
					 * styles of known properties with plain values, formulas (MathML) and shapes
					 * (SVG) too; table cells without a table, addresses that were refused as empty
					 * attributes */
};
/* The fragment made safe by an allow-list and written anew: well-formed, relative URLs resolved
 * against `base`, no scripts, handlers, style sheets, forms, frames or dangerous schemes. Stable:
 * html_sanitize of its output is the same bytes. */
struct str html_sanitize(
	struct arena *a, struct str html, struct str base, enum html_policy policy);
/* Character references (named and numeric, WHATWG HTML 13.5) decoded; s itself when it has none. */
struct str html_decode(struct arena *a, struct str s);
/* True when the text holds a tag of an element that HTML knows, a comment or a character reference.
 */
bool html_is_markup(struct str s);

#endif
