#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "parse/html/policy.h"

/* Reads what html_sanitize wrote by the strictest grammar that it must follow: quoted attributes,
 * escaped text, tags in pairs. With the sanitiser it shares the lists of elements and attributes
 * and nothing else. */
enum { MAX_DEPTH = 256 };
struct reader {
	enum html_policy policy;
	struct str rest;
	const struct html_element *open[MAX_DEPTH];
	size_t depth;
};

static void must(bool ok)
{
	if (!ok)
		abort();
}

static bool take(struct reader *r, struct str text)
{
	bool found = str_starts(r->rest, text);
	r->rest = str_sub(r->rest, found ? text.n : 0, SIZE_MAX);
	return found;
}

static struct str take_name(struct reader *r)
{
	size_t n = 0;
	while (n < r->rest.n &&
		(is_alpha(r->rest.p[n]) ||
			(n && (is_digit(r->rest.p[n]) || r->rest.p[n] == '-' || r->rest.p[n] == ':'))))
		n++;
	must(n > 0);
	struct str name = str_sub(r->rest, 0, n);
	r->rest = str_sub(r->rest, n, SIZE_MAX);
	return name;
}

static bool is_safe_url(struct str url)
{
	static const struct str schemes[] = {S("http://"), S("https://"), S("mailto:")};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_istarts(url, schemes[i]))
			return true;
	return false;
}

/* A style has no address, escape or comment, and no function other than a colour. */
static void check_style(struct str style)
{
	static const struct str colours[] = {S("rgb"), S("rgba"), S("hsl"), S("hsla")};
	for (size_t at = 0; at < style.n; at++) {
		bool colour = style.p[at] != '(';
		for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
			colour |= (at >= colours[i].n &&
				str_ieq(str_sub(style, at - colours[i].n, colours[i].n), colours[i]));
		must(colour && style.p[at] != '\\' && style.p[at] != '@' && style.p[at] != '*' &&
			style.p[at] != '<');
	}
}

static void check_attr(struct reader *r, const struct html_element *element)
{
	struct str name = take_name(r);
	must(take(r, S("=\"")));
	size_t n = str_find_char(r->rest, '"');
	must(n != STR_NOT_FOUND);
	struct str value = str_sub(r->rest, 0, n);
	r->rest = str_sub(r->rest, n + 1, SIZE_MAX);
	must(str_find_char(value, '<') == STR_NOT_FOUND && str_find_char(value, '>') == STR_NOT_FOUND);
	const char *known = html_attr_find(r->policy, element, name);
	must(known && str_eq(name, str_of(known)) && !str_istarts(name, S("on")));
	must(
		!html_attr_is_url(name) || (!value.n && r->policy == HTML_FORMATTED) || is_safe_url(value));
	if (str_eq(name, S("style")))
		check_style(value);
	bool drawn = html_foreign_vocabulary(element) != VOCABULARY_HTML && !html_attr_is_url(name) &&
		!str_eq(name, S("transform"));
	must(!drawn || str_find(value, S("url(")) == STR_NOT_FOUND);
}

/* The element that a browser would take this name for where it stands (WHATWG HTML 13.2.6). */
static const struct html_element *element_of(const struct reader *r, struct str name)
{
	const struct html_element *inner = r->depth ? r->open[r->depth - 1] : NULL,
							  *element = html_element_find(name);
	if (inner && html_foreign_vocabulary(inner) != VOCABULARY_HTML &&
		!(inner->traits & HTML_HOLDS_HTML))
		return html_foreign_find(html_foreign_vocabulary(inner), name);
	bool root = r->policy == HTML_FORMATTED && element && html_foreign_root(element) &&
		(!inner || html_foreign_vocabulary(inner) == VOCABULARY_HTML);
	return root ? html_foreign_root(element) : element;
}

static void check_tag(struct reader *r)
{
	if (take(r, S("/"))) {
		must(r->depth > 0 && str_eq(take_name(r), str_of(r->open[--r->depth]->name)) &&
			take(r, S(">")));
		return;
	}
	struct str name = take_name(r);
	const struct html_element *element = element_of(r, name);
	must(element &&
		element->traits &
			(r->policy == HTML_PAGE ? HTML_ALLOWED :
									  HTML_ALLOWED | HTML_EXTRA | HTML_SVG | HTML_MATHML));
	while (take(r, S(" ")) && !str_starts(r->rest, S("/")))
		check_attr(r, element);
	bool empty = take(r, S("/"));
	must(take(r, S(">")) && empty == !!(element->traits & HTML_VOID));
	if (empty)
		return;
	must(r->depth < MAX_DEPTH);
	r->open[r->depth++] = element;
}

static void check_safe(struct str html, enum html_policy policy)
{
	struct reader r = {.policy = policy, .rest = html};
	while (r.rest.n) {
		unsigned char c = (unsigned char)r.rest.p[0];
		must(c != '>' && c != '"' && c != 0x7F && (c >= ' ' || c == '\n' || c == '\t'));
		if (take(&r, S("<")))
			check_tag(&r);
		else
			r.rest = str_sub(r.rest, 1, SIZE_MAX);
	}
	must(r.depth == 0);
}

/* The result is safe, and sanitising it again changes no byte. */
static void check_policy(struct str html, enum html_policy policy)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str base = S("https://feed.example/");
	struct str once = html_sanitize(&a, html, base, policy);
	check_safe(once, policy);
	must(str_eq(once, html_sanitize(&a, once, base, policy)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	check_policy(fuzz_bytes(data, size), HTML_PAGE);
	check_policy(fuzz_bytes(data, size), HTML_FORMATTED);
	html_to_text(&a, fuzz_bytes(data, size), 4096);
	html_is_markup(fuzz_bytes(data, size));
	return 0;
}
