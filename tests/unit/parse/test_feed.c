#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/feed/feed.h"
#include "parse/feed/rules.h"

static struct feed parse(struct arena *a, struct str bytes)
{
	struct feed feed;
	struct feed_input in = {.bytes = bytes, .url = S("https://desk.example.org/feeds/all.xml")};
	feed_parse(a, &in, &feed);
	return feed;
}

static void equal(struct str s, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, s), expected);
}

static void plain(const struct text_construct *text, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	equal(feed_text_plain(&a, text, 1000), expected);
}

static void html(const struct text_construct *text, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	equal(feed_text_html(&a, text), expected);
}

static void test_rss20(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
		  "xmlns:atom='http://www.w3.org/2005/Atom' "
		  "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
		  "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Desk &amp; Field</title>"
		  "<link>https://desk.example.org/</link><description>News</description><ttl>60</ttl>"
		  "<language>en-us</language><atom:link rel='self' href='all.xml'/>"
		  "<atom:link rel='hub' href='https://hub.example.org/'/><image><title>Logo</title>"
		  "<url>/logo.png</url><link>https://elsewhere.example.org/</link></image><item>"
		  "<title>A &lt;i&gt;first&lt;/i&gt; item</title><link>/1</link>"
		  "<guid isPermaLink='false'> x-1 </guid>"
		  "<pubDate>Mon, 02 Mar 2026 08:09:10 GMT</pubDate><dc:creator>A. Writer</dc:creator>"
		  "<category domain='d'>Lung</category><description>Short</description><content:encoded>"
		  "<![CDATA[<p>Long <a href='more'>text</a></p>]]></content:encoded>"
		  "<enclosure url='a.mp3' type='audio/mpeg' length='12'/><media:thumbnail url='t.png'/>"
		  "<source url='https://planet.example.org/f'>Planet</source>"
		  "<comments>/1#c</comments></item><item><guid>https://desk.example.org/2</guid>"
		  "<author>ed@example.org (Ed Itor)</author></item></channel></rss>"));
	equal(feed.format, "rss20");
	assert_true(feed.well_formed && !feed.cut.n && feed.entry_count == 2);
	plain(&feed.title, "Desk & Field");
	equal(feed.home_url, "https://desk.example.org/");
	equal(feed.self_url, "https://desk.example.org/feeds/all.xml");
	equal(feed.hub_urls.v[0], "https://hub.example.org/");
	equal(feed.image.url, "https://desk.example.org/logo.png");
	assert_int_equal(feed.ttl, 60);
	const struct feed_entry *e = &feed.entries[0];
	plain(&e->title, "A first item");
	html(&e->title, "A <i>first</i> item");
	equal(e->id, "x-1");
	equal(e->url, "https://desk.example.org/1");
	assert_true(e->has_guid && !e->id_is_permalink && e->complete);
	html(&e->contents.v[0], "<p>Long <a href=\"https://desk.example.org/more\">text</a></p>");
	equal(e->authors.v[0].name, "A. Writer");
	equal(e->categories.v[0].scheme, "d");
	assert_int_equal(e->enclosures.v[0].length, 12);
	equal(e->thumbnails.v[0], "https://desk.example.org/t.png");
	plain(&e->source->title, "Planet");
	assert_int_equal(e->published.time, 1772438950);
	equal(feed.entries[1].url, "https://desk.example.org/2");
	equal(feed.entries[1].authors.v[0].name, "Ed Itor");
	equal(feed.entries[1].authors.v[0].email, "ed@example.org");
}

static void test_rss10(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
		  "xmlns:prism='http://purl.org/rss/1.0/modules/prism/' "
		  "xmlns:admin='http://webns.net/mvcb/'><channel rdf:about='https://j.example.org/'>"
		  "<title>Journal</title><link>https://j.example.org/</link>"
		  "<admin:generatorAgent rdf:resource='https://generator.example.org/?v=1'/></channel>"
		  "<item rdf:about='https://j.example.org/a1'><title>Paper</title>"
		  "<link>https://j.example.org/a1?rss=yes</link><dc:date>2026-03-02</dc:date>"
		  "<dc:identifier>doi:10.99999/Sample.1</dc:identifier>"
		  "<prism:doi>10.99999/sample.1</prism:doi></item></rdf:RDF>"));
	equal(feed.format, "rss10");
	assert_int_equal(feed.entry_count, 1);
	equal(feed.generator_url, "https://generator.example.org/?v=1");
	equal(feed.entries[0].id, "https://j.example.org/a1");
	equal(feed.entries[0].doi, "10.99999/sample.1");
	assert_int_equal(feed.entries[0].updated.time, 1772409600);
}

static void test_atom(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en_GB' xml:base='/base/'>"
		  "<title>Site</title><id>tag:example.org,2026:f</id><link href='home'/>"
		  "<link rel='next' href='?p=2'/><updated>2026-03-02T08:09:10Z</updated><author>"
		  "<name>Feed Author</name></author>"
		  "<generator uri='https://gen.example.org/' version='3'>Gen</generator>"
		  "<entry xml:base='e/'><id> tag:example.org,2026:1 </id>"
		  "<title type='html'>x &amp;lt; y &lt;b&gt;z&lt;/b&gt;</title><link href='1'/>"
		  "<summary>a &lt;b&gt; c</summary><content type='xhtml'>"
		  "<div xmlns='http://www.w3.org/1999/xhtml'>p <b xml:base='deep/'>"
		  "<a href='q'>q</a></b> &lt;</div></content><author><name>One</name>"
		  "<uri>people/1</uri></author><author><name>Two</name></author>"
		  "<category term='t' label='T'/><source><title>Origin</title>"
		  "<link href='https://origin.example.org/'/></source></entry></feed>"));
	equal(feed.format, "atom10");
	equal(feed.language, "en-GB");
	equal(feed.home_url, "https://desk.example.org/base/home");
	equal(feed.next_url, "https://desk.example.org/base/?p=2");
	equal(feed.generator_name, "Gen");
	const struct feed_entry *e = &feed.entries[0];
	equal(e->id, "tag:example.org,2026:1");
	equal(e->url, "https://desk.example.org/base/e/1");
	plain(&e->title, "x < y z");
	plain(&e->summary, "a <b> c");
	html(&e->summary, "a &lt;b&gt; c");
	html(&e->contents.v[0],
		"p <b><a href=\"https://desk.example.org/base/e/deep/q\">q</a></b> &lt;");
	assert_int_equal(e->authors.n, 2);
	equal(e->authors.v[0].url, "https://desk.example.org/base/e/people/1");
	plain(&e->source->title, "Origin");
}

static void test_atom03_and_base64(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<feed version='0.3' xmlns='http://purl.org/atom/ns#'>"
		  "<tagline mode='escaped' type='text/html'>&lt;p&gt;T&lt;/p&gt;</tagline><entry>"
		  "<title mode='base64' type='text/html'>PGI+aGk8L2I+</title><issued>2026-03-02</issued>"
		  "<modified>2026-03-03</modified></entry></feed>"));
	equal(feed.format, "atom03");
	html(&feed.subtitle, "<p>T</p>");
	html(&feed.entries[0].title, "<b>hi</b>");
	assert_int_equal(feed.entries[0].updated.time - feed.entries[0].published.time, 86400);
}

static void test_cdf(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<CHANNEL HREF='/c'><TITLE>C</TITLE><ABSTRACT>About</ABSTRACT>"
		  "<ITEM HREF='/i' LASTMOD='2026-03-02T00:00'><ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>"));
	equal(feed.format, "cdf");
	equal(feed.home_url, "https://desk.example.org/c");
	plain(&feed.subtitle, "About");
	equal(feed.entries[0].url, "https://desk.example.org/i");
	assert_int_equal(feed.entries[0].updated.time, 1772409600);
}

static void test_nested_categories(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>"
		  "<channel><item><guid>1</guid><itunes:category text='A'><x>"
		  "<itunes:category text='B'/></x></itunes:category><itunes:category text='C'>"
		  "<itunes:category text='D'/></itunes:category></item></channel></rss>"));
	assert_int_equal(feed.categories.n, 0);
	assert_int_equal(feed.entries[0].categories.n, 4);
	equal(feed.entries[0].categories.v[1].term, "B");
	equal(feed.entries[0].categories.v[3].term, "D");
}

static void test_source_holds_no_entries(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><source><entry><source/>"
		  "<id>2</id></entry><id>s</id></source></entry></feed>"));
	assert_int_equal(feed.entry_count, 1);
	equal(feed.entries[0].id, "1");
	equal(feed.entries[0].source->id, "s");
}

static void test_links(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<rss version='2.0'><channel><item><link>/first</link>"
		  "<link href='/last'/></item></channel></rss>"));
	equal(feed.entries[0].url, "https://desk.example.org/last");
	feed = parse(&a,
		S("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example.org/x'>"
		  "<link rel='self' href=''/><entry><link rel='enclosure' href='/e' length='7'/>"
		  "<link>/text</link><link href='/later'/></entry></feed>"));
	equal(feed.self_url, "https://b.example.org/x");
	equal(feed.entries[0].url, "https://b.example.org/text");
	assert_int_equal(feed.entries[0].enclosures.v[0].length, 7);
	assert_int_equal(feed.entries[0].links.n, 3);
}

static void test_a_link_of_the_source_is_not_the_entrys(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><item>"
		  "<link>/item</link><atom:source><atom:link href='https://source.example.org/'/>"
		  "</atom:source></item></channel></rss>"));
	equal(feed.entries[0].url, "https://desk.example.org/item");
	equal(feed.entries[0].source->home_url, "https://source.example.org/");
}

static void test_json(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J "
		  "<b>\",\"home_page_url\":\"/\",\"feed_url\":\"f.json\",\"next_url\":\"f2.json\","
		  "\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example.org/\"}],"
		  "\"authors\":[{\"name\":\"N\",\"url\":\"/n\"}],\"items\":[{\"id\":7,\"url\":\"/7\","
		  "\"title\":\"Seven\",\"content_html\":\""
		  "<p>x</p>\",\"content_text\":\"x\",\"date_published\":\"2026-03-02T08:09:10Z\","
		  "\"tags\":[\"a\",1],\"attachments\":[{\"url\":\"a.mp3\","
		  "\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":5}],"
		  "\"image\":\"i.png\"},{\"id\":\"8\","
		  "\"external_url\":\"https://doi.org/10.99999/ABC\",\"date_published\":\"never\"},5]}"));
	equal(feed.format, "json11");
	assert_true(feed.well_formed && feed.entry_count == 2);
	plain(&feed.title, "J <b>");
	equal(feed.next_url, "https://desk.example.org/feeds/f2.json");
	equal(feed.hub_urls.v[0], "https://hub.example.org/");
	const struct feed_entry *e = &feed.entries[0];
	equal(e->id, "7");
	assert_true(e->contents.n == 2 && e->categories.n == 1 && e->enclosures.v[0].length == 5);
	equal(feed.entries[1].doi, "10.99999/abc");
	assert_true(feed.entries[1].published.time == NO_TIME);
	equal(feed.entries[1].published.raw, "never");
}

static void test_broken(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("\n<br />Warning: x\n<?xml version='1.0'?><rss version='2.0'><channel>"
		  "<title>A & B caf&eacute;</title><item><title>p < 0.05</title>"
		  "<link>/?a=1&b=2</link></item><item><title>cut"));
	equal(feed.format, "rss20");
	assert_true(!feed.well_formed && feed.cut.n && feed.error_count >= 2 && feed.entry_count == 2);
	plain(&feed.title, "A & B caf\xC3\xA9");
	plain(&feed.entries[0].title, "p < 0.05");
	equal(feed.entries[0].url, "https://desk.example.org/?a=1&b=2");
	assert_true(feed.entries[0].complete && !feed.entries[1].complete);
	feed = parse(&a,
		S("<rss version='2.0'><channel><item><undeclared:x/>"
		  "<dc:creator>N</dc:creator></item></channel></rss>"));
	assert_false(feed.well_formed);
	equal(feed.entries[0].authors.v[0].name, "N");
}

static void test_not_a_feed(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		struct str in;
		const char *message;
	} cases[] = {
		{S(""), "The answer is empty."},
		{S(" \n"), "The answer is empty."},
		{S("<!doctype html><html><body>503</body></html>"), "This is a web page, not a feed."},
		{S("<opml version='2.0'/>"), "This is XML, but not a feed: it begins with <opml>."},
		{S("<x:rss xmlns:x='https://elsewhere.example.org/' version='2.0'><x:channel/></x:rss>"),
			"This is XML, but not a feed: it begins with <rss>."},
		{S("{\"error\":{\"message\":\"No such key\"}}"),
			"This is JSON, but not a JSON Feed; it says: No such key"},
		{S("Internal error"), "This is neither a feed nor anything like one."},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct feed feed = parse(&a, cases[i].in);
		assert_int_equal(feed.format.n, 0);
		equal(feed.errors[0].message, cases[i].message);
		assert_false(feed.well_formed);
	}
}

static void test_limits(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf doc CLEANUP_BUF = buf_new(1 << 22);
	buf_add(&doc, S("<rss version='2.0'><channel>"));
	for (int i = 0; i < FEED_MAX_ENTRIES + 10; i++)
		buf_addf(&doc, "<item><guid>%d</guid></item>", i);
	buf_add(&doc, S("</channel></rss>"));
	struct feed feed = parse(&a, buf_str(&doc));
	assert_int_equal(feed.entry_count, FEED_MAX_ENTRIES);
	assert_int_equal(feed.error_count, 1);
}

static void test_document(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = parse(&a,
		S("<rss version='2.0'><channel><title>T</title><item><guid>g</guid>"
		  "<pubDate>soon</pubDate><title>x&lt;script&gt;</title></item></channel></rss>"));
	json_t *document = feed_to_json(&feed);
	const json_t *entry = json_array_get(json_object_get(document, "entries"), 0),
				 *title = json_object_get(entry, "title");
	assert_string_equal(json_string_value(json_object_get(document, "format")), "rss20");
	assert_string_equal(json_string_value(json_object_get(entry, "id")), "g");
	assert_true(json_is_true(json_object_get(entry, "id_is_permalink")));
	assert_string_equal(json_string_value(json_object_get(entry, "published_raw")), "soon");
	assert_string_equal(json_string_value(json_object_get(title, "html")), "x");
	assert_null(json_object_get(entry, "url"));
	json_decref(document);
}

/* The tables are searched by bisection: a row in the wrong place would not be found. */
static void test_rules_are_found(void **state)
{
	(void)state;
	static const struct {
		enum feed_container container;
		enum feed_ns ns;
		const char *name;
		enum feed_kind kind;
	} cases[] = {{CONTAINER_ENTRY, NS_CORE, "summary", KIND_SUMMARY},
		{CONTAINER_ENTRY, NS_CORE, "subtitle", KIND_EXT},
		{CONTAINER_ENTRY, NS_ITUNES, "subtitle", KIND_TEXT},
		{CONTAINER_ENTRY, NS_MEDIA, "content", KIND_MEDIA_CONTENT},
		{CONTAINER_ENTRY, NS_OTHER, "comments", KIND_EXT},
		{CONTAINER_PERSON, NS_OTHER, "comments", KIND_NONE},
		{CONTAINER_ENTRY, NS_CORE, "pubDate", KIND_TIME},
		{CONTAINER_FEED, NS_CORE, "webMaster", KIND_PUBLISHER},
		{CONTAINER_FEED, NS_DC, "title", KIND_TEXT}, {CONTAINER_PERSON, NS_CORE, "uri", KIND_URL},
		{CONTAINER_IMAGE, NS_CORE, "url", KIND_URL}, {CONTAINER_NONE, NS_CORE, "title", KIND_NONE}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct feed_rule *rule = feed_rules_find(
			cases[i].container, cases[i].ns, cases[i].name);
		assert_int_equal(rule ? rule->kind : KIND_NONE, cases[i].kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rss20),
		cmocka_unit_test(test_rss10),
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_atom03_and_base64),
		cmocka_unit_test(test_cdf),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_source_holds_no_entries),
		cmocka_unit_test(test_nested_categories),
		cmocka_unit_test(test_a_link_of_the_source_is_not_the_entrys),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_not_a_feed),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_rules_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
