/* html_element: the elements that HTML knows, or once knew, and what matters about each. */
#ifndef PARSE_HTML_ELEMENT_H
#define PARSE_HTML_ELEMENT_H

#include "base/str.h"

/* How an element is treated; a set of bits. */
enum html_traits {
	HTML_ALLOWED = 1,  /* kept by every policy; other elements lose their tags, not their content */
	HTML_VOID = 2,     /* has no content and no end tag */
	HTML_BLOCK = 4,    /* separates words; ends an open paragraph */
	HTML_DROP = 8,     /* its content is raw text that no reader sees */
	HTML_RCDATA = 16,  /* its content is raw text that readers see */
	HTML_TABLE = 32,   /* means something only inside a table */
	HTML_EXTRA = 64,   /* kept by HTML_FORMATTED alone */
	HTML_SVG = 128,    /* an element of SVG, not of HTML */
	HTML_MATHML = 256, /* an element of MathML, not of HTML */
	HTML_HOLDS_HTML = 512, /* one of SVG or MathML that may hold HTML (an integration point, WHATWG
							* HTML 13.2.6) */
};

/* Families of elements whose end tag HTML lets writers leave out, and of the elements that hold
 * them. */
enum html_family {
	HTML_A = 1,
	HTML_P = 2,
	HTML_LI = 4,
	HTML_LIST = 8,      /* holds HTML_LI */
	HTML_TERM = 16,     /* dt and dd */
	HTML_TERMS = 32,    /* dl, which holds HTML_TERM */
	HTML_CELL = 64,     /* td and th */
	HTML_ROW = 128,     /* tr */
	HTML_GROUP = 256,   /* thead, tbody and tfoot */
	HTML_CAPTION = 512, /* caption and colgroup */
	HTML_GRID = 1024,   /* table */
};

/* Sets of families. The start tag of an element ends the open elements of the families `ends`, as
 * far out as the nearest open element of the families `within`. */
struct html_nesting {
	unsigned family; /* its own */
	unsigned ends;
	unsigned within;
};

enum { HTML_MAX_ATTRS = 8, HTML_MAX_NAME = 24 };
struct html_element {
	char name[HTML_MAX_NAME]; /* in the case that it is written in */
	unsigned traits;
	const char *attrs[HTML_MAX_ATTRS]; /* kept on it, beside those that every element may have */
	struct html_nesting nesting;
};

/* The element with this name, in any case, or NULL. */
const struct html_element *html_element_find(struct str name);

/* True when HTML, SVG or MathML has or once had an element with this name, in any case. */
bool html_element_is_known(struct str name);

/* html_element_find in a table of n elements that is ordered by name in any case. */
const struct html_element *html_element_find_in(
	const struct html_element *elements, size_t n, struct str name);

/* The order of a name from outside, which may hold any byte, and a name of a table; in any case.
 * Negative, 0 or positive. */
int html_element_compare_name(struct str name, const char *known);

#endif
