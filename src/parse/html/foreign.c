#include "parse/html/policy.h"

#include <assert.h>

/* Both tables are ordered by name. */

/* SVG 1.1: shapes and text. Gradients, clips, markers and <use> are left out because they are
 * reached by id or address, animations because they can change an address. */
static const struct html_element SVG[] = {
	{.name = "a", .traits = HTML_SVG},
	{.name = "circle", .traits = HTML_SVG},
	{.name = "desc", .traits = HTML_SVG | HTML_HOLDS_HTML},
	{.name = "ellipse", .traits = HTML_SVG},
	{.name = "g", .traits = HTML_SVG},
	{.name = "line", .traits = HTML_SVG},
	{.name = "path", .traits = HTML_SVG},
	{.name = "polygon", .traits = HTML_SVG},
	{.name = "polyline", .traits = HTML_SVG},
	{.name = "rect", .traits = HTML_SVG},
	{.name = "svg", .traits = HTML_SVG},
	{.name = "switch", .traits = HTML_SVG},
	{.name = "text", .traits = HTML_SVG},
	{.name = "title", .traits = HTML_SVG | HTML_HOLDS_HTML},
	{.name = "tspan", .traits = HTML_SVG},
};

/* MathML 3: presentation elements. */
static const struct html_element MATHML[] = {
	{.name = "annotation", .traits = HTML_MATHML},
	{.name = "math", .traits = HTML_MATHML},
	{.name = "menclose", .traits = HTML_MATHML},
	{.name = "merror", .traits = HTML_MATHML},
	{.name = "mfenced", .traits = HTML_MATHML},
	{.name = "mfrac", .traits = HTML_MATHML},
	{.name = "mi", .traits = HTML_MATHML | HTML_HOLDS_HTML},
	{.name = "mmultiscripts", .traits = HTML_MATHML},
	{.name = "mn", .traits = HTML_MATHML | HTML_HOLDS_HTML},
	{.name = "mo", .traits = HTML_MATHML | HTML_HOLDS_HTML},
	{.name = "mover", .traits = HTML_MATHML},
	{.name = "mpadded", .traits = HTML_MATHML},
	{.name = "mphantom", .traits = HTML_MATHML},
	{.name = "mprescripts", .traits = HTML_MATHML},
	{.name = "mroot", .traits = HTML_MATHML},
	{.name = "mrow", .traits = HTML_MATHML},
	{.name = "ms", .traits = HTML_MATHML | HTML_HOLDS_HTML},
	{.name = "mspace", .traits = HTML_MATHML},
	{.name = "msqrt", .traits = HTML_MATHML},
	{.name = "mstyle", .traits = HTML_MATHML},
	{.name = "msub", .traits = HTML_MATHML},
	{.name = "msubsup", .traits = HTML_MATHML},
	{.name = "msup", .traits = HTML_MATHML},
	{.name = "mtable", .traits = HTML_MATHML},
	{.name = "mtd", .traits = HTML_MATHML},
	{.name = "mtext", .traits = HTML_MATHML | HTML_HOLDS_HTML},
	{.name = "mtr", .traits = HTML_MATHML},
	{.name = "munder", .traits = HTML_MATHML},
	{.name = "munderover", .traits = HTML_MATHML},
	{.name = "none", .traits = HTML_MATHML},
	{.name = "semantics", .traits = HTML_MATHML},
};

enum html_vocabulary html_foreign_vocabulary(const struct html_element *element)
{
	return element->traits & HTML_SVG ? VOCABULARY_SVG :
		element->traits & HTML_MATHML ? VOCABULARY_MATHML :
										VOCABULARY_HTML;
}

const struct html_element *html_foreign_find(enum html_vocabulary vocabulary, struct str name)
{
	assert(vocabulary != VOCABULARY_HTML);
	return vocabulary == VOCABULARY_SVG ?
		html_element_find_in(SVG, sizeof SVG / sizeof *SVG, name) :
		html_element_find_in(MATHML, sizeof MATHML / sizeof *MATHML, name);
}

const struct html_element *html_foreign_root(const struct html_element *element)
{
	struct str name = str_of(element->name);
	if (str_eq(name, S("svg")))
		return html_foreign_find(VOCABULARY_SVG, name);
	return str_eq(name, S("math")) ? html_foreign_find(VOCABULARY_MATHML, name) : NULL;
}
