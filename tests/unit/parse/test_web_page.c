/* What pages say of themselves. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/page/web_page.h"

#define PAGE "https://www.fund.example/help/travel?id=7"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct web_page read_typed(struct str html, const char *type)
{
	struct web_page page;
	web_page_read(&arena, html, S(PAGE), str_of(type), &page);
	return page;
}

static struct web_page read(const char *html)
{
	return read_typed(str_of(html), "text/html; charset=utf-8");
}

static void field_print(struct buf *out, const char *name, struct str s)
{
	if (s.n)
		buf_addf(out, "%s%s=" STR_FMT, out->n ? " | " : "", name, STR_ARG(s));
}

static void check_page(const struct web_page *page, const char *expected)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 16);
	char day[TIME_TEXT];
	field_print(&out, "title", page->title);
	field_print(&out, "summary", page->summary);
	field_print(&out, "site", page->site);
	field_print(&out, "day", str_of(date_iso(page->day, day)));
	field_print(&out, "url", page->url);
	field_print(&out, "language", page->language);
	field_print(&out, "pmid", page->keys.pmid);
	field_print(&out, "doi", page->keys.doi);
	assert_string_equal(str_cstr(&arena, buf_str(&out)), expected);
}

static void check(const char *html, const char *expected)
{
	const struct web_page page = read(html);
	check_page(&page, expected);
}

static void all_that_a_page_says(void **state)
{
	(void)state;
	check("<!DOCTYPE html><html lang='en-GB'><head><title>Travel | Sample Fund</title>"
		  "<meta property='og:title' content='Help with travel &amp; stays'>"
		  "<meta property='og:site_name' content='Sample Fund'>"
		  "<meta name=description content='It pays the way.'>"
		  "<meta property='article:published_time' content='2026-03-02T23:30:00-05:00'>"
		  "<link rel=canonical href='/help/travel'>",
		"title=Help with travel & stays | summary=It pays the way. | site=Sample Fund | "
		"day=2026-03-02 | url=https://www.fund.example/help/travel | language=en-GB");
}

static void a_title_is_taken_from_the_best_place(void **state)
{
	static const char *const places[] = {"<meta name='citation_title' content='T0'>",
		"<meta name='OG:title' content='T1'>", "<meta name='DC.Title' content='T2'>",
		("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"T3\","
		 "\"name\":\"other\"}</script>"),
		"<script type='application/ld+json'>[{\"@type\":\"WebPage\",\"name\":\"T4\"}]</script>",
		"<title>T5</title>"};
	enum { N = sizeof places / sizeof *places };
	(void)state;
	for (size_t best = 0; best < N; best++) {
		struct buf html CLEANUP_BUF = buf_new(4096);
		char title[] = "T0";
		title[1] = (char)('0' + best);
		for (size_t i = N; i > best; i--) /* the best stands last */
			buf_add(&html, str_of(places[i - 1]));
		struct web_page page = read_typed(buf_str(&html), "");
		assert_string_equal(str_cstr(&arena, page.title), title);
	}
}

static void of_two_alike_the_first_counts(void **state)
{
	(void)state;
	check("<meta property=og:title content=One><meta property=og:title content=Two>", "title=One");
	check("<meta property=og:title content=' '><meta property=og:title content=Two>", "title=Two");
	check("<title>One</title><svg><title>Picture</title></svg>", "title=One");
	check("<svg><title>Picture</title></svg>", "");
}

static void linked_data(void **state)
{
	(void)state;
	check("<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":["
		  "{\"@type\":\"Organization\",\"name\":\"Nobody\"},{\"@type\":\"WebSite\",\"name\":"
		  "\"Site\"},"
		  "{\"@type\":[\"Thing\",\"BlogPosting\"],\"headline\":\"A &quot;story&quot;\","
		  "\"datePublished\":\"2025-12-01\",\"description\":\"D\",\"author\":{\"@type\":\"Person\","
		  "\"name\":\"P\"},\"publisher\":{\"@type\":\"Organization\",\"name\":\"Pub\"}}]}</script>",
		"title=A \"story\" | summary=D | site=Pub | day=2025-12-01");
	check("<script type='application/ld+json'>{\"@type\":\"Person\",\"name\":\"P\"}</script>", "");
	check("<script type='application/ld+json'>{broken</script><title>T</title>", "title=T");
	check("<script>{\"@type\":\"Article\",\"headline\":\"H\"}</script>", "");
}

/* Each text as the day of publication, and what is read. */
static void days_are_never_guessed(void **state)
{
	static const struct {
		const char *text, *day;
	} days[] = {{"2026-03-02", "2026-03-02"}, {"2026/03/02", "2026-03-02"},
		{"2026/3/2", "2026-03-02"}, {"2026-03", "2026-03"}, {"2026/03", "2026-03"},
		{"2026", "2026"}, {"2026-03-02T23:59:59-11:00", "2026-03-02"},
		{"2026-03-02 10:00", "2026-03-02"}, {"2 March 2026", "2026-03-02"},
		{"March 2, 2026", "2026-03-02"}, {"Mon, 02 Mar 2026 23:09:10 -0500", "2026-03-02"},
		{"March 2026", ""}, {"2026-02-30", ""}, {"2026-13-01", ""}, {"05/06/2026", ""},
		{"yesterday", ""}, {"1970-01-01", ""}, {"0001-01-01", ""}, {"9999-12-31", ""}, {"20", ""},
		{"", ""}, {"1234567890", ""}};
	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		char day[TIME_TEXT];
		struct web_page page = read(str_cstr(&arena,
			str_printf(
				&arena, "<meta name=citation_publication_date content='%s'>", days[i].text)));
		if (strcmp(date_iso(page.day, day), days[i].day) != 0)
			fail_msg("%s: \"%s\" is not \"%s\"", days[i].text, day, days[i].day);
	}
}

static void a_canonical_address_is_of_the_same_site(void **state)
{
	static const struct {
		const char *href, *url;
	} links[] = {{"/a", "https://www.fund.example/a"},
		{"http://fund.example/b", "http://fund.example/b"},
		{"travel", "https://www.fund.example/help/travel"}, {"https://other.example/a", ""},
		{"https://fund.example.evil.example/", ""}, {"//evil.example/a", ""},
		{"javascript:alert(1)", ""}, {"data:text/html,x", ""},
		{"https://www.fund.example:99/a", ""}, {"https://user@www.fund.example.evil.example/a", ""},
		{"/", ""}, {"https://www.fund.example", ""}};
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct web_page page = read(
			str_cstr(&arena, str_printf(&arena, "<link rel=canonical href='%s'>", links[i].href)));
		if (!str_eq(page.url, str_of(links[i].url)))
			fail_msg("%s: \"" STR_FMT "\"", links[i].href, STR_ARG(page.url));
	}
}

static void what_identifies_the_publication(void **state)
{
	(void)state;
	check("<meta name=citation_title content=T><meta name=citation_doi "
		  "content='https://doi.org/10.1234/ABC'><meta name=citation_pmid content=' 99000001 '>",
		"title=T | pmid=99000001 | doi=10.1234/abc");
	check("<meta name=citation_doi content='see 10.1234/abc'><meta name=citation_pmid content=x>"
		  "<meta name=dc.identifier content='urn:uuid:1'>",
		"");
	check("<meta name=dc.identifier content='doi:10.1234/x'>", "doi=10.1234/x");
}

static void hostile_pages_give_clean_texts(void **state)
{
	(void)state;
	check("<meta property=og:title content='<script>alert(1)</script>A<b>B</b>'>", "title=AB");
	check("<meta property=og:title content='&lt;img src=x onerror=alert(1)&gt;A'>", "title=A");
	check("<meta property=og:title content='a&#0;b&#7;&#x9b;c&#10;&#13; d'>",
		"title=a\xEF\xBF\xBD"
		"b \xE2\x80\xBA"
		"c d");
	check("<meta property=og:title content='exe.&#x202e;gnp &#x2067;x'>",
		"title=exe.gnp \xE2\x81\xA7x\xE2\x81\xA9");
	check("<meta property=og:title content='&amp;amp;lt;b>'>", "title=&lt;b>");
	check(
		"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><title>&b;</title>", "title=&b;");
	check("<html lang='\"><script>'><title>T", "title=T");
	check("<!-- <title>No</title> --><p>nothing</p>", "");
	check("", "");
}

static void long_texts_are_cut(void **state)
{
	struct buf html CLEANUP_BUF = buf_new(32 << 20);
	(void)state;
	buf_add(&html, S("<title>"));
	for (size_t i = 0; i < (10 << 20) / 2; i++)
		buf_add(&html, S("\xC3\xA9")); /* é */
	buf_add(&html, S("</title>"));
	struct web_page page = read_typed(buf_str(&html), "text/html; charset=utf-8");
	assert_int_equal(page.title.n, WEB_PAGE_TITLE_MAX);
	assert_true(utf8_valid(page.title));
	html.n = 0;
	buf_add(&html, S("<meta name=description content='"));
	for (size_t i = 0; i < 100000; i++)
		buf_add(&html, S("&amp; "));
	buf_add(&html, S("'><title>T</title>"));
	page = read_typed(buf_str(&html), "");
	assert_true(page.summary.n > 100 && page.summary.n <= WEB_PAGE_SUMMARY_MAX);
	assert_true(str_eq(page.title, S("T")));
}

static void other_encodings(void **state)
{
	(void)state;
	struct web_page page = read_typed(S("<meta charset=iso-8859-1><title>Sj\xF6gren</title>"), "");
	assert_string_equal(str_cstr(&arena, page.title), "Sj\xC3\xB6gren");
	page = read_typed(S("<title>\x83\x58</title>"), "text/html; charset=shift_jis");
	assert_string_equal(str_cstr(&arena, page.title), "\xE3\x82\xB9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_a_page_says),
		cmocka_unit_test(a_title_is_taken_from_the_best_place),
		cmocka_unit_test(of_two_alike_the_first_counts),
		cmocka_unit_test(linked_data),
		cmocka_unit_test(days_are_never_guessed),
		cmocka_unit_test(a_canonical_address_is_of_the_same_site),
		cmocka_unit_test(what_identifies_the_publication),
		cmocka_unit_test(hostile_pages_give_clean_texts),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(other_encodings),
	};
	return cmocka_run_group_tests_name("web_page", tests, NULL, clear);
}
