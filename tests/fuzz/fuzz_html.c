#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "parse/html.h"
#include "parse/html_token.h"

/* What html_sanitize wrote, read back by the strictest grammar that can hold it: quoted attributes, escaped text, tags in pairs. It shares
 * with the sanitiser the list of elements and nothing else. */
enum { MAX_DEPTH = 256 };
struct reader {
	struct str rest;
	struct str open[MAX_DEPTH];
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
	while (n < r->rest.n && ((r->rest.p[n] >= 'a' && r->rest.p[n] <= 'z') || (n && is_digit(r->rest.p[n]))))
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

static void check_attr(struct reader *r, const struct html_element *element)
{
	static const char *const everywhere[] = {"title", "lang", "dir"};
	struct str name = take_name(r);
	must(take(r, S("=\"")));
	size_t n = str_find_char(r->rest, '"');
	must(n != STR_NOT_FOUND);
	struct str value = str_sub(r->rest, 0, n);
	r->rest = str_sub(r->rest, n + 1, SIZE_MAX);
	must(str_find_char(value, '<') == STR_NOT_FOUND && str_find_char(value, '>') == STR_NOT_FOUND);
	bool allowed = false;
	for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
		allowed |= str_eq(name, str_of(everywhere[i]));
	for (size_t i = 0; i < HTML_MAX_ATTRS && element->attrs[i]; i++)
		allowed |= str_eq(name, str_of(element->attrs[i]));
	must(allowed);
	bool url = str_eq(name, S("href")) || str_eq(name, S("src")) || str_eq(name, S("cite"));
	must(!url || is_safe_url(value));
}

static void check_tag(struct reader *r)
{
	if (take(r, S("/"))) {
		must(r->depth > 0 && str_eq(take_name(r), r->open[--r->depth]) && take(r, S(">")));
		return;
	}
	struct str name = take_name(r);
	const struct html_element *element = html_element_find(name);
	must(element && element->traits & HTML_ALLOWED);
	while (take(r, S(" ")) && !str_starts(r->rest, S("/")))
		check_attr(r, element);
	bool empty = take(r, S("/"));
	must(take(r, S(">")) && empty == !!(element->traits & HTML_VOID));
	if (empty)
		return;
	must(r->depth < MAX_DEPTH);
	r->open[r->depth++] = name;
}

static void check_safe(struct str html)
{
	struct reader r = {.rest = html};
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

/* Safe, and stable: making it safe again changes no byte. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str base = S("https://feed.example/");
	struct str once = html_sanitize(&a, fuzz_bytes(data, size), base);
	check_safe(once);
	must(str_eq(once, html_sanitize(&a, once, base)));
	html_to_text(&a, fuzz_bytes(data, size), 4096);
	html_is_markup(fuzz_bytes(data, size));
	return 0;
}
