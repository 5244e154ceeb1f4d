/* html_policy: which elements, attributes and styles html_sanitize keeps. Private to it; html.h
 * says what each policy is for. attr.c, foreign.c and style.c hold one part each. */
#ifndef PARSE_HTML_POLICY_H
#define PARSE_HTML_POLICY_H

#include "base/buf.h"
#include "parse/html/element.h"
#include "parse/html/html.h"

/* The language that an element belongs to. "a" and "title" exist in HTML and in SVG. */
enum html_vocabulary { VOCABULARY_HTML, VOCABULARY_SVG, VOCABULARY_MATHML };

enum html_vocabulary html_foreign_vocabulary(const struct html_element *element);

/* The element of SVG or MathML with this name, in any case; NULL when it is not kept. Kept are
 * shapes, text and formulas: no scripts, no animation, no references between elements, nothing
 * that is fetched. */
const struct html_element *html_foreign_find(enum html_vocabulary vocabulary, struct str name);

/* The root element of SVG or MathML that <svg> or <math> in HTML opens; NULL for other elements. */
const struct html_element *html_foreign_root(const struct html_element *element);

/* The attribute's name as it is to be written; NULL when the policy does not keep it on this
 * element. `name` may be in any case. */
const char *html_attr_find(
	enum html_policy policy, const struct html_element *element, struct str name);

/* True when the attribute's value is an address. */
bool html_attr_is_url(struct str name);

/* Appends those declarations of a style attribute that only say how text looks where it stands:
 * "color: teal; margin: 0;". They are of known properties and have plain values (CSS 2.1 section
 * 4.1.7): no addresses, no functions other than colours, no negative or huge lengths. */
void html_style_filter(struct buf *out, struct str style);

/* True when the value of a property holds words, measures, colours and strings and nothing else. */
bool html_style_is_plain(struct str value);

#endif
