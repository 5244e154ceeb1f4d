/* The limits of feeds: passing one is an error of the feed, and the entries before it are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/feed/feed.h"
#include "parse/xml/xml.h"

/* Text of 64, 256 and 1024 bytes. */
#define FILL_64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILL_256 FILL_64 FILL_64 FILL_64 FILL_64
#define FILL_1024 FILL_256 FILL_256 FILL_256 FILL_256
#define ITEM "<item><guid>first</guid><title>kept</title></item>"

/* A feed of one item, `unit` so many times, and another item. */
static struct str feed_with(
	struct buf *b, const char *before, const char *unit, size_t times, const char *after)
{
	*b = buf_new((size_t)64 << 20);
	buf_addf(b, "<rss version=\"2.0\"><channel>%s%s", ITEM, before);
	for (size_t i = 0; i < times; i++)
		buf_add(b, str_of(unit));
	buf_addf(b, "%s<item><guid>last</guid></item></channel></rss>", after);
	assert_true(buf_ok(b));
	return buf_str(b);
}

static bool says(const struct feed *feed, const char *code, const char *message)
{
	for (size_t i = 0; i < feed->error_count; i++)
		if (str_eq(feed->errors[i].code, str_of(code)) &&
			str_find(feed->errors[i].message, str_of(message)) != STR_NOT_FOUND)
			return true;
	return false;
}

static void assert_first_kept(const struct feed *feed)
{
	assert_true(feed->entry_count >= 1);
	assert_true(feed->entries[0].complete && str_eq(feed->entries[0].id, S("first")));
	assert_false(feed->well_formed);
}

static void test_limits_of_xml(void **state)
{
	(void)state;
	static const struct {
		const char *what, *before, *unit;
		size_t times;
		const char *after, *code, *message;
	} cases[] = {
		{"nesting", "<item>", "<b>", XML_MAX_DEPTH, "</item>", "limit", "nested too deeply"},
		{"attributes", "<item ", "a='1' ", XML_MAX_ATTRS + 1, "/>", "limit", "too many attributes"},
		{"namespaces", "<item ", "xmlns:n='u' ", XML_MAX_NAMESPACES + 1, "/>", "limit", "too many"},
		{"text", "<item><description>", FILL_1024, (FEED_MAX_TEXT >> 10) + 1,
			"</description></item>", "limit", "too long"},
		{"a name", "<item><", "nnnnnnnnnnnnnnnn", 50000 >> 3, "/></item>", "limit", "too long"},
		{"a comment", "<!--", FILL_1024, 11000000 >> 10, "-->", "limit", "too long"},
		{"bytes", "<item><description>x</description>", "<a>" FILL_1024 "</a>",
			(FEED_MAX_BYTES >> 10) + 1, "</item>", "limit", "too large"},
		{"entries", "", "<item><title>t</title></item>", FEED_MAX_ENTRIES, "", "limit",
			"too many entries"},
		{"an entry inside the last one", "", "<item><title>t</title></item>", FEED_MAX_ENTRIES - 2,
			"<item><item><title>t</title></item><title>t</title></item>", "limit",
			"too many entries"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct buf b CLEANUP_BUF;
		struct feed feed;
		struct feed_input in = {
			.bytes = feed_with(&b, cases[i].before, cases[i].unit, cases[i].times, cases[i].after)};
		feed_parse(&a, &in, &feed);
		if (!says(&feed, cases[i].code, cases[i].message))
			fail_msg("nothing is said of %s", cases[i].what);
		assert_first_kept(&feed);
		assert_true(feed.entry_count <= FEED_MAX_ENTRIES);
	}
}

/* A feed that just keeps to each limit has no error. */
static void test_just_within(void **state)
{
	(void)state;
	static const struct {
		const char *before, *unit;
		size_t times;
		const char *after;
	} cases[] = {
		{"<item><description>", FILL_1024, FEED_MAX_TEXT >> 10, "</description></item>"},
		{"", "<item><title>t</title></item>", FEED_MAX_ENTRIES - 2, ""},
		{"<item><x>", "<b></b>", 1000, "</x></item>"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct buf b CLEANUP_BUF;
		struct feed feed;
		struct feed_input in = {
			.bytes = feed_with(&b, cases[i].before, cases[i].unit, cases[i].times, cases[i].after)};
		feed_parse(&a, &in, &feed);
		assert_true(feed.well_formed && feed.error_count == 0);
		assert_true(str_eq(feed.entries[feed.entry_count - 1].id, S("last")));
	}
}

/* An entity that grows too much, or stands elsewhere, is not expanded; the feed around it is
 * read. */
static void test_entities(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input in = {
		.bytes = S(
			"<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">"
			"<!ENTITY d \"&e;&e;\"><!ENTITY e \"&f;&f;\"><!ENTITY f \"&d;" FILL_1024 "\">"
			"<!ENTITY c SYSTEM \"file:///etc/hostname\">]><rss version=\"2.0\"><channel>" ITEM
			"<item><guid>second</guid><title>x&a;y&b;z&c;&d;</title></item></channel></rss>")};
	feed_parse(&a, &in, &feed);
	assert_first_kept(&feed);
	assert_int_equal(feed.entry_count, 2);
	assert_true(says(&feed, "xml", "entity was not expanded"));
	assert_true(str_eq(feed.entries[1].title.raw, S("xhayhahahaz")));
}

static void test_limits_of_json(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf b CLEANUP_BUF = buf_new((size_t)64 << 20);
	struct feed feed;
	buf_add(&b,
		S("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"first\","
		  "\"content_text\":\""));
	for (size_t i = 0; i <= FEED_MAX_TEXT >> 10; i++)
		buf_add(&b, S(FILL_1024 "\xC3\xA9"));
	buf_add(&b, S("\"}"));
	for (size_t i = 0; i < FEED_MAX_ENTRIES; i++)
		buf_addf(&b, ",{\"id\":%zu}", i);
	buf_add(&b, S("]}"));
	assert_true(buf_ok(&b));
	struct feed_input in = {.bytes = buf_str(&b)};
	feed_parse(&a, &in, &feed);
	assert_first_kept(&feed);
	assert_int_equal(feed.entry_count, FEED_MAX_ENTRIES);
	assert_true(feed.entries[0].contents.v[0].raw.n <= FEED_MAX_TEXT);
	assert_true(
		says(&feed, "limit", "text is too long") && says(&feed, "limit", "too many entries"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_limits_of_xml),
		cmocka_unit_test(test_just_within), cmocka_unit_test(test_entities),
		cmocka_unit_test(test_limits_of_json)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
