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
	struct buf value; /* scratch */
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

/* True when the space-separated list holds the name. */
static bool listed(const char *list, const char *name)
{
	struct str rest = str_of(list);
	while (rest.p)
		if (str_eq(str_cut(&rest, ' '), str_of(name)))
			return true;
	return false;
}

/* Text or an attribute's value, decoded: as references. Control characters are no text; line ends become one kind. */
static void add_escaped(struct buf *out, struct str s)
{
	size_t plain = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool bad = (c < ' ' && c != '\t' && c != '\n') || c == 0x7F;
		if (!bad)
			continue;
		buf_add_html(out, str_sub(s, plain, i - plain));
		if (c == '\r' && !(i + 1 < s.n && s.p[i + 1] == '\n'))
			buf_add_char(out, '\n');
		plain = i + 1;
	}
	buf_add_html(out, str_sub(s, plain, SIZE_MAX));
}

static void add_text(struct sanitizer *z, struct str text)
{
	buf_clear(&z->value);
	html_add_decoded(&z->value, text, false);
	add_escaped(&z->out, buf_str(&z->value));
}

/* The address without the characters that browsers ignore in one. */
static struct str without_controls(struct arena *a, struct str url)
{
	char *p = arena_alloc(a, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] >= ' ' && url.p[i] != 0x7F)
			p[n++] = url.p[i];
	return str_trim((struct str){p, n});
}

static bool is_url_name(struct str name)
{
	return among(URLS, sizeof URLS / sizeof *URLS, name);
}

static void add_attr(struct sanitizer *z, const struct html_attr *attr)
{
	buf_clear(&z->value);
	html_add_decoded(&z->value, attr->value, true);
	struct str value = buf_str(&z->value);
	if (is_url_name(attr->name)) {
		value = url_resolve(z->arena, z->base, without_controls(z->arena, value));
		if (!value.n)
			return;
	}
	buf_add_char(&z->out, ' ');
	for (size_t i = 0; i < attr->name.n; i++)
		buf_add_char(&z->out, to_lower(attr->name.p[i]));
	buf_add(&z->out, S("=\""));
	add_escaped(&z->out, value);
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

/* Images of one pixel tell somebody that the item was read. */
static bool is_tracker(struct str attrs)
{
	struct html_attr attr;
	while (html_attr_next(&attrs, &attr))
		if ((str_ieq(attr.name, S("width")) || str_ieq(attr.name, S("height"))) && (str_eq(attr.value, S("0")) || str_eq(attr.value, S("1"))))
			return true;
	return false;
}

static void close_to(struct sanitizer *z, size_t depth)
{
	while (z->depth > depth)
		buf_addf(&z->out, "</%s>", z->open[--z->depth]->name);
}

/* The innermost open element of this name, counted from 1; 0 when none is open. Looks no further than the elements listed in `within`. */
static size_t find_open(const struct sanitizer *z, const char *names, const char *within)
{
	for (size_t i = z->depth; i; i--) {
		if (listed(names, z->open[i - 1]->name))
			return i;
		if (within && listed(within, z->open[i - 1]->name))
			return 0;
	}
	return 0;
}

/* The elements whose end tag HTML lets a writer leave out are ended where browsers would end them. */
static void end_implied(struct sanitizer *z, const struct html_element *element)
{
	size_t paragraph = (element->traits & HTML_BLOCK) && strcmp(element->name, "br") != 0 ? find_open(z, "p", "td th table") : 0;
	if (paragraph)
		close_to(z, paragraph - 1);
	size_t at;
	while (element->ends && (at = find_open(z, element->ends, element->within)))
		close_to(z, at - 1);
}

static bool fits(const struct sanitizer *z, const struct html_element *element)
{
	if (!(element->traits & HTML_ALLOWED) || ((element->traits & HTML_TABLE) && !find_open(z, "table", NULL)))
		return false;
	return (element->traits & HTML_VOID) || z->depth < MAX_OPEN;
}

static void add_start(struct sanitizer *z, const struct html_element *element, struct str attrs)
{
	if (strcmp(element->name, "img") == 0 && is_tracker(attrs))
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
	const char *limit = element->traits & HTML_TABLE || strcmp(element->name, "table") == 0 ? "table" : "td th table";
	size_t at = find_open(z, element->name, limit);
	if (at)
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
