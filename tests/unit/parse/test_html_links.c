#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/array.h"
#include "parse/html/links.h"

static struct arena arena;

static int free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void expect(const char *html, const char *header, const char *wanted)
{
	struct str line = str_of(header), list = STR_NONE;
	struct strs headers = {&line, 1};
	struct strs found = html_feed_links(
		&arena, str_of(html), S("https://news.example.com/a/"), &headers);
	for (size_t i = 0; i < found.n; i++)
		list = str_printf(
			&arena, STR_FMT "%s" STR_FMT, STR_ARG(list), i ? " " : "", STR_ARG(found.v[i]));
	if (!str_eq(list, str_of(wanted)))
		print_error(STR_FMT " is not %s\n", STR_ARG(list), wanted);
	assert_true(str_eq(list, str_of(wanted)));
}

static void test_links_of_pages(void **state)
{
	(void)state;
	expect("<head><link rel=alternate type=application/rss+xml href=feed.xml>", "",
		"https://news.example.com/a/feed.xml");
	expect("<LINK HREF='/atom?a=1&amp;b=2' TYPE='application/atom+xml; charset=utf-8' "
		   "REL='home ALTERNATE'>",
		"", "https://news.example.com/atom?a=1&b=2");
	expect("<base href=https://cdn.example.com/x/><link rel=feed type=application/feed+json "
		   "href=f.json>",
		"", "https://cdn.example.com/x/f.json");
	expect("<meta http-equiv=Refresh content=\"0; URL='/rss.xml'\">", "",
		"https://news.example.com/rss.xml");
	expect("<p>",
		"Link: </wp-json/>; rel=\"https://api.w.org/\", </feed/>; rel=\"alternate\"; "
		"type=\"application/rss+xml\"",
		"https://news.example.com/feed/");
}

static void test_what_is_no_link(void **state)
{
	(void)state;
	expect("<link rel=stylesheet type=text/css href=a.css><link rel=alternate hreflang=fr href=/fr>"
		   "<link rel=alternate type=application/json href=/wp-json/1>",
		"", "");
	expect("<script>'<link rel=alternate type=application/rss+xml href=a>'</script><!-- <link "
		   "rel=alternate type=application/rss+xml href=b> -->",
		"", "");
	expect("<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>", "", "");
	expect("<meta http-equiv=refresh content=5>"
		   "<meta http-equiv=refresh content='0;url=https://news.example.com/a/'>",
		"", "");
}

static void test_few_are_named(void **state)
{
	(void)state;
	struct str html = STR_NONE;
	struct strs none = {0};
	for (int i = 0; i < 40; i++)
		html = str_printf(&arena,
			STR_FMT "<link rel=alternate type=application/rss+xml href=/%d><link rel=alternate "
					"type=application/rss+xml href=/%0200d>",
			STR_ARG(html), i / 2, i);
	struct strs found = html_feed_links(&arena, html, S("https://news.example.com/"), &none);
	assert_int_equal(found.n, HTML_FEEDS_MAX);
	assert_true(str_eq(found.v[4], S("https://news.example.com/4")));
}

static void expect_named(const char *line, const char *wanted)
{
	struct str lines[] = {S("Server: x"), str_of(line), S("Link: </late>; rel=hub")};
	struct strs headers = {lines, ARRAY_COUNT(lines)};
	struct str url = html_header_link(&arena, S("https://news.example.com/a/"), &headers, S("hub"));
	if (!str_eq(url, str_of(wanted)))
		fail_msg("%s: " STR_FMT " is not %s", line, STR_ARG(url), wanted);
}

static void test_links_of_header_lines(void **state)
{
	(void)state;
	expect_named("Link: <https://h.example/>; rel=\"hub\"", "https://h.example/");
	expect_named("link:<b?x=1,2>;REL=Hub", "https://news.example.com/a/b?x=1,2");
	expect_named("Link: <x>; rel=next, <y>; title=\"a, b\"; rel=\"self hub\", <z>; rel=hub",
		"https://news.example.com/a/y");
	expect_named("Link: <x>; rel=hubs", "https://news.example.com/late");
	expect_named("Link: <unclosed; rel=hub", "https://news.example.com/late");
	expect_named("Link: ; rel=hub", "https://news.example.com/late");
	expect_named("Link: <javascript:alert(1)>; rel=hub", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links_of_pages),
		cmocka_unit_test(test_links_of_header_lines),
		cmocka_unit_test(test_what_is_no_link),
		cmocka_unit_test(test_few_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, free_arena);
}
