#include "parse/html/policy.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"

/* Deeper elements and further attributes go; the output of one tag is bounded by the input of it
 * and MAX_OPEN end tags. */
enum { MAX_OPEN = 64, MAX_ATTRS = 32, MAX_OUTPUT_FACTOR = 8 };

struct sanitizer {
	struct arena *arena;
	struct str base;
	enum html_policy policy;
	struct buf out;
	struct buf value; /* scratch of decoded() */
	struct buf style; /* scratch of kept_style() */
	const struct html_element *open[MAX_OPEN];
	size_t depth;
};

/* Text or an attribute's value with its references decoded; valid until the next call. Control
 * characters are no text; line ends become one kind. */
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

static struct str kept_style(struct sanitizer *z, struct str style)
{
	buf_clear(&z->style);
	html_style_filter(&z->style, style);
	return buf_str(&z->style);
}

/* What is written of an attribute's value; *given says whether anything is. */
static struct str kept_value(struct sanitizer *z, const struct html_element *element,
	struct str name, struct str value, bool *given)
{
	bool url = html_attr_is_url(name), formatted = z->policy == HTML_FORMATTED,
		 empty = formatted && !str_trim(value).n;
	if (url)
		value = empty ? STR_NONE : address(z, value);
	else if (formatted && str_eq(name, S("style")))
		value = kept_style(z, value);
	/* "url(": paint and shapes from elsewhere. Parentheses are there for colours and
	 * transformations alone. */
	bool drawn = !url && html_vocabulary_of(element) != VOCABULARY_HTML &&
		!str_eq(name, S("transform"));
	bool fetched = drawn && str_find_char(value, '(') != STR_NOT_FOUND &&
		!html_style_is_plain(value);
	*given = !fetched && (value.n || (url ? formatted : !str_eq(name, S("style"))));
	return value;
}

static void add_attr(
	struct sanitizer *z, const struct html_element *element, const char *name, struct str raw)
{
	bool given;
	struct str value = kept_value(z, element, str_of(name), decoded(z, raw, true), &given);
	if (!given)
		return;
	buf_addf(&z->out, " %s=\"", name);
	buf_add_html(&z->out, value);
	buf_add_char(&z->out, '"');
}

/* The first of several attributes of one name counts, as in browsers. */
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
		seen[n++] = name;
		add_attr(z, element, name, attr.value);
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

/* The innermost open element of these families, counted from 1; 0 when none is open within elements
 * of the families `within`. */
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

/* The elements whose end tag HTML lets a writer leave out are ended where browsers would end them.
 */
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

/* "<circle r='1' />": the element ends with its tag. Only SVG and MathML have that
 * (HTML 13.2.5.40). */
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

/* Inside a formula or a drawing, where no element of HTML may stand. */
static bool in_foreign(const struct sanitizer *z)
{
	const struct html_element *inner = z->depth ? z->open[z->depth - 1] : NULL;
	return inner && html_vocabulary_of(inner) != VOCABULARY_HTML &&
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
	/* HTML 13.2.6.5: HTML ends what cannot hold it. */
	while (html_vocabulary_of(element) == VOCABULARY_HTML && in_foreign(z))
		close_to(z, z->depth - 1);
	buf_addf(&z->out, "<%s", element->name);
	add_attrs(z, element, attrs);
	buf_add(&z->out, empty ? S(" />") : S(">"));
	if (html_vocabulary_of(element) != VOCABULARY_HTML && ends_itself(attrs))
		buf_addf(&z->out, "</%s>", element->name);
	else if (!empty)
		z->open[z->depth++] = element;
}

static void add_end(struct sanitizer *z, const struct html_element *element)
{
	/* A cell's inner end tags do not reach out of it. */
	unsigned limit = element->traits & HTML_TABLE || element->nesting.family & HTML_GRID ?
		HTML_GRID :
		HTML_CELL | HTML_GRID;
	size_t at = z->depth;
	while (at && z->open[at - 1] != element && !(z->open[at - 1]->nesting.family & limit))
		at--;
	if (at && z->open[at - 1] == element)
		close_to(z, at - 1);
}

/* The element that a tag means where it stands: in a formula or a drawing one of theirs, if they
 * have it. */
static const struct html_element *element_here(
	const struct sanitizer *z, const struct html_token *token)
{
	enum html_vocabulary around = z->depth ? html_vocabulary_of(z->open[z->depth - 1]) :
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
	const struct html_element *element = token->name.n ? element_here(z, token) : NULL;
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
	/* Output that passed its cap may end inside a tag: nobody gets it. */
	struct str safe = buf_ok(&z.out) ? str_copy(a, buf_str(&z.out)) : STR_NONE;
	buf_free(&z.out);
	buf_free(&z.value);
	buf_free(&z.style);
	return safe;
}
