#include "parse/html/policy.h"

#include <assert.h>
#include <stdlib.h>
#include <strings.h>

/* Every table is ordered by name, in any case. */

static const char *const EVERYWHERE[] = {"dir", "lang", "title"};
static const char *const URLS[] = {"action", "background", "cite", "data", "dynsrc", "href", "icon",
	"longdesc", "lowsrc", "poster", "src", "template", "urn", "xlink:href"};

/* What HTML_FORMATTED keeps on any element of HTML: attributes of HTML 2 to 5 and of old browsers
 * that say what something is or how it looks. Left out are names that scripts and forms of the page
 * would find (id, name, for, form, class), attributes that take keys or the focus (accesskey,
 * autofocus, contenteditable) and one that tells others of a click (ping). */
static const char *const FORMATTED[] = {"abbr", "accept", "accept-charset", "action", "align",
	"alt", "autocomplete", "axis", "background", "balance", "bgcolor", "bgproperties", "border",
	"bordercolor", "bordercolordark", "bordercolorlight", "bottompadding", "cellpadding",
	"cellspacing", "ch", "challenge", "char", "charoff", "charset", "checked", "choff", "cite",
	"clear", "color", "cols", "colspan", "compact", "controls", "coords", "data", "datafld",
	"datapagesize", "datasrc", "datetime", "default", "delay", "dir", "disabled", "draggable",
	"dynsrc", "enctype", "end", "face", "frame", "galleryimg", "gutter", "headers", "height",
	"hidden", "hidefocus", "high", "href", "hreflang", "hspace", "icon", "inputmode", "ismap",
	"keytype", "label", "lang", "leftspacing", "list", "longdesc", "loop", "loopcount", "loopend",
	"loopstart", "low", "lowsrc", "max", "maxlength", "media", "method", "min", "multiple",
	"nohref", "noshade", "nowrap", "open", "optimum", "pattern", "point-size", "poster", "pqg",
	"preload", "prompt", "radiogroup", "readonly", "rel", "repeat-max", "repeat-min", "replace",
	"required", "rev", "reversed", "rightspacing", "rows", "rowspan", "rules", "scope", "selected",
	"shape", "size", "span", "src", "start", "step", "style", "summary", "suppress", "tabindex",
	"template", "title", "toppadding", "type", "unselectable", "urn", "valign", "value", "variable",
	"volume", "vrml", "vspace", "width", "wrap"};

/* SVG 1.1: geometry and presentation attributes. */
static const char *const SVG[] = {"baseProfile", "color", "cx", "cy", "d", "direction", "display",
	"dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-stretch",
	"font-style", "font-variant", "font-weight", "height", "lang", "opacity", "pathLength",
	"points", "preserveAspectRatio", "r", "rotate", "rx", "ry", "stroke", "stroke-dasharray",
	"stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
	"stroke-width", "systemLanguage", "text-anchor", "transform", "version", "viewBox",
	"visibility", "width", "x", "x1", "x2", "xlink:href", "xlink:show", "xlink:title", "xlink:type",
	"y", "y1", "y2"};

/* MathML 3: presentation attributes. */
static const char *const MATHML[] = {"accent", "accentunder", "align", "close", "columnalign",
	"columnlines", "columnspacing", "columnspan", "depth", "dir", "display", "displaystyle",
	"encoding", "equalcolumns", "equalrows", "fence", "fontstyle", "fontweight", "form", "frame",
	"height", "href", "largeop", "linethickness", "lquote", "lspace", "mathbackground", "mathcolor",
	"mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "open", "other",
	"rowalign", "rowlines", "rowspacing", "rowspan", "rquote", "rspace", "scriptlevel", "separator",
	"separators", "stretchy", "subscriptshift", "superscriptshift", "symmetric", "voffset", "width",
	"xlink:href", "xlink:show", "xlink:title", "xlink:type"};

static int compare_attr(const void *key, const void *known)
{
	return html_element_compare_name(*(const struct str *)key, *(const char *const *)known);
}

/* The name in an ordered table that equals this one in any case, as the table writes it; or
 * NULL. */
#define FIND(names, name) find_attr(names, sizeof names / sizeof *names, name)
static const char *find_attr(const char *const *names, size_t n, struct str name)
{
	const char *const *found = name.n ? bsearch(&name, names, n, sizeof *names, compare_attr) :
										NULL;
	assert(!found || found == names || strcasecmp(found[-1], *found) < 0);
	return found ? *found : NULL;
}

bool html_attr_is_url(struct str name)
{
	return FIND(URLS, name) != NULL;
}

/* Among the attributes that are kept on this element alone: a short list in no order. */
static const char *find_own_attr(const struct html_element *element, struct str name)
{
	for (size_t i = 0; i < HTML_MAX_ATTRS && element->attrs[i]; i++)
		if (str_ieq(name, str_of(element->attrs[i])))
			return element->attrs[i];
	return NULL;
}

const char *html_attr_find(
	enum html_policy policy, const struct html_element *element, struct str name)
{
	switch (html_foreign_vocabulary(element)) {
	case VOCABULARY_SVG: return FIND(SVG, name);
	case VOCABULARY_MATHML: return FIND(MATHML, name);
	case VOCABULARY_HTML: break;
	}
	if (policy == HTML_FORMATTED)
		return FIND(FORMATTED, name);
	const char *own = find_own_attr(element, name);
	return own ? own : FIND(EVERYWHERE, name);
}
