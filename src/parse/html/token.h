/* html_token: cuts HTML into tokens where the WHATWG tokenizer cuts it (HTML 13.2.5), but loses no
 * words of people who write "<" as it is. What no browser shows is text here:
 *   "PaO2<FiO2", "<john@example.org>"  a "<" before a name that HTML, SVG and MathML do not have
 *   "a<b and c>d"                      one before words that are no attributes
 *   "the ratio A<B", "<!x"             a tag or a declaration that is never closed
 *
 * Names with ":" or "-" are tags, of other vocabularies and of elements that a page defines.
 *
 *     struct str rest = html;
 *     struct html_token token;
 *     while (html_token_next(&rest, &token))
 *         if (token.kind == HTML_START)
 *             while (html_attr_next(&token.text, &attr)) …
 *
 * Nothing is copied or decoded: all that a token holds points into the input. Linear. */
#ifndef PARSE_HTML_TOKEN_H
#define PARSE_HTML_TOKEN_H

#include "base/str.h"

enum html_token_kind {
	HTML_TEXT,    /* may hold character references */
	HTML_START,   /* a start tag */
	HTML_CLOSE,   /* an end tag */
	HTML_NOTHING, /* a comment, a declaration, a processing instruction, a tag that never ends */
};

struct html_element;
struct html_token {
	enum html_token_kind kind;
	struct str text;                    /* HTML_TEXT: the text; HTML_START: the attributes */
	struct str name;                    /* of a tag, as written */
	const struct html_element *element; /* of a tag; NULL: HTML knows no such element */
};

struct html_attr {
	struct str name, value; /* as written, undecoded; the value without its quotes */
	bool has_value;         /* there is one, though it may be empty */
};

/* Takes the next token off *rest; false when nothing is left. A tag that breaks off within its
 * attributes takes all that follows with it, as in browsers. */
bool html_token_next(struct str *rest, struct html_token *token);

/* Takes the next attribute off *attrs; false when none is left. */
bool html_attr_next(struct str *attrs, struct html_attr *attr);

/* Takes the content of a raw text element (script, style, title …) off *rest: what stands before
 * its end tag, or all when it has none. The end tag stays. */
struct str html_token_take_raw(struct str *rest, struct str name);

#endif
