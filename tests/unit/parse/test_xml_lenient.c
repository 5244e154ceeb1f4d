#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/xml/xml.h"

/* Events written as text: "(prefix:name{namespace} attr=value|text name)". */
static void on_start(void *user, const struct xml_tag *tag)
{
	buf_addf(user, "(%s%s%s", tag->prefix, tag->prefix[0] ? ":" : "", tag->name);
	if (tag->ns[0])
		buf_addf(user, "{%s}", tag->ns);
	for (size_t i = 0; i < tag->attr_count; i++)
		buf_addf(user, " %s=" STR_FMT, tag->attrs[i].name, STR_ARG(tag->attrs[i].value));
	buf_add_char(user, '|');
}

static void on_end(void *user, const char *name, const char *ns)
{
	(void)ns;
	buf_addf(user, "%s)", name);
}

static void on_text(void *user, struct str text)
{
	buf_add(user, text);
}

static const struct xml_handler HANDLER = {on_start, on_end, on_text};

static struct xml_result check(struct str bytes, const char *events)
{
	struct buf seen CLEANUP_BUF = buf_new(1 << 20);
	struct xml_result result;
	xml_read_lenient(bytes, &HANDLER, &seen, &result);
	assert_string_equal(seen.p ? seen.p : "", events);
	return result;
}

static void test_sound_documents(void **state)
{
	(void)state;
	assert_false(
		check(S("<?xml version='1.0'?><!-- < --><rss a='1&amp;2'>t&#65;<![CDATA[<&]]><b/></rss>"),
			"(rss a=1&2|tA<&(b|b)rss)")
			.truncated);
	check(S("<r xmlns='u' xmlns:p='v'><p:a p:x='1' xmlns:p='w'/><p:a/><q:b/></r>"),
		"(r{u}|(p:a{w} x=1|a)(p:a{v}|a)(q:b|b)r)");
	assert_true(check(S("<rss><item>cut <b>of"), "(rss|(item|cut (b|of").truncated);
}

static void test_end_tags(void **state)
{
	(void)state;
	static const struct {
		struct str in;
		const char *events;
	} cases[] = {
		/* End tags that are missing, in the wrong order, or fit nothing that is open. */
		{S("<rss><item><title>one<b>two</title></item></rss>"),
			"(rss|(item|(title|one(b|twob)title)item)rss)"},
		{S("<rss><item><b><i>x</b></i></item></rss>"), "(rss|(item|(b|(i|xi)b)item)rss)"},
		{S("<rss><item>x</p></b></item></rss>"), "(rss|(item|xitem)rss)"},
		{S("<rss><title>a<item>x</title>y</item></rss>"), "(rss|(title|atitle)(item|xyitem)rss)"},
		/* Items, entries and channels end where the next one begins. */
		{S("<rss><channel><item>1<item>2</channel></rss>"),
			"(rss|(channel|(item|1item)(item|2item)channel)rss)"},
		{S("<feed><entry><content>1<entry>2</feed>"),
			"(feed|(entry|(content|1content)entry)(entry|2entry)feed)"},
		{S("<rdf:RDF><channel>c<item>1</item></rdf:RDF>"),
			"(rdf:RDF|(channel|c(item|1item)channel)RDF)"},
		{S("<rss><item><x:item>1</x:item>2</item></rss>"), "(rss|(item|(x:item|1item)2item)rss)"},
		/* A field of text ends where the next one begins; an element inside it does not. */
		{S("<rss><item><title>one<link>/1</link><guid>g</item></rss>"),
			"(rss|(item|(title|onetitle)(link|/1link)(guid|gguid)item)rss)"},
		{S("<rss><item><content><title>t</title></content><description>a<p>"
		   "<title>t</p></description></item></rss>"),
			"(rss|(item|(content|(title|ttitle)content)(description|a(p|(title|ttitle)p)"
			"description)item)rss)"},
		/* Items behind the end of the root are read. */
		{S("<rss><item>1</item></rss><item>2</item>"), "(rss|(item|1item)(item|2item)rss)"},
		{S("<rss><item>1</ITEM></rss>"), "(rss|(item|1item)rss)"},
		/* An element between fields that never ends is empty. */
		{S("<rss><item><b><title>one</title><i "
		   "a=1/><guid>g</guid></item><item><b>x</b></item></rss>"),
			"(rss|(item|(b|b)(title|onetitle)(i a=1/|i)(guid|gguid)item)(item|(b|xb)item)rss)"},
		/* Elements of HTML that have no end tag. */
		{S("<rss><item>a<br>b<img src=x>c</item></rss>"),
			"(rss|(item|a(br|br)b(img src=x|img)citem)rss)"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_false(check(cases[i].in, cases[i].events).truncated);
}

static void test_attributes(void **state)
{
	(void)state;
	static const struct {
		struct str in;
		const char *events;
	} cases[] = {
		{S("<a x=1 y='2'z=\"3\" w/>"), "(a x=1 y=2 z=3 w=|"},
		{S("<a href=http://example.org/>t</a>"), "(a href=http://example.org/|ta)"},
		{S("<a x = ' 1 > 2 ' / ></a>"), "(a x= 1 > 2 |a)"},
		{S("<a x='&lt;b&gt; &#38; &eacute;'></a>"), "(a x=<b> & \xC3\xA9|a)"},
		/* A quote that is not closed hides no tags. */
		{S("<r><a x='1>t</a><b y='2'>u</b></r>"), "(r|(a x=1|ta)(b y=2|ub)r)"},
		{S("<r><a x=\"1>t</a></r>"), "(r|(a x=1|ta)r)"},
		{S("<r><a \"\" =2 ??x='1'>t</a></r>"), "(r|(a x=1|ta)r)"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(cases[i].in, cases[i].events);
}

static void nested(size_t depth, struct buf *document)
{
	buf_add(document, S("<rss>"));
	for (size_t i = 0; i < depth; i++)
		buf_addf(document, "<a%zu xmlns:n%zu='u'>", i, i);
	buf_add(document, S("deep</rss>"));
}

static void count_start(void *user, const struct xml_tag *tag)
{
	(void)tag;
	++*(size_t *)user;
}

static void count_end(void *user, const char *name, const char *ns)
{
	(void)name, (void)ns;
	--*(size_t *)user;
}

static void ignore_text(void *user, struct str text)
{
	(void)user;
	assert_true(text.n > 0);
}

/* Whatever comes in, each start event has its end event, nothing is nested beyond the limit, and
 * the time is linear. */
static void test_limits(void **state)
{
	(void)state;
	static const struct xml_handler handler = {count_start, count_end, ignore_text};
	static const char *const pieces[] = {
		"<item>", "</b>", "<a b=\"", "<a b='>", "<![CDATA[", "</", "<a ", "<p>"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf document CLEANUP_BUF = buf_new(4 << 20);
		struct xml_result result;
		size_t open = 0;
		nested(i ? 10 : 1000, &document);
		for (size_t n = 0; n < 20000; n++)
			buf_add(&document, str_of(pieces[i]));
		buf_add(&document, S("</rss>"));
		xml_read_lenient(buf_str(&document), &handler, &open, &result);
		assert_true(open == 0 || result.truncated);
		assert_true(open <= XML_MAX_DEPTH);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_documents),
		cmocka_unit_test(test_end_tags),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
