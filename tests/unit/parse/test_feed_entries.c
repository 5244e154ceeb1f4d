#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/feed/feed.h"

/* The entries of an RSS feed that holds these items. */
static struct entries entries(struct arena *a, const char *items)
{
	struct feed feed;
	struct feed_input in = {.url = S("https://desk.example.org/feed")};
	in.bytes = str_printf(a,
		"<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
		"xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
		"<language>en</language>%s</channel></rss>",
		items);
	feed_parse(a, &in, &feed);
	return feed_entries(a, &feed);
}

static void equal(struct str s, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, s), expected);
}

static void test_fields(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct entries list = entries(&a,
		"<item><title>A  &lt;b&gt;study&lt;/b&gt; &amp;amp; more</title><link>/1</link>"
		"<guid isPermaLink='false'>g1</guid><dc:creator>W. Riter</dc:creator>"
		"<dc:creator>S. Econd</dc:creator><category>Lung</category>"
		"<pubDate>Mon, 02 Mar 2026 08:09:10 GMT</pubDate>"
		"<source url='https://p.example.org/'>Planet</source>"
		"<description>&lt;p&gt;Lead text [&amp;#8230;]&lt;/p&gt;&lt;p&gt;The post &lt;a "
		"href='/1'&gt;A study&lt;/a&gt; appeared first on &lt;a "
		"href='/'&gt;Desk&lt;/a&gt;.&lt;/p&gt;</description><content:encoded><![CDATA["
		"<p>Whole text.</p><script>x</script>"
		"<p>The post A study appeared first on Desk.</p>]]></content:encoded></item>");
	assert_int_equal(list.n, 1);
	const struct entry *e = &list.v[0];
	assert_int_equal(e->kind, ENTRY_NEWS);
	equal(e->guid, "g1");
	equal(e->url, "https://desk.example.org/1");
	equal(e->title, "A study & more");
	equal(e->lead, "Lead text");
	equal(e->text, "Whole text.");
	equal(e->author, "W. Riter, S. Econd");
	equal(e->publisher, "Planet");
	equal(e->language, "en");
	equal(e->categories.v[0], "Lung");
	assert_int_equal(e->published, 1772438950);
	assert_true(e->updated == NO_TIME);
}

static void test_links_and_dates(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct entries list = entries(&a,
		"<item><guid isPermaLink='false'>a</guid><link>javascript:alert(1)</link>"
		"<title>x</title></item><item><guid isPermaLink='false'>b</guid>"
		"<link>ftp://f.example.org/x</link><dc:date>2026-03-02</dc:date></item><item>"
		"<guid>https://e.example.org/perma</guid><pubDate>yesterday</pubDate></item>");
	assert_int_equal(list.n, 3);
	assert_int_equal(list.v[0].url.n + list.v[1].url.n, 0);
	assert_int_equal(list.v[1].published, 1772409600);
	equal(list.v[2].url, "https://e.example.org/perma");
	assert_true(list.v[2].published == NO_TIME);
}

static void test_keys(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		const char *item, *pmid, *doi, *nct;
	} cases[] = {
		{"<guid isPermaLink='false'>pubmed:99000001</guid>"
		 "<dc:identifier>pmid:99000001</dc:identifier>"
		 "<dc:identifier>doi:10.99999/Ab.C.</dc:identifier>",
			"99000001", "10.99999/ab.c", ""},
		{"<link>https://pubmed.ncbi.nlm.nih.gov/99000002/?utm_source=x&amp;fc=1</link>", "99000002",
			"", ""},
		{"<link>https://clinicaltrials.gov/study/NCT99000003?cond=x</link>", "", "", "NCT99000003"},
		{"<guid isPermaLink='false'>nct99000004</guid>", "", "", "NCT99000004"},
		{"<link>https://doi.org/10.99999%2Fabc(1)2?rss=1</link>", "", "10.99999/abc(1)2", ""},
		{"<link>https://dx.doi.org/10.99999/Abc-1</link>", "", "10.99999/abc-1", ""},
		{"<dc:identifier>10.99999/X(k)</dc:identifier>", "", "10.99999/x(k)", ""},
		{"<dc:identifier>(10.99999/x(k))</dc:identifier>", "", "", ""},
		{"<link>https://doi.org/10.99999/x(k).</link>", "", "10.99999/x(k)", ""},
		{"<dc:identifier>doi:10.99999/(SICI)1(2)3&lt;4::AID-5&gt;3.0.CO;2-6</dc:identifier>", "",
			"10.99999/(sici)1(2)3<4::aid-5>3.0.co;2-6", ""},
		{"<link>https://doi.org/10.99999/a%FFb%C3%A9</link>", "",
			"10.99999/a\xEF\xBF\xBD"
			"b\xC3\xA9",
			""},
		{"<guid isPermaLink='false'>pmid:0</guid>", "", "", ""},
		{"<guid isPermaLink='false'>NCT990000041</guid>", "", "", ""},
		{"<link>https://news.example.org/10.99999/not-a-doi</link><guid>pmid:many</guid>", "", "",
			""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct entries list = entries(
			&a, str_cstr(&a, str_printf(&a, "<item><title>t</title>%s</item>", cases[i].item)));
		assert_int_equal(list.n, 1);
		equal(list.v[0].keys.pmid, cases[i].pmid);
		equal(list.v[0].keys.doi, cases[i].doi);
		equal(list.v[0].keys.nct, cases[i].nct);
	}
}

/* Headers are bytes from outside, too. */
static void test_what_is_no_utf8_does_not_leave_the_parser(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct str header = S("Content-Language: e\xFFn");
	struct feed feed;
	struct feed_input in = {.url = S("https://desk.example.org/"),
		.headers = {&header, 1},
		.bytes = S("<rss version='2.0'><channel><item><title>t</title></item></channel></rss>")};
	feed_parse(&a, &in, &feed);
	struct entries list = feed_entries(&a, &feed);
	assert_int_equal(list.n, 1);
	equal(list.v[0].language, "e\xEF\xBF\xBDn");
}

static void test_incomplete_entries_are_left_out(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input in = {
		.bytes = S("<rss version='2.0'><channel><item><guid>1</guid></item><item><guid>2</guid>"
				   "<title>cut off he")};
	feed_parse(&a, &in, &feed);
	struct entries list = feed_entries(&a, &feed);
	assert_int_equal(list.n, 1);
	equal(list.v[0].guid, "1");
}

static void test_authors_are_inherited(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input in = {
		.bytes = S(
			"<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Of the feed</name></author>"
			"<entry><id>1</id><updated>2026-03-02T00:00:00Z</updated></entry><entry><id>2</id>"
			"<author><name>Own</name></author></entry><entry><id>3</id><source><author>"
			"<name>Of the source</name></author></source></entry></feed>")};
	feed_parse(&a, &in, &feed);
	struct entries list = feed_entries(&a, &feed);
	assert_int_equal(list.n, 3);
	equal(list.v[0].author, "Of the feed");
	equal(list.v[1].author, "Own");
	equal(list.v[2].author, "Of the source");
	list = entries(
		&a, "<managingEditor>ed@example.org (Ed Itor)</managingEditor><item><guid>1</guid></item>");
	assert_int_equal(list.v[0].author.n, 0);
}

static void test_atom_keeps_its_dates_apart(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input in = {.bytes = S("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>"
									   "<updated>2026-03-02T00:00:00Z</updated></entry></feed>")};
	feed_parse(&a, &in, &feed);
	struct entries list = feed_entries(&a, &feed);
	assert_true(list.v[0].published == NO_TIME && list.v[0].updated == 1772409600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_links_and_dates),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_what_is_no_utf8_does_not_leave_the_parser),
		cmocka_unit_test(test_incomplete_entries_are_left_out),
		cmocka_unit_test(test_authors_are_inherited),
		cmocka_unit_test(test_atom_keeps_its_dates_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
