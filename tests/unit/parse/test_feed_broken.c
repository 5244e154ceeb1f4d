#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/feed/feed.h"

/* What is left of a broken feed: its entries, the title and the address of the last one that is
 * complete, and the first error. */
static const struct {
	struct str in;
	size_t entries, complete;
	const char *title, *url, *code;
} CASES[] = {
	/* libxml2 reads these to their end. */
	{S("<rss version='2.0'><channel><item><title>AT&T p < 0.05</title>"
	   "<link>/a?b=1&c=2</link></item></channel></rss>"),
		1, 1, "AT&T p < 0.05", "https://example.org/a?b=1&c=2", "xml"},
	{S("<rss version='2.0'><channel><item><title>one</title></item><item><title>two"), 2, 1, "one",
		"", "xml"},
	{S("<rss version='2.0'><channel><item><x:y>1</x:y><title>one</title></item></channel></rss>"),
		1, 1, "one", "", "xml"},
	/* The lenient engine reads these. */
	{S("<rss version='2.0'><channel><item><title>one<item><title>two</title></channel></rss>"), 2,
		2, "two", "", "xml"},
	{S("<rss version=2.0><channel><item><title>one</title>"
	   "<guid isPermaLink=false>http://example.org/g</guid></item></channel></rss>"),
		1, 1, "one", "", "xml"},
	{S("<rss version='2.0'><channel><item><description><p>a<br>b</description>"
	   "<title>one</title></item><item><title>two</title></item></channel></rss>"),
		2, 2, "two", "", "xml"},
	{S("<rss version='2.0'><channel><item><title>one</title></item></channel></rss></item><item>"
	   "<title>two</title></item>"),
		2, 2, "two", "", "xml"},
	{S("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>one</title>"
	   "<link href='/1></entry><entry><title>two</title><link href='/2'/></entry></feed>"),
		2, 2, "two", "https://example.org/2", "xml"},
	{S("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	   "xmlns='http://purl.org/rss/1.0/ xmlns:a='urn:x'><item>"
	   "<title>one</title></item></rdf:RDF>"),
		1, 1, "one", "", "xml"},
	/* Feeds inside other documents. */
	{S("<!DOCTYPE html><html><body><feed xmlns='http://www.w3.org/2005/Atom'><entry>"
	   "<title>one</title></entry></feed></body></html>"),
		1, 1, "one", "", NULL},
	{S("<html><body><feed xmlns='http://www.w3.org/2005/Atom'><entry>"
	   "<title>one</title></entry></feed></body></html>"),
		1, 1, "one", "", "xml"},
	{S("<rss version='2.0'><channel><item><title>one</title><item><title>two</title></item>"
	   "<link>/1</link></item></channel></rss>"),
		2, 2, "two", "", NULL},
	{S("<rss version='2.0'><channel><item><x><item><title>two</title></item></x>"
	   "<title>one</title></item></channel></rss>"),
		2, 2, "two", "", NULL},
	{S("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", "
	   "\"title\": \"one\"}, {\"id\": \"2\", \"ti"),
		1, 1, "one", "", "json"},
	{S("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": "
	   "12345678901234567890, "
	   "\"title\": \"cut \\ud83e\"}, {\"id\": 2, \"x\": NaN, \"title\": \"fine\"}]}"),
		2, 2, "fine", "", "json"},
	{S("{\"feed_url\": \"https://example.org/feed\", \"items\": [{\"id\": \"1\", \"title\": "
	   "\"one\ntwo\",}]}"),
		1, 1, "one two", "", "json"},
};

static void equal(struct str s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.n ? s.p : "", expected, s.n);
}

static void check(size_t i)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	size_t complete = 0, last = 0;
	feed_parse(&a, &(struct feed_input){.bytes = CASES[i].in, .url = S("https://example.org/feed")},
		&feed);
	assert_int_equal(feed.entry_count, CASES[i].entries);
	for (size_t n = 0; n < feed.entry_count; n++) {
		complete += feed.entries[n].complete;
		last = feed.entries[n].complete ? n : last;
	}
	assert_int_equal(complete, CASES[i].complete);
	equal(feed_text_plain(&a, &feed.entries[last].title, 1000), CASES[i].title);
	equal(feed.entries[last].url, CASES[i].url);
	assert_int_equal(feed.well_formed, !CASES[i].code);
	assert_int_equal(feed.error_count > 0, CASES[i].code != NULL);
	if (CASES[i].code)
		equal(feed.errors[0].code, CASES[i].code);
}

static void test_what_is_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		check(i);
}

/* An entry inside another one interrupts it. What follows belongs to the outer entry again. */
static void test_interrupted_entry(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct str in = S("<rss version='2.0'><channel><item><item><link>/in</link></item>"
					  "<link>/out</link></item></channel></rss>");
	feed_parse(&a, &(struct feed_input){.bytes = in, .url = S("https://example.org/feed")}, &feed);
	assert_int_equal(feed.entry_count, 2);
	equal(feed.entries[0].url, "https://example.org/out");
	equal(feed.entries[1].url, "https://example.org/in");
}

/* An entry inside the source of another one: what follows belongs to that source again. */
static void test_interrupted_source(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct str in = S("<rss version='2.0'><channel><item><source url='/outer'><x><item>"
					  "<source url='/inner'>in</source></item></x>"
					  "<title>out</title></source></item></channel></rss>");
	feed_parse(&a, &(struct feed_input){.bytes = in, .url = S("https://example.org/feed")}, &feed);
	assert_int_equal(feed.entry_count, 2);
	equal(feed.entries[0].source->title.raw, "out");
	equal(feed.entries[1].source->title.raw, "in");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_left),
		cmocka_unit_test(test_interrupted_entry), cmocka_unit_test(test_interrupted_source)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
