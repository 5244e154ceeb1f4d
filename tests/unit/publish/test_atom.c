/* What RFC 4287 asks of a feed, one test a rule. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "rendered.h"

/* A feed, parsed; values of XPath expressions go to the arena. */
struct doc {
	struct arena *a;
	xmlDocPtr xml;
	xmlXPathContextPtr xpath;
};

static struct doc doc_open(struct rendered *r, struct str feed)
{
	struct doc doc = {
		.a = &r->a, .xml = xmlReadMemory(feed.p, (int)feed.n, NULL, NULL, XML_PARSE_NONET)};
	assert_non_null(doc.xml);
	doc.xpath = xmlXPathNewContext(doc.xml);
	xmlXPathRegisterNs(
		doc.xpath, (const xmlChar *)"a", (const xmlChar *)"http://www.w3.org/2005/Atom");
	xmlXPathRegisterNs(doc.xpath, (const xmlChar *)"at",
		(const xmlChar *)"http://purl.org/atompub/tombstones/1.0");
	return doc;
}

static void doc_close(struct doc *doc)
{
	xmlXPathFreeContext(doc->xpath);
	xmlFreeDoc(doc->xml);
}

static struct str value(const struct doc *doc, const char *expression)
{
	xmlXPathObjectPtr result = xmlXPathEvalExpression((const xmlChar *)expression, doc->xpath);
	assert_non_null(result);
	xmlChar *text = xmlXPathCastToString(result);
	struct str copy = str_copy(doc->a, str_of((const char *)text));
	xmlFree(text);
	xmlXPathFreeObject(result);
	return copy;
}

static void check(const struct doc *doc, const char *expression, const char *expected)
{
	struct str got = value(doc, expression);
	if (!str_eq(got, str_of(expected)))
		fail_msg("%s is \"" STR_FMT "\", not \"%s\"", expression, STR_ARG(got), expected);
}

static struct doc section_feed(struct rendered *r, const char *word)
{
	return doc_open(r, sample_output(&r->outputs, str_printf(&r->a, "%s/feed.atom", word).p));
}

static void test_feed_head(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	check(&d, "name(/a:feed)", "feed");
	check(&d,
		"count(/a:feed/a:id) + 10 * count(/a:feed/a:title) + 100 * count(/a:feed/a:updated) + 1000 "
		"* count(/a:feed/a:author/a:name)",
		"1111");
	check(&d, "string(/a:feed/a:id)", "tag:desk.example,2026:research");
	check(&d, "string(/a:feed/a:title)", "Sample Desk: Research");
	check(&d, "string(/a:feed/@xml:lang)", "en");
	check(&d, "string(/a:feed/a:author/a:name)", "Sample Desk");
	check(&d, "string(/a:feed/a:updated) = string(/a:feed/a:entry[1]/a:updated)", "true");
	check(&d, "count(//a:generator)", "1");
	doc_close(&d);
}

static void test_links(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	check(&d, "string(/a:feed/a:link[@rel='self'][@type='application/atom+xml']/@href)",
		"https://desk.example/research/feed.atom");
	check(&d, "string(/a:feed/a:link[@rel='alternate'][@type='text/html']/@href)",
		"https://desk.example/research/index.html");
	check(&d, "count(/a:feed/a:link)", "2");
	check(&d, "count(//a:entry/a:link[@rel='alternate'])", "3");
	check(&d, "string(//a:entry[1]/a:link[@rel='alternate']/@href)",
		"https://desk.example/items/pmid-99000001.html");
	check(&d, "string(//a:entry[1]/a:link[@rel='related']/@href)", "https://papers.example/1");
	check(&d, "string(//a:entry[2]/a:link[@rel='related']/@href)",
		"https://papers.example/a%20b%22%3C%3E");
	check(&d, "count(//a:link[not(@href) or @href=''])", "0");
	doc_close(&d);
	d = section_feed(r, "news");
	check(&d, "count(//a:link[@rel='related'])", "1");
	doc_close(&d);
}

static void test_every_entry_is_whole(void **state)
{
	struct rendered *r = *state;
	static const char *const words[] = {"research", "news", "trials"};
	static const char *const counts[] = {"3", "2", "2"};
	for (size_t i = 0; i < 3; i++) {
		struct doc d = section_feed(r, words[i]);
		check(&d, "count(//a:entry)", counts[i]);
		check(&d,
			"count(//a:entry[count(a:id) = 1 and count(a:title) = 1 and count(a:updated) = 1 and "
			"count(a:published) = 1 and count(a:content) = 1 and count(a:summary) <= 1])",
			counts[i]);
		check(&d, "count(//a:id[not(starts-with(., 'tag:desk.example,2026:'))])", "0");
		check(&d, "count(//a:title[normalize-space(.) = ''])", "0");
		check(&d, "count(//a:title/* | //a:summary/* | //a:content/*)", "0");
		check(&d, "count(//a:content[@type != 'html'])", "0");
		doc_close(&d);
	}
}

static void test_ids_come_from_the_item(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	check(&d, "string(//a:entry[1]/a:id)", "tag:desk.example,2026:pmid/99000001");
	check(&d, "string(//a:entry[3]/a:id)", "tag:desk.example,2026:item/6");
	doc_close(&d);
	/* moved to another section, and approved again: the id stays, the time moves */
	struct sample moved = r->sample;
	moved.releases[0].face.section = SECTION_TRIALS;
	moved.releases[0].id = 200;
	moved.releases[0].at += 60;
	moved.publication.releases.v = moved.releases;
	struct outputs outputs = render(r, &moved.publication);
	d = doc_open(r, sample_output(&outputs, "trials/feed.atom"));
	check(&d, "string(//a:entry[1]/a:id)", "tag:desk.example,2026:pmid/99000001");
	check(&d, "string(//a:entry[1]/a:updated)", "2026-01-02T03:05:05.000200Z");
	check(&d, "string(//a:entry[1]/a:published)", "2026-01-01T03:04:05Z");
	doc_close(&d);
}

static void test_times(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	check(&d, "string(//a:entry[1]/a:updated)", "2026-01-02T03:04:05.000100Z");
	check(&d, "string(//a:entry[2]/a:updated)", "2026-01-01T03:04:05.000096Z");
	check(&d, "string(//a:entry[3]/a:updated)", "2026-01-01T03:04:05.000095Z");
	check(&d, "count(//a:updated[. = ../following-sibling::a:entry/a:updated])", "0");
	doc_close(&d);
}

static void test_categories_are_topics(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	check(&d, "count(//a:entry[1]/a:category)", "2");
	check(&d, "string(//a:entry[1]/a:category[1]/@term)", "grafts");
	check(&d, "string(//a:entry[1]/a:category[1]/@label)", "Grafts & Cells");
	check(&d, "string(//a:entry[1]/a:category[1]/@scheme)", "https://desk.example/topics/");
	doc_close(&d);
}

static void test_hostile_text_survives_as_text(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "news");
	check(&d, "string(//a:entry[1]/a:title)", "Will <script>alert(1)</script> & ]]> be shown?");
	check(&d, "string(//a:entry[1]/a:summary)", "Grafts \"quoted\" & <b>bold</b>.");
	check(&d, "string(//a:entry[2]/a:title)", "Unrelated  \xEF\xBF\xBD news \xEF\xBF\xBD");
	check(&d, "contains(//a:entry[1]/a:content, '&lt;b&gt;bold&lt;/b&gt;')", "true");
	check(&d,
		"contains(//a:entry[1]/a:content, '<b>') or contains(//a:entry[1]/a:content, '<script')",
		"false");
	doc_close(&d);
}

static void test_content_is_html_that_fits_in_a_div(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "research");
	struct str content = value(&d, "string(//a:entry[2]/a:content)");
	assert_true(has(content,
		"<p><strong>Retracted: see <a href=\"https://pubmed.ncbi.nlm.nih.gov/99000002/\">PMID "
		"99000002</a>.</strong></p>"));
	assert_true(has(content, "PubMed, J Sample Med, 12/30/2025."));
	assert_true(has(content,
		"<a href=\"https://papers.example/a%20b%22%3C%3E\">Read it at papers.example</a>"));
	assert_true(has(content,
		"(Also see <a href=\"https://desk.example/topics/grafts.html\">Grafts &amp; Cells</a>)"));
	assert_false(has(content, "=\"../"));
	struct str page = str_printf(&r->a, "<div>" STR_FMT "</div>", STR_ARG(content));
	xmlResetLastError();
	htmlDocPtr html = htmlReadMemory(
		page.p, (int)page.n, NULL, "UTF-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	assert_null(xmlGetLastError());
	xmlFreeDoc(html);
	doc_close(&d);
}

static void test_trial_says_its_status(void **state)
{
	struct rendered *r = *state;
	struct doc d = section_feed(r, "trials");
	check(&d,
		"contains(//a:entry[1]/a:content, '<p><strong>Currently recruiting. Last updated "
		"01/05/26.</strong></p>')",
		"true");
	doc_close(&d);
}

static void test_newest_fifty(void **state)
{
	struct rendered *r = *state;
	struct release *many = arena_array(&r->a, 60, sizeof *many);
	for (int64_t i = 0; i < 60; i++) {
		many[i] = r->sample.releases[0];
		many[i].id = 1000 - i;
		many[i].item = 100 + i;
		many[i].at = SAMPLE_TIME - i / 7;
		many[i].tag = str_printf(&r->a, "pmid/%lld", (long long)(99000000 + i));
	}
	struct publication p = {.site = &r->sample.site, .releases = {many, 60}};
	struct outputs outputs = render(r, &p);
	struct doc d = doc_open(r, sample_output(&outputs, "research/feed.atom"));
	check(&d, "count(//a:entry)", "50");
	check(&d, "string(//a:entry[50]/a:id)", "tag:desk.example,2026:pmid/99000049");
	check(&d, "count(//a:updated[. = ../following-sibling::a:entry/a:updated])", "0");
	doc_close(&d);
}

/* RFC 5005 section 4: whoever walks from the feed through its archives finds each item once, and an
 * archive stays as it is. */
static void test_archives(void **state)
{
	struct rendered *r = *state;
	enum { COUNT = 120 };
	struct release *many = arena_array(&r->a, COUNT, sizeof *many);
	for (int64_t i = 0; i < COUNT; i++) {
		many[i] = r->sample.releases[0];
		many[i].id = 1000 + i;
		many[i].item = 100 + i;
		many[i].at = SAMPLE_TIME + i;
		many[i].tag = str_printf(&r->a, "pmid/%lld", (long long)(99000000 + i));
	}
	struct publication p = {.site = &r->sample.site, .releases = {many, COUNT}};
	struct world w = world_open(r, &p, SOURCE_DIR "/templates");
	struct err err = {0};
	struct by by = {.editor = S("ed"), .now = SAMPLE_TIME + 1000};
	world_publish(&w);
	struct outputs before = world_outputs(r, &w);
	fine(ask_withdraw(w.store, by, 105, S("wrong"), &err), &err);
	world_publish(&w);
	struct outputs after = world_outputs(r, &w);
	store_close(w.store);
	static const char *const archives[] = {"research/archive/1.atom", "research/archive/2.atom"};
	for (size_t i = 0; i < 2; i++)
		assert_true(
			str_eq(sample_output(&before, archives[i]), sample_output(&after, archives[i])));
	struct doc d = doc_open(r, sample_output(&after, "research/feed.atom"));
	check(&d, "count(//a:entry) + count(//at:deleted-entry)", "50");
	check(&d, "count(//at:deleted-entry)", "1");
	check(&d, "string(/a:feed/a:link[@rel='prev-archive']/@href)",
		"https://desk.example/research/archive/2.atom");
	doc_close(&d);
	d = doc_open(r, sample_output(&after, archives[1]));
	check(&d, "count(//a:entry)", "50");
	check(&d, "string(//a:entry[50]/a:id)", "tag:desk.example,2026:pmid/99000050");
	check(&d, "string(/a:feed/a:link[@rel='current']/@href)",
		"https://desk.example/research/feed.atom");
	check(&d, "string(/a:feed/a:link[@rel='self']/@href)",
		"https://desk.example/research/archive/2.atom");
	check(&d, "count(/a:feed/*[local-name() = 'archive'])", "1");
	doc_close(&d);
	d = doc_open(r, sample_output(&after, archives[0]));
	check(&d, "count(/a:feed/a:link[@rel='prev-archive'])", "0");
	check(&d, "string(//a:entry[1]/a:id)", "tag:desk.example,2026:pmid/99000049");
	doc_close(&d);
}

/* RFC 6721: a feed tells its readers to drop what was taken down, and only its own. */
static void test_deleted_entries(void **state)
{
	struct rendered *r = *state;
	struct publication p = r->sample.publication;
	p.alias_count = 0;
	struct world w = world_open(r, &p, SOURCE_DIR "/templates");
	struct err err = {0};
	struct by by = {.editor = S("ed"), .now = SAMPLE_TIME + 60};
	world_publish(&w);
	fine(ask_withdraw(w.store, by, 1, S("It was <b>about</b> mice & men"), &err), &err);
	world_publish(&w);
	struct outputs outputs = world_outputs(r, &w);
	store_close(w.store);
	struct doc d = doc_open(r, sample_output(&outputs, "research/feed.atom"));
	check(&d, "count(//at:deleted-entry)", "1");
	check(&d, "string(/a:feed/at:deleted-entry[1]/@ref)", "tag:desk.example,2026:pmid/99000001");
	check(&d, "string(/a:feed/at:deleted-entry[1]/@when)", "2026-01-02T03:05:05.000100Z");
	check(&d, "string(/a:feed/at:deleted-entry[1]/at:comment)",
		"Withdrawn: It was <b>about</b> mice & men.");
	check(&d, "count(/a:feed/at:deleted-entry[1]/*)", "1");
	check(&d, "string(/a:feed/a:updated)", "2026-01-02T03:05:05.000100Z");
	check(&d, "count(//a:entry)", "2");
	doc_close(&d);
	assert_false(has(sample_output(&outputs, "news/feed.atom"), "tombstones"));
	assert_false(has(sample_output(&outputs, "research/feed.json"), "99000001\""));
}

static void test_note_of_a_correction(void **state)
{
	struct rendered *r = *state;
	struct release noted = r->sample.releases[0];
	noted.note = S("The dose was <wrong>.");
	noted.noted = SAMPLE_TIME;
	struct publication p = {.site = &r->sample.site, .releases = {&noted, 1}};
	struct outputs outputs = render(r, &p);
	struct doc d = doc_open(r, sample_output(&outputs, "research/feed.atom"));
	check(&d,
		"contains(//a:entry/a:content, '<p><strong>Changed 01/02/2026:</strong> The dose was "
		"&lt;wrong&gt;.</p>')",
		"true");
	doc_close(&d);
}

static void test_empty_feed_is_valid(void **state)
{
	struct rendered *r = *state;
	struct publication none = {.site = &r->sample.site};
	struct outputs outputs = render(r, &none);
	struct doc d = doc_open(r, sample_output(&outputs, "news/feed.atom"));
	check(&d, "count(//a:entry)", "0");
	check(&d, "string(/a:feed/a:updated)", "2026-01-02T03:04:05Z"); /* when it was first there */
	check(&d, "string(/a:feed/a:author/a:name)", "Sample Desk");
	doc_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_feed_head),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_every_entry_is_whole),
		cmocka_unit_test(test_ids_come_from_the_item),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_categories_are_topics),
		cmocka_unit_test(test_hostile_text_survives_as_text),
		cmocka_unit_test(test_content_is_html_that_fits_in_a_div),
		cmocka_unit_test(test_trial_says_its_status),
		cmocka_unit_test(test_newest_fifty),
		cmocka_unit_test(test_archives),
		cmocka_unit_test(test_deleted_entries),
		cmocka_unit_test(test_note_of_a_correction),
		cmocka_unit_test(test_empty_feed_is_valid),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
