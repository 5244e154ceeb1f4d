#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/feed/feed.h"
#include "parse/opml/opml_read.h"
#include "parse/record/esearch.h"
#include "parse/record/medlineplus.h"
#include "parse/record/pubmed.h"
#include "xml_errors.h"

/* A document in pieces. An error is put between two of them. */
enum { PLACES = 3 };
struct pieces {
	const char *v[PLACES + 1];
};

/* A reader of one format: writes what it read of the document, one line a value. */
typedef void describe(struct arena *a, struct str document, struct buf *out);

static struct str document_with(struct arena *a, const struct pieces *p, size_t place, struct str s)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (size_t i = 0; i <= PLACES; i++) {
		buf_add(&b, str_of(p->v[i]));
		if (i == place)
			buf_add(&b, s);
	}
	return str_copy(a, buf_str(&b));
}

/* What is read of the part behind the error: it stands behind the last "mark" of its kind. */
static bool same_rest(struct str read, struct str sound, size_t place)
{
	struct str mark = place == 0 ? S("[1]") : place == 1 ? S("[after]") : S("[2]");
	size_t at = str_find(sound, mark), ours = str_find(read, mark);
	return at != STR_NOT_FOUND && ours != STR_NOT_FOUND &&
		str_eq(str_sub(read, ours, SIZE_MAX), str_sub(sound, at, SIZE_MAX));
}

/* True when the rest is read as without the error. */
static bool survives(const struct pieces *pieces, describe *reader, size_t place, struct str error)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf sound CLEANUP_BUF = buf_new(1 << 16), read CLEANUP_BUF = buf_new(1 << 16);
	reader(&a, document_with(&a, pieces, PLACES + 1, STR_NONE), &sound);
	reader(&a, document_with(&a, pieces, place, error), &read);
	bool same = same_rest(buf_str(&read), buf_str(&sound), place);
	if (!same)
		print_error("place %zu, \"" STR_FMT "\":\n" STR_FMT "\n", place, STR_ARG(error),
			STR_ARG(buf_str(&read)));
	return same;
}

static void sweep(const struct pieces *pieces, describe *reader)
{
	size_t lost = 0;
	for (size_t i = 0; i < XML_ERROR_COUNT; i++)
		for (size_t place = 0; place < PLACES; place++)
			lost += !survives(pieces, reader, place, XML_ERRORS[i]);
	assert_int_equal(lost, 0);
}

/* Feeds. */

#define TAIL "[after] R&amp;D: 5 &lt; 6 &gt; 4 &quot;q&quot; &apos;a&apos; &#8217;"

static const struct pieces RSS = {{
	"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
	"xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>A &amp; B</title>"
	"<link>https://e.example/?a=1&amp;b=2</link>",
	"<item><title>[1] T &amp; U &lt; V</title><link>https://e.example/?id=1&amp;l=en</link>"
	"<description>X ",
	TAIL "</description><pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>"
		 "<category>C&amp;D</category><dc:creator>O&apos;Neill &amp; Son</dc:creator></item>",
	"<item><title>[2] V &lt; W</title><link>https://e.example/?id=2&amp;l=en</link>"
	"<description>&lt;p&gt;Dr&amp;#8217;s R&amp;amp;D&lt;/p&gt;</description>"
	"<enclosure url='https://e.example/a?b&amp;c' type='a/b' length='1'/></item>"
	"<item><title><![CDATA[A & B]]></title><guid>g&amp;3</guid></item></channel></rss>",
}};

/* Inside the feed's title, between the fields of an item, inside HTML that is escaped text. */
static const struct pieces RSS_FIELDS = {{
	"<rss version='2.0'><channel><title>A ",
	" B</title><item><title>[1] T &amp; U</title><guid>g&amp;1</guid>",
	"<pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate><category>[after] C &lt; D</category>"
	"<author>e@f.example (O&apos;Neill &amp; Son)</author></item>"
	"<item><title>V &amp; W</title><description>&lt;p&gt;X ",
	"[2] &lt;b&gt;bold&lt;/b&gt; AT&amp;amp;T, 5 &amp;lt; 6&lt;/p&gt;</description>"
	"<category>E &amp; F</category></item><item><title>G &amp;</title></item></channel></rss>",
}};

static const struct pieces ATOM = {{
	"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>A &amp; B</title>"
	"<id>urn:x</id>",
	"<entry><title type='html'>[1] T &amp;amp; U</title><id>i&amp;1</id>"
	"<link href='https://e.example/?id=1&amp;l=en'/><summary type='html'>X ",
	TAIL "</summary><updated>2026-11-27T10:00:00Z</updated><author><name>O&apos;Neill &amp; "
		 "Son</name></author></entry>",
	"<entry><title>[2] V &lt; W</title><id>i2</id><content type='xhtml'><div "
	"xmlns='http://www.w3.org/1999/xhtml'><p>5 &lt; 6 &amp; 7</p></div></content></entry>"
	"<entry><title>[3] &amp;</title><id>i3</id></entry></feed>",
}};

static void add_line(struct buf *out, struct str s)
{
	buf_add(out, s);
	buf_add_char(out, '\n');
}

static void describe_entry(struct arena *a, struct buf *out, const struct feed_entry *e)
{
	add_line(out, e->title.raw);
	add_line(out, e->id);
	add_line(out, e->url);
	add_line(out, feed_text_plain(a, &e->summary, SIZE_MAX));
	for (size_t i = 0; i < e->contents.n; i++)
		add_line(out, e->contents.v[i].raw);
	add_line(out, e->published.raw);
	add_line(out, e->updated.raw);
	for (size_t i = 0; i < e->categories.n; i++)
		add_line(out, e->categories.v[i].term);
	for (size_t i = 0; i < e->authors.n; i++)
		add_line(out, e->authors.v[i].name);
	for (size_t i = 0; i < e->enclosures.n; i++)
		add_line(out, e->enclosures.v[i].url);
}

static void describe_feed(struct arena *a, struct str document, struct buf *out)
{
	struct feed feed;
	feed_parse(a, &(struct feed_input){.bytes = document}, &feed);
	for (size_t i = 0; i < feed.entry_count; i++)
		describe_entry(a, out, &feed.entries[i]);
}

static void test_rss(void **state)
{
	(void)state;
	sweep(&RSS, describe_feed);
	sweep(&RSS_FIELDS, describe_feed);
}

static void test_atom(void **state)
{
	(void)state;
	sweep(&ATOM, describe_feed);
}

static void test_sections_that_never_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < XML_ERROR_OF_TEXT_COUNT; i++) {
		assert_true(survives(&RSS, describe_feed, 1, XML_ERRORS_OF_TEXT[i]));
		assert_true(survives(&ATOM, describe_feed, 1, XML_ERRORS_OF_TEXT[i]));
	}
}

static void test_ends_of_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < XML_ERROR_BETWEEN_COUNT; i++)
		for (size_t place = 0; place < PLACES; place += 2) {
			assert_true(survives(&RSS, describe_feed, place, XML_ERRORS_BETWEEN[i]));
			assert_true(survives(&ATOM, describe_feed, place, XML_ERRORS_BETWEEN[i]));
		}
}

/* Records. */

static const struct pieces PUBMED = {{
	"<?xml version='1.0'?><!DOCTYPE PubmedArticleSet PUBLIC '-//NLM//DTD PubMedArticle//EN' "
	"'https://dtd.example/pubmed.dtd'><PubmedArticleSet>",
	"<PubmedArticle><MedlineCitation Status='MEDLINE'><PMID Version='1'>101</PMID><Article>"
	"<ArticleTitle>[1] A &amp; B: 5 &lt; 6</ArticleTitle><Abstract><AbstractText Label='A&amp;B'>"
	"X ",
	TAIL
	"</AbstractText><AbstractText Label='R &lt; S'>p &lt; 0.05 &amp; q</AbstractText></Abstract>"
	"<AuthorList><Author ValidYN='Y'><LastName>O&apos;N &amp; Son</LastName></Author></AuthorList>"
	"</Article><MedlineJournalInfo><MedlineTA>J &amp; K</MedlineTA></MedlineJournalInfo>"
	"</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType='doi'>10.5555/a&amp;b"
	"</ArticleId></ArticleIdList></PubmedData></PubmedArticle>",
	"<PubmedArticle><MedlineCitation><PMID>102</PMID><Article><ArticleTitle>[2] C &amp; D"
	"<sub>5 &lt; 6</sub></ArticleTitle></Article></MedlineCitation></PubmedArticle><PubmedArticle>"
	"<MedlineCitation><PMID>103</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>",
}};

static const struct pieces MEDLINEPLUS = {{
	"<?xml version='1.0' encoding='UTF-8'?><nlmSearchResult><term>a &amp; b</term>"
	"<file>f&amp;1</file><count>3</count><list num='3'>",
	"<document rank='0' url='https://medlineplus.gov/a?b=1&amp;c=2'>"
	"<content name='title'>[1] A &amp;amp; B</content><content name='FullSummary'>X ",
	TAIL "</content><content name='groupName'>C &amp;amp; D</content></document>",
	"<document rank='1' url='https://medlineplus.gov/b&amp;c'><content name='title'>[2] "
	"&lt;span class=&quot;qt0&quot;&gt;A&lt;/span&gt; &amp;amp; C</content></document>"
	"<document rank='2' url='https://medlineplus.gov/d'><content name='title'>D</content>"
	"</document></list></nlmSearchResult>",
}};

static const struct pieces ESEARCH = {{
	"<?xml version='1.0'?><eSearchResult>",
	"<Count>2</Count><IdList><Id>101</Id><Id>102</Id></IdList><QueryTranslation>[1] X ",
	TAIL "</QueryTranslation>",
	"<ErrorList><PhraseNotFound>[2] a &amp; b &lt; c</PhraseNotFound></ErrorList>"
	"</eSearchResult>",
}};

static void describe_record(struct buf *out, const struct entry *e)
{
	add_line(out, e->title);
	add_line(out, e->native);
	add_line(out, e->url);
	add_line(out, e->author);
	add_line(out, e->paper ? STR_NONE : e->text); /* its abstract is written below */
	add_line(out, e->keys.doi);
	for (size_t i = 0; i < e->categories.n; i++)
		add_line(out, e->categories.v[i]);
	for (size_t i = 0; e->paper && i < e->paper->abstract_count; i++) {
		add_line(out, e->paper->abstract[i].label);
		add_line(out, e->paper->abstract[i].text);
	}
	for (size_t i = 0; e->paper && i < e->paper->author_count; i++)
		add_line(out, e->paper->authors[i].last);
	if (e->paper)
		add_line(out, e->paper->medline_ta);
}

static void describe_pubmed(struct arena *a, struct str document, struct buf *out)
{
	struct pubmed_records records;
	struct err err = {0};
	assert_true(pubmed_parse(a, document, &records, &err));
	for (size_t i = 0; i < records.entries.n; i++)
		describe_record(out, &records.entries.v[i]);
	add_line(out, records.cut.n ? S("broken off") : S("whole"));
}

static void describe_medlineplus(struct arena *a, struct str document, struct buf *out)
{
	struct medlineplus_page page;
	struct err err = {0};
	assert_true(medlineplus_parse(a, document, &page, &err));
	for (size_t i = 0; i < page.entries.n; i++)
		describe_record(out, &page.entries.v[i]);
}

static void describe_esearch(struct arena *a, struct str document, struct buf *out)
{
	struct esearch search;
	struct err err = {0};
	assert_true(esearch_parse(a, document, &search, &err));
	add_line(out, search.query_translation);
	for (size_t i = 0; i < search.errors.n; i++)
		add_line(out, search.errors.v[i]);
	buf_addf(out, "%ld %zu\n", search.count, search.ids.n);
}

static const struct pieces OPML = {{
	"<?xml version='1.0'?><opml version='2.0'><head><title>A &amp; B</title></head><body>",
	"<outline text='Group [1] &amp; more'><outline text='[1] C &amp; D' "
	"xmlUrl='https://e.example/?a=1&amp;b=2'/>",
	"<outline text='[after] E &lt; F' xmlUrl='https://e.example/f&amp;g'/></outline>",
	"<outline text='[2] H &gt; I &quot;q&quot;' "
	"xmlUrl='https://e.example/?h&amp;i'/></body></opml>",
}};

static void describe_opml(struct arena *a, struct str document, struct buf *out)
{
	struct outlines outlines;
	struct err err = {0};
	assert_true(opml_read(a, document, &outlines, &err));
	for (size_t i = 0; i < outlines.n; i++) {
		add_line(out, outlines.v[i].title);
		add_line(out, outlines.v[i].xml_url);
	}
}

static void test_opml(void **state)
{
	(void)state;
	sweep(&OPML, describe_opml);
}

static void test_pubmed(void **state)
{
	(void)state;
	sweep(&PUBMED, describe_pubmed);
}

static void test_medlineplus(void **state)
{
	(void)state;
	sweep(&MEDLINEPLUS, describe_medlineplus);
}

static void test_esearch(void **state)
{
	(void)state;
	sweep(&ESEARCH, describe_esearch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rss),
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_sections_that_never_end),
		cmocka_unit_test(test_ends_of_fields),
		cmocka_unit_test(test_pubmed),
		cmocka_unit_test(test_medlineplus),
		cmocka_unit_test(test_esearch),
		cmocka_unit_test(test_opml),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
