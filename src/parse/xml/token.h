/* xml_token: cuts XML that is not well-formed into tokens.
 *
 *     struct str rest = text;
 *     struct xml_token token;
 *     while (xml_token_next(&rest, &token))
 *         if (token.kind == XML_TOKEN_START)
 *             while (xml_token_next_attr(&token.attrs, &attr)) …
 *
 * Nothing is copied or decoded: all that a token holds points into the input. Linear. */
#ifndef PARSE_XML_TOKEN_H
#define PARSE_XML_TOKEN_H

#include "base/str.h"

enum xml_token_kind {
	XML_TOKEN_TEXT,  /* text that may hold references */
	XML_TOKEN_CDATA, /* text that stands for itself */
	XML_TOKEN_START,
	XML_TOKEN_END,
	XML_TOKEN_NOTHING, /* a comment, a declaration, an instruction, a tag that never ends */
};

struct xml_token {
	enum xml_token_kind kind;
	struct str text;
	struct str name;  /* of a tag, as written, with its prefix */
	struct str attrs; /* of a start tag, for xml_token_next_attr */
	bool empty;       /* a start tag that ends in "/>" */
};

struct xml_token_attr {
	struct str name, value; /* as written, undecoded; the value without its quotes */
};

/* The values that a tag gives its attributes. */
struct xml_token_values {
	size_t n;
	bool unclosed; /* a quote that opens one is never closed */
};

/* Takes the next token off *rest; false when nothing is left. A tag that never ends takes all that
 * follows with it. */
bool xml_token_next(struct str *rest, struct xml_token *token);

/* Takes the next attribute off *attrs; false when none is left. A value may lack its quotes, a name
 * its value. */
bool xml_token_next_attr(struct str *attrs, struct xml_token_attr *attr);

/* The name at the front of s; empty when there is none. */
struct str xml_token_name(struct str s);

/* The offset of the ">" that ends the tag of which s holds what follows "<", or of the "<" of
 * another tag when that comes first; or STR_NOT_FOUND. A ">" inside a quoted value is not the end;
 * a quote that is never closed hides nothing. Sets *values. */
size_t xml_token_tag_end(struct str s, struct xml_token_values *values);

/* A character that may begin a name: a letter, "_", ":" or any character beyond ASCII. */
bool xml_token_is_name_start(char c);

/* A character that may stand in a name. */
bool xml_token_is_name(char c);

#endif
