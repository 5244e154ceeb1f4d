/* xml_token: XML that is not well-formed, cut into tokens. Nothing is copied or decoded; linear.
 *
 *     struct str rest = text;
 *     struct xml_token token;
 *     while (xml_token_next(&rest, &token)) …
 */
#ifndef PARSE_XML_TOKEN_H
#define PARSE_XML_TOKEN_H

#include "base/str.h"

enum xml_token_kind {
	XML_TOKEN_TEXT,  /* `text`: may hold references */
	XML_TOKEN_CDATA, /* `text`, verbatim */
	XML_TOKEN_START,
	XML_TOKEN_END,
};
struct xml_token {
	enum xml_token_kind kind;
	struct str text;  /* empty for comments, declarations and processing instructions, which are
						 XML_TOKEN_CDATA */
	struct str name;  /* of a tag, as written */
	struct str attrs; /* of a start tag, for xml_token_attr_next */
	bool empty;       /* a start tag that ends in "/>" */
};
struct xml_token_attr {
	struct str name, value; /* as written; the value without its quotes */
};

/* The length of the CDATA section, comment or processing instruction that s begins with, 0 when
 * there is none. One that is never closed is all of s. */
size_t xml_section_length(struct str s);
/* The offset of the ">" that ends the tag whose inside s begins with, or STR_NOT_FOUND. Values in
 * quotes may hold others; a quote that is not closed hides nothing. *attrs: how many values it has.
 */
size_t xml_tag_end(struct str s, size_t *attrs);
/* Takes the next token off *rest; false at the end. What follows a "<" whose tag
 * never ends is dropped. */
bool xml_token_next(struct str *rest, struct xml_token *token);
/* Takes the next attribute off *attrs; false at the end. Values may lack quotes, names may lack
 * values. */
bool xml_token_attr_next(struct str *attrs, struct xml_token_attr *attr);

#endif
