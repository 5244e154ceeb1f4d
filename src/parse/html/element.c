#include "parse/html/element.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CELL "align", "valign", "colspan", "rowspan", "headers", "scope", "abbr"
#define GROUP_ENDS (HTML_CELL | HTML_ROW | HTML_GROUP | HTML_CAPTION)

/* Ordered by name. */
static const struct html_element ELEMENTS[] = {
	{"a", HTML_ALLOWED, {"href", "hreflang"}, {HTML_A, HTML_A, HTML_CELL | HTML_GRID}},
	{"abbr", HTML_ALLOWED, {0}, {0}},
	{"acronym", HTML_EXTRA, {0}, {0}},
	{"address", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"applet", 0, {0}, {0}},
	{"area", HTML_EXTRA | HTML_VOID, {0}, {0}},
	{"article", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"aside", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"audio", HTML_EXTRA, {0}, {0}},
	{"b", HTML_ALLOWED, {0}, {0}},
	{"base", HTML_VOID, {0}, {0}},
	{"bdi", HTML_ALLOWED, {0}, {0}},
	{"bdo", HTML_ALLOWED, {0}, {0}},
	{"big", HTML_ALLOWED, {0}, {0}},
	{"blink", 0, {0}, {0}},
	{"blockquote", HTML_ALLOWED | HTML_BLOCK, {"cite"}, {0}},
	{"body", HTML_BLOCK, {0}, {0}},
	{"br", HTML_ALLOWED | HTML_VOID | HTML_BLOCK, {0}, {0}},
	{"button", 0, {0}, {0}},
	{"canvas", 0, {0}, {0}},
	{"caption", HTML_ALLOWED | HTML_BLOCK | HTML_TABLE, {0}, {HTML_CAPTION, GROUP_ENDS, HTML_GRID}},
	{"center", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"cite", HTML_ALLOWED, {0}, {0}},
	{"code", HTML_ALLOWED, {0}, {0}},
	{"col", HTML_ALLOWED | HTML_VOID | HTML_TABLE, {"span", "width"}, {0}},
	{"colgroup", HTML_ALLOWED | HTML_TABLE, {"span", "width"},
		{HTML_CAPTION, GROUP_ENDS, HTML_GRID}},
	{"datagrid", HTML_EXTRA, {0}, {0}},
	{"dd", HTML_ALLOWED | HTML_BLOCK, {0}, {HTML_TERM, HTML_TERM, HTML_TERMS | HTML_CELL}},
	{"del", HTML_ALLOWED, {"cite", "datetime"}, {0}},
	{"details", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"dfn", HTML_ALLOWED, {0}, {0}},
	{"dialog", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"dir", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"div", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"dl", HTML_ALLOWED | HTML_BLOCK, {0}, {HTML_TERMS, 0, 0}},
	{"dt", HTML_ALLOWED | HTML_BLOCK, {0}, {HTML_TERM, HTML_TERM, HTML_TERMS | HTML_CELL}},
	{"em", HTML_ALLOWED, {0}, {0}},
	{"embed", HTML_VOID, {0}, {0}},
	{"event-source", HTML_EXTRA, {0}, {0}},
	{"fieldset", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"figcaption", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"figure", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"font", HTML_ALLOWED, {"color", "face", "size"}, {0}},
	{"footer", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"form", HTML_BLOCK, {0}, {0}},
	{"frame", HTML_VOID, {0}, {0}},
	{"frameset", 0, {0}, {0}},
	{"h1", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"h2", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"h3", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"h4", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"h5", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"h6", HTML_ALLOWED | HTML_BLOCK, {"align"}, {0}},
	{"head", 0, {0}, {0}},
	{"header", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"hr", HTML_ALLOWED | HTML_VOID | HTML_BLOCK, {0}, {0}},
	{"html", 0, {0}, {0}},
	{"i", HTML_ALLOWED, {0}, {0}},
	{"iframe", 0, {0}, {0}},
	{"img", HTML_ALLOWED | HTML_VOID, {"src", "alt", "width", "height", "align", "border"}, {0}},
	{"input", HTML_VOID, {0}, {0}},
	{"ins", HTML_ALLOWED, {"cite", "datetime"}, {0}},
	{"isindex", HTML_VOID, {0}, {0}},
	{"kbd", HTML_ALLOWED, {0}, {0}},
	{"label", HTML_EXTRA, {0}, {0}},
	{"legend", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"li", HTML_ALLOWED | HTML_BLOCK, {"value"}, {HTML_LI, HTML_LI, HTML_LIST | HTML_CELL}},
	{"link", HTML_VOID, {0}, {0}},
	{"main", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"map", HTML_EXTRA, {0}, {0}},
	{"mark", HTML_ALLOWED, {0}, {0}},
	{"marquee", HTML_BLOCK, {0}, {0}},
	{"math", 0, {0}, {0}},
	{"menu", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"meta", HTML_VOID, {0}, {0}},
	{"meter", HTML_EXTRA, {0}, {0}},
	{"multicol", HTML_EXTRA, {0}, {0}},
	{"nav", HTML_EXTRA | HTML_BLOCK, {0}, {0}},
	{"nobr", 0, {0}, {0}},
	{"noembed", HTML_DROP, {0}, {0}},
	{"noframes", HTML_DROP, {0}, {0}},
	{"noscript", HTML_DROP, {0}, {0}},
	{"object", 0, {0}, {0}},
	{"ol", HTML_ALLOWED | HTML_BLOCK, {"start", "type", "reversed"}, {HTML_LIST, 0, 0}},
	{"option", HTML_BLOCK, {0}, {0}},
	{"output", HTML_EXTRA, {0}, {0}},
	{"p", HTML_ALLOWED | HTML_BLOCK, {"align"}, {HTML_P, 0, 0}},
	{"param", HTML_VOID, {0}, {0}},
	{"picture", 0, {0}, {0}},
	{"plaintext", HTML_RCDATA, {0}, {0}},
	{"pre", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"progress", HTML_EXTRA, {0}, {0}},
	{"q", HTML_ALLOWED, {"cite"}, {0}},
	{"rp", HTML_ALLOWED, {0}, {0}},
	{"rt", HTML_ALLOWED, {0}, {0}},
	{"ruby", HTML_ALLOWED, {0}, {0}},
	{"s", HTML_ALLOWED, {0}, {0}},
	{"samp", HTML_ALLOWED, {0}, {0}},
	{"script", HTML_DROP, {0}, {0}},
	{"section", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"select", 0, {0}, {0}},
	{"small", HTML_ALLOWED, {0}, {0}},
	{"sound", HTML_EXTRA, {0}, {0}},
	{"source", HTML_EXTRA | HTML_VOID, {0}, {0}},
	{"spacer", HTML_EXTRA | HTML_VOID, {0}, {0}},
	{"span", HTML_ALLOWED, {0}, {0}},
	{"strike", HTML_ALLOWED, {0}, {0}},
	{"strong", HTML_ALLOWED, {0}, {0}},
	{"style", HTML_DROP, {0}, {0}},
	{"sub", HTML_ALLOWED, {0}, {0}},
	{"summary", HTML_ALLOWED | HTML_BLOCK, {0}, {0}},
	{"sup", HTML_ALLOWED, {0}, {0}},
	{"svg", 0, {0}, {0}},
	{"table", HTML_ALLOWED | HTML_BLOCK,
		{"border", "width", "align", "summary", "cellpadding", "cellspacing"}, {HTML_GRID, 0, 0}},
	{"tbody", HTML_ALLOWED | HTML_TABLE, {0}, {HTML_GROUP, GROUP_ENDS, HTML_GRID}},
	{"td", HTML_ALLOWED | HTML_BLOCK | HTML_TABLE, {CELL},
		{HTML_CELL, HTML_CELL, HTML_ROW | HTML_GRID}},
	{"template", HTML_DROP, {0}, {0}},
	{"textarea", HTML_RCDATA, {0}, {0}},
	{"tfoot", HTML_ALLOWED | HTML_TABLE, {0}, {HTML_GROUP, GROUP_ENDS, HTML_GRID}},
	{"th", HTML_ALLOWED | HTML_BLOCK | HTML_TABLE, {CELL},
		{HTML_CELL, HTML_CELL, HTML_ROW | HTML_GRID}},
	{"thead", HTML_ALLOWED | HTML_TABLE, {0}, {HTML_GROUP, GROUP_ENDS, HTML_GRID}},
	{"time", HTML_ALLOWED, {"datetime"}, {0}},
	{"title", HTML_RCDATA, {0}, {0}},
	{"tr", HTML_ALLOWED | HTML_BLOCK | HTML_TABLE, {"align", "valign"},
		{HTML_ROW, HTML_CELL | HTML_ROW, HTML_GROUP | HTML_GRID}},
	{"track", HTML_VOID, {0}, {0}},
	{"tt", HTML_ALLOWED, {0}, {0}},
	{"u", HTML_ALLOWED, {0}, {0}},
	{"ul", HTML_ALLOWED | HTML_BLOCK, {0}, {HTML_LIST, 0, 0}},
	{"var", HTML_ALLOWED, {0}, {0}},
	{"video", HTML_EXTRA, {0}, {0}},
	{"wbr", HTML_ALLOWED | HTML_VOID, {0}, {0}},
	{"xmp", HTML_RCDATA, {0}, {0}},
};

int html_element_compare_name(struct str name, const char *known)
{
	size_t i = 0;
	while (i < name.n && known[i] && to_lower(name.p[i]) == to_lower(known[i]))
		i++;
	if (i == name.n)
		return -(known[i] != 0);
	return known[i] ? (unsigned char)to_lower(name.p[i]) - (unsigned char)to_lower(known[i]) : 1;
}

const struct html_element *html_element_find_in(
	const struct html_element *elements, size_t n, struct str name)
{
	size_t low = 0, high = name.n ? n : 0;
	while (low < high) {
		size_t middle = (low + high) / 2;
		assert(!middle || strcasecmp(elements[middle - 1].name, elements[middle].name) < 0);
		int order = html_element_compare_name(name, elements[middle].name);
		if (order == 0)
			return &elements[middle];
		low = order > 0 ? middle + 1 : low;
		high = order > 0 ? high : middle;
	}
	return NULL;
}

/* Where the elements of each letter begin in ELEMENTS; the last number is where they all end. */
static const unsigned char LETTERS[] = {0, 9, 19, 26, 36, 39, 47, 47, 57, 63, 63, 64, 68, 77, 82,
	86, 92, 93, 96, 113, 126, 128, 130, 131, 132, 132, 132};
enum { ELEMENT_COUNT = sizeof ELEMENTS / sizeof *ELEMENTS };
static_assert(sizeof LETTERS == 'z' - 'a' + 2 && ELEMENT_COUNT == 132, "LETTERS is about them");

const struct html_element *html_element_find(struct str name)
{
	unsigned char letter = (unsigned char)((name.n ? to_lower(name.p[0]) : 0) - 'a');
	if (letter > 'z' - 'a')
		return NULL;
	size_t from = LETTERS[letter], to = LETTERS[letter + 1];
	assert(!from || ELEMENTS[from - 1].name[0] < letter + 'a');
	assert(to == ELEMENT_COUNT || ELEMENTS[to].name[0] > letter + 'a');
	char lower[HTML_MAX_NAME] = {0};
	if (name.n > HTML_MAX_NAME || !name.p[name.n - 1])
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = to_lower(name.p[i]);
	for (const struct html_element *e = ELEMENTS + from; e < ELEMENTS + to; e++)
		if (memcmp(e->name, lower, HTML_MAX_NAME) == 0)
			return e;
	return NULL;
}

/* Further names of HTML, those of SVG 2 and MathML 3, ordered in any case. */
static const char *const OTHER_NAMES[] = {"animate", "animateColor", "animateMotion",
	"animateTransform", "annotation", "basefont", "bgsound", "circle", "clipPath", "command",
	"content", "cursor", "data", "datalist", "defs", "desc", "discard", "element", "ellipse",
	"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
	"feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood",
	"feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge",
	"feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight",
	"feTile", "feTurbulence", "filter", "foreignObject", "g", "glyph", "glyphRef", "hatch",
	"hatchpath", "hgroup", "hkern", "ilayer", "image", "keygen", "layer", "line", "linearGradient",
	"listing", "maction", "maligngroup", "malignmark", "marker", "mask", "menclose", "menuitem",
	"merror", "mesh", "meshgradient", "meshpatch", "meshrow", "metadata", "mfenced", "mfrac",
	"mglyph", "mi", "mlabeledtr", "mlongdiv", "mmultiscripts", "mn", "mo", "mover", "mpadded",
	"mpath", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mscarries", "mscarry", "msgroup",
	"msline", "mspace", "msqrt", "msrow", "mstack", "mstyle", "msub", "msubsup", "msup", "mtable",
	"mtd", "mtext", "mtr", "munder", "munderover", "nextid", "noindex", "none", "optgroup", "path",
	"pattern", "polygon", "polyline", "portal", "radialGradient", "rb", "rect", "rtc", "search",
	"semantics", "set", "shadow", "slot", "solidcolor", "stop", "switch", "symbol", "text",
	"textPath", "tref", "tspan", "use", "view", "vkern", "xml"};

static int compare_other(const void *key, const void *known)
{
	return html_element_compare_name(*(const struct str *)key, *(const char *const *)known);
}

bool html_element_is_known(struct str name)
{
	return html_element_find(name) ||
		(name.n &&
			bsearch(&name, OTHER_NAMES, sizeof OTHER_NAMES / sizeof *OTHER_NAMES,
				sizeof *OTHER_NAMES, compare_other));
}
