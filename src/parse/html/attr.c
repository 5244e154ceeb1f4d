#include <stdlib.h>

#include "parse/html/policy.h"

/* Each table is ordered by name in any case. */
static const char *const EVERYWHERE[] = {"dir", "lang", "title"};
static const char *const URLS[] = {"action", "background", "cite", "data", "dynsrc", "href", "icon",
	"longdesc", "lowsrc", "poster", "src", "template", "urn", "xlink:href"};

/* What the formatted policy keeps on any element of HTML: HTML 2 to 5 and what browsers once had,
 * where it says how something looks or what it is. Not here: names that the page's own scripts and
 * forms would find (id, name, for, form, class), what takes keys or the focus (accesskey,
 * autofocus, contenteditable), what tells others of a click (ping). */
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

/* SVG 1.1: geometry and presentation. */
static const char *const SVG[] = {"baseProfile", "color", "cx", "cy", "d", "direction", "display",
	"dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-stretch",
	"font-style", "font-variant", "font-weight", "height", "lang", "opacity", "pathLength",
	"points", "preserveAspectRatio", "r", "rotate", "rx", "ry", "stroke", "stroke-dasharray",
	"stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
	"stroke-width", "systemLanguage", "text-anchor", "transform", "version", "viewBox",
	"visibility", "width", "x", "x1", "x2", "xlink:href", "xlink:show", "xlink:title", "xlink:type",
	"y", "y1", "y2"};

/* MathML 3: presentation. */
static const char *const MATHML[] = {"accent", "accentunder", "align", "close", "columnalign",
	"columnlines", "columnspacing", "columnspan", "depth", "dir", "display", "displaystyle",
	"encoding", "equalcolumns", "equalrows", "fence", "fontstyle", "fontweight", "form", "frame",
	"height", "href", "largeop", "linethickness", "lquote", "lspace", "mathbackground", "mathcolor",
	"mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "open", "other",
	"rowalign", "rowlines", "rowspacing", "rowspan", "rquote", "rspace", "scriptlevel", "separator",
	"separators", "stretchy", "subscriptshift", "superscriptshift", "symmetric", "voffset", "width",
	"xlink:href", "xlink:show", "xlink:title", "xlink:type"};

static int name_cmp(const void *key, const void *known)
{
	return html_name_cmp(*(const struct str *)key, *(const char *const *)known);
}

#define FIND(names, name) find(names, sizeof names / sizeof *names, name)
static const char *find(const char *const *names, size_t n, struct str name)
{
	const char *const *found = name.n ? bsearch(&name, names, n, sizeof *names, name_cmp) : NULL;
	return found ? *found : NULL;
}

bool html_attr_is_url(struct str name)
{
	return FIND(URLS, name) != NULL;
}

/* An element's own list is short and in no order. */
static const char *find_own(const struct html_element *element, struct str name)
{
	for (size_t i = 0; i < HTML_MAX_ATTRS && element->attrs[i]; i++)
		if (str_ieq(name, str_of(element->attrs[i])))
			return element->attrs[i];
	return NULL;
}

const char *html_attr_find(
	enum html_policy policy, const struct html_element *element, struct str name)
{
	switch (html_vocabulary_of(element)) {
	case VOCABULARY_SVG: return FIND(SVG, name);
	case VOCABULARY_MATHML: return FIND(MATHML, name);
	default: break;
	}
	if (policy == HTML_FORMATTED)
		return FIND(FORMATTED, name);
	const char *own = find_own(element, name);
	return own ? own : FIND(EVERYWHERE, name);
}
