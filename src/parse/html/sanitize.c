#include <assert.h>
#include <string.h>

#include "base/url.h"
#include "parse/html/policy.h"
#include "parse/html/token.h"
#include "parse/text/reference.h"

enum {
	MAX_OPEN = 64,        /* open elements: tags of deeper ones are dropped */
	MAX_ATTRS = 32,       /* of one element: further ones are dropped */
	MAX_OUTPUT_FACTOR = 8 /* the output's length beside the input's */
};

struct sanitizer {
	struct arena *arena;
	struct str base;
	enum html_policy policy;
	struct buf out;
	struct buf value;                          /* what decode_value() returned last */
	struct buf style;                          /* what kept_style() returned last */
	const struct html_element *open[MAX_OPEN]; /* the innermost last */
	size_t depth;
};

/* Text or an attribute's value with its references decoded, without control characters and with
 * "\n" for every line end. Valid until the next call. */
static struct str decode_value(struct sanitizer *z, struct str raw, bool attribute)
{
	buf_clear(&z->value);
	reference_add_decoded(&z->value, raw, attribute);
	char *p = z->value.p;
	size_t n = 0;
	for (size_t i = 0; i < z->value.n; i++) {
		unsigned char c = (unsigned char)p[i];
		/* The byte behind a buffer's last is NUL. */
		bool line_end = c == '\r' && p[i + 1] != '\n';
		if (line_end || c == '\t' || c == '\n' || (c >= ' ' && c != 0x7F))
			p[n++] = line_end ? '\n' : (char)c;
	}
	assert(n <= z->value.n);
	return (struct str){p, n};
}

static void add_text(struct sanitizer *z, struct str text)
{
	buf_add_html(&z->out, decode_value(z, text, false));
}

/* The absolute address, after removing the tabs and line ends that browsers ignore in one. */
static struct str resolve_url(struct sanitizer *z, struct str url)
{
	char *p = arena_alloc(z->arena, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] != '\t' && url.p[i] != '\n')
			p[n++] = url.p[i];
	return url_resolve(z->arena, z->base, str_trim((struct str){p, n}));
}

static struct str kept_style(struct sanitizer *z, struct str style)
{
	buf_clear(&z->style);
	html_style_filter(&z->style, style);
	return buf_str(&z->style);
}

/* The attribute's value as it is to be written; *kept is false when the attribute is dropped. */
static struct str kept_value(struct sanitizer *z, const struct html_element *element,
	struct str name, struct str value, bool *kept)
{
	bool url = html_attr_is_url(name), formatted = z->policy == HTML_FORMATTED,
		 empty = formatted && !str_trim(value).n;
	if (url)
		value = empty ? STR_NONE : resolve_url(z, value);
	else if (formatted && str_eq(name, S("style")))
		value = kept_style(z, value);
	/* In SVG, "url(…)" fetches paint and shapes. Parentheses are kept in colours and
	 * transformations only. */
	bool drawn = !url && html_foreign_vocabulary(element) != VOCABULARY_HTML &&
		!str_eq(name, S("transform"));
	bool fetched = drawn && str_find_char(value, '(') != STR_NOT_FOUND &&
		!html_style_is_plain(value);
	*kept = !fetched && (value.n || (url ? formatted : !str_eq(name, S("style"))));
	return value;
}

static void add_attr(
	struct sanitizer *z, const struct html_element *element, const char *name, struct str raw)
{
	bool kept;
	struct str value = kept_value(z, element, str_of(name), decode_value(z, raw, true), &kept);
	if (!kept)
		return;
	buf_addf(&z->out, " %s=\"", name);
	buf_add_html(&z->out, value);
	buf_add_char(&z->out, '"');
}

/* Of several attributes with one name the first counts, as in browsers. */
static void add_attrs(struct sanitizer *z, const struct html_element *element, struct str attrs)
{
	const char *seen[MAX_ATTRS];
	size_t n = 0;
	struct html_attr attr;
	while (n < MAX_ATTRS && html_attr_next(&attrs, &attr)) {
		const char *name = html_attr_find(z->policy, element, attr.name);
		bool repeated = !name;
		for (size_t i = 0; i < n && !repeated; i++)
			repeated = seen[i] == name;
		if (repeated)
			continue;
		assert(n < MAX_ATTRS);
		seen[n++] = name;
		add_attr(z, element, name, attr.value);
	}
}

/* "0", "1" or "1px": at most one pixel, which no reader sees. */
static bool is_invisible_length(struct str value)
{
	value = str_trim(value);
	if (!value.n || (value.p[0] != '0' && value.p[0] != '1'))
		return false;
	struct str unit = str_sub(value, 1, SIZE_MAX);
	return !unit.n || str_ieq(unit, S("px"));
}

/* True for an attribute, or a declaration of a style, that makes an image invisible. */
static bool is_hiding(struct str name, struct str value)
{
	if (str_ieq(name, S("width")) || str_ieq(name, S("height")))
		return is_invisible_length(value);
	return str_ieq(name, S("display")) && str_ieq(str_trim(value), S("none"));
}

static bool is_hiding_style(struct str style)
{
	while (style.n) {
		struct str value = str_cut(&style, ';'), name = str_trim(str_cut(&value, ':'));
		if (is_hiding(name, value))
			return true;
	}
	return false;
}

/* True for the attributes of an invisible image: it tells somebody that the item was read. */
static bool is_tracker(struct sanitizer *z, struct str attrs)
{
	struct html_attr attr;
	while (html_attr_next(&attrs, &attr)) {
		struct str value = decode_value(z, attr.value, true);
		if (is_hiding(attr.name, value) ||
			(str_ieq(attr.name, S("style")) && is_hiding_style(value)))
			return true;
	}
	return false;
}

/* Ends the open elements until only `depth` are left. */
static void close_to(struct sanitizer *z, size_t depth)
{
	assert(z->depth <= MAX_OPEN);
	while (z->depth > depth)
		buf_addf(&z->out, "</%s>", z->open[--z->depth]->name);
}

/* The place of the innermost open element of these families, counted from 1. Elements of the
 * families `within` end the search; 0 when none was found before. */
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

/* Ends the elements whose end tag was left out and that this start tag ends in browsers. */
static void end_implied(struct sanitizer *z, const struct html_element *element)
{
	size_t paragraph = (element->traits & HTML_BLOCK) && strcmp(element->name, "br") != 0 ?
		find_open(z, HTML_P, HTML_CELL | HTML_GRID) :
		0;
	if (paragraph)
		close_to(z, paragraph - 1);
	size_t at;
	while ((at = find_open(z, element->nesting.ends, element->nesting.within)))
		close_to(z, at - 1);
}

static bool is_kept(const struct sanitizer *z, const struct html_element *element)
{
	if (z->policy == HTML_FORMATTED)
		return element->traits & (HTML_ALLOWED | HTML_EXTRA | HTML_SVG | HTML_MATHML);
	return element->traits & HTML_ALLOWED &&
		(!(element->traits & HTML_TABLE) || find_open(z, HTML_GRID, 0));
}

/* True for "<circle r='1' />", the attributes of an element that ends with its tag. Only SVG and
 * MathML have such elements (WHATWG HTML 13.2.5.40). */
static bool ends_itself(struct str attrs)
{
	if (!str_ends(attrs, S("/")))
		return false;
	struct html_attr attr;
	const char *last = attrs.p + attrs.n;
	while (html_attr_next(&attrs, &attr))
		if (attr.value.n && attr.value.p + attr.value.n == last)
			return false; /* "r=1/": the slash belongs to the value */
	return true;
}

/* True inside a formula or a drawing, where no element of HTML may stand. */
static bool in_foreign(const struct sanitizer *z)
{
	const struct html_element *inner = z->depth ? z->open[z->depth - 1] : NULL;
	return inner && html_foreign_vocabulary(inner) != VOCABULARY_HTML &&
		!(inner->traits & HTML_HOLDS_HTML);
}

static void add_start(struct sanitizer *z, const struct html_element *element, struct str attrs)
{
	if (strcmp(element->name, "img") == 0 && is_tracker(z, attrs))
		return;
	end_implied(z, element);
	bool empty = element->traits & HTML_VOID;
	if (!is_kept(z, element) || (!empty && z->depth == MAX_OPEN))
		return;
	/* HTML ends formulas and drawings, which cannot hold it (WHATWG HTML 13.2.6.5). */
	while (html_foreign_vocabulary(element) == VOCABULARY_HTML && in_foreign(z))
		close_to(z, z->depth - 1);
	buf_addf(&z->out, "<%s", element->name);
	add_attrs(z, element, attrs);
	buf_add(&z->out, empty ? S(" />") : S(">"));
	if (html_foreign_vocabulary(element) != VOCABULARY_HTML && ends_itself(attrs)) {
		buf_addf(&z->out, "</%s>", element->name);
	} else if (!empty) {
		assert(z->depth < MAX_OPEN);
		z->open[z->depth++] = element;
	}
}

static void add_end(struct sanitizer *z, const struct html_element *element)
{
	/* An end tag inside a cell ends nothing outside it, unless it is that of a part of the
	 * table. */
	unsigned limit = element->traits & HTML_TABLE || element->nesting.family & HTML_GRID ?
		HTML_GRID :
		HTML_CELL | HTML_GRID;
	size_t at = z->depth;
	while (at && z->open[at - 1] != element && !(z->open[at - 1]->nesting.family & limit))
		at--;
	if (at && z->open[at - 1] == element)
		close_to(z, at - 1);
}

/* The element that a tag means where it stands. In a formula or a drawing it is one of MathML or
 * SVG, if they have one with this name. */
static const struct html_element *element_meant(
	const struct sanitizer *z, const struct html_token *token)
{
	enum html_vocabulary around = z->depth ? html_foreign_vocabulary(z->open[z->depth - 1]) :
											 VOCABULARY_HTML;
	const struct html_element *found = NULL;
	if (z->policy == HTML_FORMATTED && around != VOCABULARY_HTML &&
		(in_foreign(z) || token->kind == HTML_CLOSE))
		found = html_foreign_find(around, token->name);
	else if (z->policy == HTML_FORMATTED && around == VOCABULARY_HTML && token->element)
		found = html_foreign_root(token->element);
	return found ? found : token->element;
}

static void add_token(struct sanitizer *z, struct str *rest, const struct html_token *token)
{
	const struct html_element *element = token->name.n ? element_meant(z, token) : NULL;
	if (token->kind == HTML_TEXT) {
		add_text(z, token->text);
	} else if (!element) {
		return;
	} else if (token->kind == HTML_CLOSE) {
		add_end(z, element);
	} else if (token->kind == HTML_START && element->traits & (HTML_DROP | HTML_RCDATA)) {
		struct str raw = html_token_take_raw(rest, token->name);
		if (element->traits & HTML_RCDATA)
			add_text(z, raw);
	} else if (token->kind == HTML_START) {
		add_start(z, element, token->text);
	}
}

struct str html_sanitize(struct arena *a, struct str html, struct str base, enum html_policy policy)
{
	size_t cap = html.n * MAX_OUTPUT_FACTOR + (1 << 16);
	struct sanitizer z = {.arena = a,
		.base = base,
		.policy = policy,
		.out = buf_new(cap),
		.value = buf_new(html.n * 2 + 16),
		.style = buf_new(html.n * 2 + 16)};
	struct html_token token;
	while (buf_ok(&z.out) && html_token_next(&html, &token))
		add_token(&z, &html, &token);
	close_to(&z, 0);
	/* Output that passed its cap may end inside a tag, so it is not given out. */
	struct str safe = buf_ok(&z.out) ? str_copy(a, buf_str(&z.out)) : STR_NONE;
	buf_free(&z.out);
	buf_free(&z.value);
	buf_free(&z.style);
	return safe;
}
