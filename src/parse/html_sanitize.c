#include "parse/html.h"

#include <string.h>
#include <strings.h>

#include "base/url.h"
#include "base/utf8.h"
#include "parse/html_token.h"

/* Deeper elements lose their tags; the output of one tag is bounded by the input of it and MAX_OPEN end tags. */
enum { MAX_OPEN = 64, MAX_OUTPUT_FACTOR = 8 };

struct sanitizer {
	struct arena *arena;
	struct str base;
	struct buf out;
	struct buf value; /* scratch of decoded() */
	const struct html_element *open[MAX_OPEN];
	size_t depth;
};

static const char *const EVERYWHERE[] = {"title", "lang", "dir"};
static const char *const URLS[] = {"href", "src", "cite"};

static bool among(const char *const *names, size_t n, struct str name)
{
	for (size_t i = 0; i < n && names[i]; i++)
		if (str_ieq(name, str_of(names[i])))
			return true;
	return false;
}

/* Text or an attribute's value with its references decoded; valid until the next call. Control characters are no text; line ends become one kind. */
static struct str decoded(struct sanitizer *z, struct str raw, bool attribute)
{
	buf_clear(&z->value);
	html_add_decoded(&z->value, raw, attribute);
	char *p = z->value.p;
	size_t n = 0;
	for (size_t i = 0; i < z->value.n; i++) {
		unsigned char c = (unsigned char)p[i];
		bool line_end = c == '\r' && p[i + 1] != '\n';
		if (line_end || c == '\t' || c == '\n' || (c >= ' ' && c != 0x7F))
			p[n++] = line_end ? '\n' : (char)c;
	}
	return (struct str){p, n};
}

static void add_text(struct sanitizer *z, struct str text)
{
	buf_add_html(&z->out, decoded(z, text, false));
}

/* The address without the white space that browsers ignore in one. */
static struct str address(struct sanitizer *z, struct str url)
{
	char *p = arena_alloc(z->arena, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] != '\t' && url.p[i] != '\n')
			p[n++] = url.p[i];
	return url_resolve(z->arena, z->base, str_trim((struct str){p, n}));
}

static bool is_url_name(struct str name)
{
	return among(URLS, sizeof URLS / sizeof *URLS, name);
}

static void add_attr(struct sanitizer *z, const struct html_attr *attr)
{
	struct str value = decoded(z, attr->value, true);
	if (is_url_name(attr->name)) {
		value = address(z, value);
		if (!value.n)
			return;
	}
	buf_add_char(&z->out, ' ');
	for (size_t i = 0; i < attr->name.n; i++)
		buf_add_char(&z->out, to_lower(attr->name.p[i]));
	buf_add(&z->out, S("=\""));
	buf_add_html(&z->out, value);
	buf_add_char(&z->out, '"');
}

static bool allowed_attr(const struct html_element *element, struct str name)
{
	return among(element->attrs, HTML_MAX_ATTRS, name) || among(EVERYWHERE, sizeof EVERYWHERE / sizeof *EVERYWHERE, name);
}

/* The first of several attributes of one name counts, as in browsers. */
static void add_attrs(struct sanitizer *z, const struct html_element *element, struct str attrs)
{
	struct str seen[HTML_MAX_ATTRS + sizeof EVERYWHERE / sizeof *EVERYWHERE];
	size_t n = 0;
	struct html_attr attr;
	while (html_attr_next(&attrs, &attr)) {
		bool repeated = !allowed_attr(element, attr.name);
		for (size_t i = 0; i < n && !repeated; i++)
			repeated = str_ieq(seen[i], attr.name);
		if (repeated)
			continue;
		seen[n++] = attr.name;
		add_attr(z, &attr);
	}
}

/* "0", "1", "1px": a length in pixels that shows nothing. */
static bool is_invisible_length(struct str value)
{
	value = str_trim(value);
	if (!value.n || (value.p[0] != '0' && value.p[0] != '1'))
		return false;
	struct str unit = str_sub(value, 1, SIZE_MAX);
	return !unit.n || str_ieq(unit, S("px"));
}

/* One declaration of a style that hides. */
static bool hides(struct str name, struct str value)
{
	if (str_ieq(name, S("width")) || str_ieq(name, S("height")))
		return is_invisible_length(value);
	return str_ieq(name, S("display")) && str_ieq(str_trim(value), S("none"));
}

static bool is_hiding_style(struct str style)
{
	while (style.n) {
		struct str value = str_cut(&style, ';'), name = str_trim(str_cut(&value, ':'));
		if (hides(name, value))
			return true;
	}
	return false;
}

/* Images that nobody sees tell somebody that the item was read. */
static bool is_tracker(struct sanitizer *z, struct str attrs)
{
	struct html_attr attr;
	while (html_attr_next(&attrs, &attr)) {
		struct str value = decoded(z, attr.value, true);
		if (hides(attr.name, value) || (str_ieq(attr.name, S("style")) && is_hiding_style(value)))
			return true;
	}
	return false;
}

static void close_to(struct sanitizer *z, size_t depth)
{
	while (z->depth > depth)
		buf_addf(&z->out, "</%s>", z->open[--z->depth]->name);
}

/* The innermost open element of these families, counted from 1; 0 when none is open within elements of the families `within`. */
static size_t find_open(const struct sanitizer *z, unsigned families, unsigned within)
{
	for (size_t i = z->depth; i; i--) {
		unsigned family = z->open[i - 1]->nesting.family;
		if (family & families)
			return i;
		if (family & within)
			return 0;
	}
	return 0;
}

/* The elements whose end tag HTML lets a writer leave out are ended where browsers would end them. */
static void end_implied(struct sanitizer *z, const struct html_element *element)
{
	size_t paragraph = (element->traits & HTML_BLOCK) && strcmp(element->name, "br") != 0 ? find_open(z, HTML_P, HTML_CELL | HTML_GRID) : 0;
	if (paragraph)
		close_to(z, paragraph - 1);
	size_t at;
	while ((at = find_open(z, element->nesting.ends, element->nesting.within)))
		close_to(z, at - 1);
}

static bool fits(const struct sanitizer *z, const struct html_element *element)
{
	if (!(element->traits & HTML_ALLOWED) || ((element->traits & HTML_TABLE) && !find_open(z, HTML_GRID, 0)))
		return false;
	return (element->traits & HTML_VOID) || z->depth < MAX_OPEN;
}

static void add_start(struct sanitizer *z, const struct html_element *element, struct str attrs)
{
	if (strcmp(element->name, "img") == 0 && is_tracker(z, attrs))
		return;
	end_implied(z, element);
	if (!fits(z, element))
		return;
	buf_addf(&z->out, "<%s", element->name);
	add_attrs(z, element, attrs);
	buf_add(&z->out, element->traits & HTML_VOID ? S(" />") : S(">"));
	if (!(element->traits & HTML_VOID))
		z->open[z->depth++] = element;
}

static void add_end(struct sanitizer *z, const struct html_element *element)
{
	/* A cell's inner end tags do not reach out of it. */
	unsigned limit = element->traits & HTML_TABLE || element->nesting.family & HTML_GRID ? HTML_GRID : HTML_CELL | HTML_GRID;
	size_t at = z->depth;
	while (at && z->open[at - 1] != element && !(z->open[at - 1]->nesting.family & limit))
		at--;
	if (at && z->open[at - 1] == element)
		close_to(z, at - 1);
}

static void add_token(struct sanitizer *z, struct str *rest, const struct html_token *token)
{
	const struct html_element *element = token->element;
	if (token->kind == HTML_TEXT) {
		add_text(z, token->text);
	} else if (!element) {
		return;
	} else if (token->kind == HTML_CLOSE) {
		add_end(z, element);
	} else if (token->kind == HTML_START && element->traits & (HTML_DROP | HTML_RCDATA)) {
		struct str raw = html_take_raw(rest, token->name);
		if (element->traits & HTML_RCDATA)
			add_text(z, raw);
	} else if (token->kind == HTML_START) {
		add_start(z, element, token->text);
	}
}

struct str html_sanitize(struct arena *a, struct str html, struct str base)
{
	size_t cap = html.n * MAX_OUTPUT_FACTOR + (1 << 16);
	struct sanitizer z = {.arena = a, .base = base, .out = buf_new(cap), .value = buf_new(html.n * 2 + 16)};
	struct html_token token;
	while (buf_ok(&z.out) && html_token_next(&html, &token))
		add_token(&z, &html, &token);
	close_to(&z, 0);
	/* Output that passed its cap may end inside a tag: nobody gets it. */
	struct str safe = buf_ok(&z.out) ? str_copy(a, buf_str(&z.out)) : STR_NONE;
	buf_free(&z.out);
	buf_free(&z.value);
	return safe;
}
