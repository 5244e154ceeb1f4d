#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "parse/feed/feed.h"

/* What ext{} of the document holds: of the first entry, else of the feed. */
static void check(struct str bytes, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	feed_parse(
		&a, &(struct feed_input){.bytes = bytes, .url = S("https://example.org/feed")}, &feed);
	json_t *document = feed_to_json(&feed);
	const json_t *entry = json_array_get(json_object_get(document, "entries"), 0);
	char *text = json_dumps(
		json_object_get(entry ? entry : json_object_get(document, "feed"), "ext"),
		JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
	assert_string_equal(text ? text : "", expected);
	free(text);
	json_decref(document);
}

#define RSS(namespaces, inside) \
	S("<rss version='2.0' " namespaces "><channel>" inside "</channel></rss>")
#define ITEM(namespaces, inside) RSS(namespaces, "<item>" inside "</item>")
#define ITUNES "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
#define MEDIA "xmlns:media='http://search.yahoo.com/mrss/'"
#define GEO "xmlns:georss='http://www.georss.org/georss' xmlns:gml='http://www.opengis.net/gml'"

static void test_any_vocabulary(void **state)
{
	(void)state;
	check(
		ITEM("xmlns:sl='http://purl.org/rss/1.0/modules/slash/'", "<sl:comments>12</sl:comments>"),
		"{\"slash_comments\":\"12\"}");
	check(ITEM("xmlns:Own='urn:x'",
			  "<Own:Thing a='1' B='2'>text</Own:Thing><Own:Thing>second</Own:Thing>"),
		"{\"own_thing\":{\"a\":\"1\",\"b\":\"2\",\"content\":\"text\"}}");
	check(ITEM("", "<rating>4</rating><empty/><undeclared:x>1</undeclared:x>"),
		"{\"rating\":\"4\",\"undeclared_x\":\"1\"}");
	check(ITEM("xmlns:thr='http://purl.org/syndication/thread/1.0'",
			  "<thr:in-reply-to ref='tag:a' href='/b'/>"),
		"{\"thr_in-reply-to\":{\"ref\":\"tag:a\",\"href\":\"https://example.org/b\"}}");
	check(ITEM("xmlns:wfw='http://wellformedweb.org/CommentAPI/'",
			  "<wfw:commentRss>/c</wfw:commentRss>"),
		"{\"wfw_commentrss\":\"https://example.org/c\"}");
	check(RSS("",
			  "<cloud domain='d' port='80'/><textInput><title>Search</title>"
			  "<link>http://s</link></textInput>"),
		"{\"cloud\":{\"domain\":\"d\",\"port\":\"80\"},\"textinput\":{\"title\":\"Search\","
		"\"link\":\"http://s\"}}");
	check(RSS("xmlns:dcterms='http://purl.org/dc/terms/'",
			  "<dcterms:valid>start=2026-01-01; end=2026-02-01; scheme=W3C-DTF</dcterms:valid>"),
		"{\"validity_start\":\"2026-01-01\",\"validity_end\":\"2026-02-01\"}");
}

static void test_podcasts(void **state)
{
	(void)state;
	check(ITEM(ITUNES,
			  "<itunes:block>yes</itunes:block><itunes:explicit>clean</itunes:explicit>"
			  "<itunes:duration>3:00</itunes:duration>"),
		"{\"itunes_block\":1,\"itunes_explicit\":false,\"itunes_duration\":\"3:00\"}");
	check(ITEM(ITUNES, "<itunes:block> yes </itunes:block><itunes:explicit>true</itunes:explicit>"),
		"{\"itunes_block\":0,\"itunes_explicit\":true}");
	check(ITEM(ITUNES, "<itunes:explicit> yes </itunes:explicit>"), "{\"itunes_explicit\":null}");
	check(ITEM("xmlns:psc='http://podlove.org/simple-chapters'",
			  "<psc:chapters version='1.2'><psc:chapter start='0' title='A'/>"
			  "<psc:chapter start='9' title='B' href='/b'/></psc:chapters><psc:chapters>"
			  "<psc:chapter/></psc:chapters>"),
		"{\"psc_chapters\":{\"version\":\"1.2\",\"chapters\":[{\"start\":\"0\","
		"\"title\":\"A\"},{\"start\":\"9\",\"title\":\"B\","
		"\"href\":\"https://example.org/b\"}]}}");
}

static void test_media(void **state)
{
	(void)state;
	check(ITEM(MEDIA,
			  "<media:group><media:content url='/v.mp4' type='video/mp4'>"
			  "<media:credit role='author'>A</media:credit></media:content>"
			  "<media:credit>B</media:credit>"
			  "<media:restriction relationship='allow'>au  us</media:restriction></media:group>"),
		"{\"media_content\":[{\"url\":\"https://example.org/v.mp4\",\"type\":\"video/mp4\"}],"
		"\"media_credit\":[{\"role\":\"author\",\"content\":\"A\"},{\"content\":\"B\"}],"
		"\"media_restriction\":{\"relationship\":\"allow\",\"content\":[\"au\",\"us\"]}}");
}

static void test_places(void **state)
{
	(void)state;
	static const struct {
		struct str in;
		const char *expected;
	} cases[] = {
		{ITEM(GEO, "<georss:point> 36.5 31.25 </georss:point>"),
			"{\"where\":{\"type\":\"Point\",\"coordinates\":[31.25,36.5]}}"},
		{ITEM(GEO, "<georss:line>1 2 3 4 5</georss:line>"),
			"{\"where\":{\"type\":\"LineString\",\"coordinates\":[[2,1],[4,3]]}}"},
		{ITEM(GEO, "<georss:box>1,2 3,4</georss:box>"),
			"{\"where\":{\"type\":\"Box\",\"coordinates\":[[2,1],[4,3]]}}"},
		{ITEM(GEO, "<georss:polygon>1 2 3 4 1 2</georss:polygon>"),
			"{\"where\":{\"type\":\"Polygon\",\"coordinates\":[[[2,1],[4,3],[2,1]]]}}"},
		{ITEM(GEO, "<georss:point>nowhere</georss:point>"), "{\"where\":{}}"},
		{ITEM(GEO,
			 "<georss:where><gml:Point srsDimension='3'>"
			 "<gml:pos>1 2 3</gml:pos></gml:Point></georss:where>"),
			"{\"where\":{\"type\":\"Point\",\"coordinates\":[2,1,3]}}"},
		/* A projected coordinate system has its own order. */
		{ITEM(GEO,
			 "<georss:where><gml:Point srsName='EPSG:26913'>"
			 "<gml:pos>1 2</gml:pos></gml:Point></georss:where>"),
			"{\"where\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"},
		{ITEM(GEO,
			 "<georss:where><gml:Polygon srsName='urn:ogc:def:crs:EPSG::4326'><gml:exterior>"
			 "<gml:LinearRing>"
			 "<gml:posList>1 2 3 4</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
			 "</georss:where>"),
			"{\"where\":{\"type\":\"Polygon\",\"coordinates\":[[[2,1],[4,3]]]}}"},
		{ITEM(GEO, "<gml:pos>1 2</gml:pos>"), "{\"where\":{}}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(cases[i].in, cases[i].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_vocabulary),
		cmocka_unit_test(test_podcasts), cmocka_unit_test(test_media),
		cmocka_unit_test(test_places)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
