/* html_policy: which elements, attributes and styles the sanitiser keeps. Private to it (html.h
 * says what the policies are for). */
#ifndef PARSE_HTML_POLICY_H
#define PARSE_HTML_POLICY_H

#include "parse/html/html.h"
#include "parse/html/token.h"

/* The language that an element belongs to: the same name means different things in them. */
enum html_vocabulary { VOCABULARY_HTML, VOCABULARY_SVG, VOCABULARY_MATHML };

enum html_vocabulary html_vocabulary_of(const struct html_element *element);
/* The element of SVG or MathML with this name (any case), or NULL when there is none that is kept.
 * Only shapes and text are: no scripts, no animation, no references from one place to another,
 * nothing that is fetched. */
const struct html_element *html_foreign_find(enum html_vocabulary vocabulary, struct str name);
/* The root that <svg> or <math> opens; NULL for any other element of HTML. */
const struct html_element *html_foreign_root(const struct html_element *element);
/* The name, as it is to be written, of an attribute (any case) that the policy keeps on the
 * element; NULL: it goes. */
const char *html_attr_find(
	enum html_policy policy, const struct html_element *element, struct str name);
/* The value is an address. */
bool html_attr_is_url(struct str name);
/* Appends the declarations of a style attribute that only say how text looks where it stands
 * ("color: teal; margin: 0;"): those of known properties with plain values (CSS 2.1 4.1.7). No
 * addresses, no functions but colours, no negative or huge lengths. */
void html_style_filter(struct buf *out, struct str style);
/* The value of a property holds words, measures, colours and strings and nothing else. */
bool html_style_is_plain(struct str value);

#endif
