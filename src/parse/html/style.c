#include "parse/html/policy.h"

#include <assert.h>
#include <string.h>

/* Digits of a number before and behind the point. Larger lengths serve to hide or cover what stands
 * beside them. */
enum { MAX_DIGITS = 4 };

/* Properties that are kept with any plain value. */
static const char *const PROPERTIES[] = {"clear", "color", "direction", "display", "float", "font",
	"font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
	"letter-spacing", "line-height", "overflow", "text-align", "text-decoration", "text-indent",
	"text-transform", "unicode-bidi", "vertical-align", "white-space", "width", "word-spacing"};
/* Families of properties ("margin", "margin-left" …). The words of their values must be among
 * WORDS, which has none for the placing of a background image, because such images are not kept. */
static const struct str FAMILIES[] = {S("background"), S("border"), S("margin"), S("padding")};
static const char *const WORDS[] = {"aqua", "auto", "black", "blue", "bottom", "center", "collapse",
	"dashed", "dotted", "double", "fuchsia", "gray", "green", "groove", "inherit", "inset", "left",
	"lime", "maroon", "medium", "navy", "none", "olive", "outset", "purple", "red", "ridge",
	"right", "separate", "silver", "solid", "teal", "thick", "thin", "top", "transparent", "white",
	"yellow"};
static const char *const UNITS[] = {
	"%", "ch", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "rem"};
static const char *const COLOURS[] = {"hsl", "hsla", "rgb", "rgba"};

/* True when s is one of the names, in any case. */
#define IS_AMONG(names, s) is_among(names, sizeof names / sizeof *names, s)
static bool is_among(const char *const *names, size_t n, struct str s)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(s, str_of(names[i])))
			return true;
	return false;
}

/* True for letters and hyphens. A comment or an escape in the name of a property would change the
 * meaning of what follows. */
static bool is_name(struct str property)
{
	for (size_t i = 0; i < property.n; i++)
		if (!is_alpha(property.p[i]) && property.p[i] != '-')
			return false;
	return true;
}

static bool is_family(struct str property)
{
	for (size_t i = 0; is_name(property) && i < sizeof FAMILIES / sizeof *FAMILIES; i++)
		if (str_istarts(property, FAMILIES[i]) &&
			(property.n == FAMILIES[i].n || property.p[FAMILIES[i].n] == '-'))
			return true;
	return false;
}

/* Takes the longest run of these kinds of characters off *s. */
static struct str take_run(struct str *s, bool letters, bool digits, const char *others)
{
	size_t n = 0;
	while (n < s->n &&
		((letters && is_alpha(s->p[n])) || (digits && is_digit(s->p[n])) ||
			(s->p[n] && strchr(others, s->p[n]))))
		n++;
	struct str run = str_sub(*s, 0, n);
	*s = str_sub(*s, n, SIZE_MAX);
	return run;
}

/* A number with a unit or without. */
static bool take_number(struct str *s)
{
	struct str whole = take_run(s, false, true, ""), part = STR_NONE;
	if (str_starts(*s, S("."))) {
		*s = str_sub(*s, 1, SIZE_MAX);
		part = take_run(s, false, true, "");
	}
	struct str unit = take_run(s, true, false, "%");
	return whole.n + part.n > 0 && whole.n <= MAX_DIGITS && part.n <= MAX_DIGITS &&
		(!unit.n || IS_AMONG(UNITS, unit));
}

/* A quoted string of letters, digits, spaces, "_" and "-". */
static bool take_string(struct str *s)
{
	assert(s->n > 0);
	char quote[2] = {s->p[0], 0};
	*s = str_sub(*s, 1, SIZE_MAX);
	take_run(s, true, true, " _-");
	bool closed = str_starts(*s, str_of(quote));
	*s = str_sub(*s, 1, SIZE_MAX);
	return closed;
}

/* A word or a colour function. With known_words, the word must be one of WORDS. */
static bool take_word(struct str *s, bool known_words)
{
	struct str word = take_run(s, true, true, "-");
	if (!str_starts(*s, S("(")))
		return !known_words || IS_AMONG(WORDS, word);
	*s = str_sub(*s, 1, SIZE_MAX);
	take_run(s, false, true, "., %");
	bool closed = str_starts(*s, S(")"));
	*s = str_sub(*s, 1, SIZE_MAX);
	return closed && IS_AMONG(COLOURS, word);
}

/* One word, number, string, colour or "!important" off the front; false when it is none. */
static bool take_item(struct str *s, bool known_words)
{
	assert(s->n > 0);
	if (is_alpha(s->p[0]))
		return take_word(s, known_words);
	if (is_digit(s->p[0]) || s->p[0] == '.')
		return take_number(s);
	if (s->p[0] == '\'' || s->p[0] == '"')
		return take_string(s);
	if (s->p[0] == '#') {
		*s = str_sub(*s, 1, SIZE_MAX);
		size_t n = take_run(s, true, true, "").n;
		return n > 2 && n < 9;
	}
	bool important = str_istarts(*s, S("!important"));
	*s = str_sub(*s, S("!important").n, SIZE_MAX);
	return important;
}

/* True for plain items with white space or commas between them. */
static bool is_plain_value(struct str value, bool known_words)
{
	while (value.n) {
		if (!take_item(&value, known_words))
			return false;
		size_t between = take_run(&value, false, false, " \t\n,").n;
		if (value.n && !between)
			return false;
	}
	return true;
}

bool html_style_is_plain(struct str value)
{
	return is_plain_value(value, false);
}

void html_style_filter(struct buf *out, struct str style)
{
	bool first = true;
	while (style.n) {
		struct str value = str_cut(&style, ';'), name = str_trim(str_cut(&value, ':'));
		value = str_trim(value);
		bool family = is_family(name);
		if (!value.n || !(family || IS_AMONG(PROPERTIES, name)) || !is_plain_value(value, family))
			continue;
		buf_addf(
			out, "%s" STR_FMT ": " STR_FMT ";", first ? "" : " ", STR_ARG(name), STR_ARG(value));
		first = false;
	}
}
