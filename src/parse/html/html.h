/* html: markup from outside, as plain text or made safe.
 *
 * Both ways read one stream of tokens (token.h) and build no tree, so their cost is linear in the
 * input and their memory is bounded by it. Input is UTF-8; it may be any markup, however broken.
 * Results belong to the arena.
 *
 *     struct str title = html_to_text(&a, S("<b>A</b> &amp; B"), 200);         "A & B"
 *     struct str body = html_sanitize(&a, S("<p onclick=x()>A"), url, HTML_PAGE); "<p>A</p>"
 */
#ifndef PARSE_HTML_HTML_H
#define PARSE_HTML_HTML_H

#include "base/arena.h"

/* The text of an HTML fragment, at most `max` bytes of it. Tags are removed (block elements, table
 * parts and <br> become a space), scripts, style sheets and comments are dropped, character
 * references are decoded once, white space is collapsed, control characters are removed. */
struct str html_to_text(struct arena *a, struct str html, size_t max);

/* The same with a line break between blocks, and for two <br>: each line is a paragraph, a heading,
 * an item of a list. */
struct str html_to_lines(struct arena *a, struct str html, size_t max);

/* html_to_text for text that is no HTML: what looks like tags and references stays. */
struct str html_plain_text(struct arena *a, struct str text, size_t max);

/* What html_sanitize keeps. */
enum html_policy {
	/* What `tidings sanitize` gives: structure, links and images, without any attribute that says
	 * how they look. (No page of ours shows markup from outside: pages are made from plain text.)
	 * The parts of a table are kept only inside a table, and an attribute whose address is refused
	 * is left out. */
	HTML_PAGE,
	/* What `sanitize --formatted` and the document of `parse --json` give. Kept as well are
	 * attributes of presentation, styles of known properties with plain values, formulas (MathML)
	 * and shapes (SVG). The parts of a table stay without a table around them, and an attribute
	 * whose address is refused stays with an empty value. */
	HTML_FORMATTED,
};

/* The fragment made safe by an allow-list and written anew as well-formed markup. Relative
 * addresses are resolved against `base`, which may be empty; then they are dropped. Nothing that
 * runs, is fetched by itself (other than images) or reaches into the page around it is left:
 * scripts, event handlers, style sheets, forms, frames, ids, schemes other than http, https and
 * mailto, images that count readers. Sanitising the result again gives the same bytes. Empty when
 * the result would be more than eight times as long as the input (and 64 kB). */
struct str html_sanitize(
	struct arena *a, struct str html, struct str base, enum html_policy policy);

/* What stands inside a CDATA section that is all of the text: XML that was escaped twice. Any other
 * text is returned as it is. */
struct str html_unwrap_section(struct str text);

/* True when the text holds a tag of an element that HTML knows, a comment or a character reference
 * with ";". Linear. */
bool html_is_markup(struct str s);

#endif
