/* html_token: HTML as a run of tokens, cut where the WHATWG tokenizer cuts them (HTML 13.2.5), but
 * that less is lost of declarations. Nothing is copied or decoded; linear.
 *
 *     struct str rest = html;
 *     struct html_token token;
 *     while (html_token_next(&rest, &token)) …
 */
#ifndef PARSE_HTML_TOKEN_H
#define PARSE_HTML_TOKEN_H

#include "base/buf.h"

enum html_token_kind {
	HTML_TEXT, /* `text`: may hold character references */
	HTML_START,
	HTML_CLOSE,
	HTML_NOTHING, /* a comment, declaration or processing instruction */
};

struct html_element;
struct html_token {
	enum html_token_kind kind;
	struct str
		text; /* of HTML_TEXT; of a start tag: what stands after its name, for html_attr_next */
	struct str name;                    /* of a tag, as written */
	const struct html_element *element; /* NULL: not an element of HTML */
};
struct html_attr {
	struct str name, value; /* as written; the value without its quotes */
};

/* Takes the next token off *rest; false at the end. A tag that never ends is dropped with all that
 * follows, as browsers do. */
bool html_token_next(struct str *rest, struct html_token *token);
/* Takes the next attribute off *attrs; false at the end. */
bool html_attr_next(struct str *attrs, struct html_attr *attr);
/* The content of a raw text element (script, style, title …) up to its end tag, taken off *rest. */
struct str html_take_raw(struct str *rest, struct str name);
/* Appends the text with its character references decoded once (WHATWG HTML 13.2.5.72 on); in
 * attribute values "&copy=1" stays. */
void html_add_decoded(struct buf *b, struct str text, bool attribute);

/* The character that a numeric reference means: &#128; to &#159; are those of windows-1252
 * (HTML 13.2.5.80). */
uint32_t html_numeric_code(uint32_t code);

/* What an element is to us. */
enum html_traits {
	HTML_ALLOWED = 1, /* kept by the sanitiser; all others lose their tags, not their content */
	HTML_VOID = 2,    /* has no content and no end tag */
	HTML_BLOCK = 4,   /* separates words; ends an open paragraph */
	HTML_DROP = 8,    /* raw text that nobody is to see */
	HTML_RCDATA = 16, /* raw text that is shown */
	HTML_TABLE = 32,  /* means something only inside a table */
	HTML_EXTRA = 64,  /* kept by the formatted policy alone */
	HTML_SVG = 128,
	HTML_MATHML = 256,     /* an element of these, not of HTML */
	HTML_HOLDS_HTML = 512, /* of these, with HTML inside (HTML 13.2.6: an integration point) */
};
/* Families of elements whose end tag HTML lets a writer leave out, and of those that hold them. */
enum html_family {
	HTML_A = 1,
	HTML_P = 2,
	HTML_LI = 4,
	HTML_LIST = 8,
	HTML_TERM = 16,
	HTML_TERMS = 32,
	HTML_CELL = 64,
	HTML_ROW = 128,
	HTML_GROUP = 256,
	HTML_CAPTION = 512,
	HTML_GRID = 1024,
};
struct html_nesting {
	unsigned family; /* its own */
	unsigned ends;   /* of the open elements that its start ends, */
	unsigned within; /* looked for no further out than these */
};
enum { HTML_MAX_ATTRS = 8 };
struct html_element {
	const char *name;
	unsigned traits;
	const char *attrs[HTML_MAX_ATTRS]; /* allowed, beside those allowed everywhere */
	struct html_nesting nesting;
};
/* The order of a name from outside, which may hold any byte, and one of ours; in any case. */
int html_name_cmp(struct str name, const char *known);
/* The element of this name (any case), or NULL. */
const struct html_element *html_element_find(struct str name);
/* Likewise, among n elements that are ordered by name. */
const struct html_element *html_element_among(
	const struct html_element *elements, size_t n, struct str name);

#endif
