#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "parse/opml/opml_read.h"
#include "publish/opml.h"
#include "sample.h"

static void test_written_list_is_read_back(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct sample sample;
	struct outlines outlines;
	struct err err = {0};
	sample_make(&sample);
	sample.sources[2].home = S("https://news.example/?a&b");
	struct str xml = opml_write(&a, &sample.site, SAMPLE_TIME);
	assert_true(has(xml, "<dateCreated>Fri, 02 Jan 2026 03:04:05 GMT</dateCreated>"));
	assert_true(has(xml,
		"<outline type=\"rss\" text=\"Paper &amp; Ink &lt;Daily&gt;\" title=\"Paper &amp; Ink "
		"&lt;Daily&gt;\" xmlUrl=\"https://news.example/feed?a=1&amp;b=2\" "
		"htmlUrl=\"https://news.example/?a&amp;b\"/>"));
	assert_false(has(xml, "<docs>"));
	assert_true(opml_read(&a, xml, &outlines, &err));
	assert_int_equal(outlines.n, 1);
	assert_true(str_eq(outlines.v[0].title, S("Paper & Ink <Daily>")));
	assert_true(str_eq(outlines.v[0].xml_url, S("https://news.example/feed?a=1&b=2")));
	assert_true(str_eq(outlines.v[0].html_url, S("https://news.example/?a&b")));
	sample_free(&sample);
}

static void test_published_list_has_no_clock(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct sample sample;
	sample_make(&sample);
	assert_false(has(opml_write(&a, &sample.site, NO_TIME), "dateCreated"));
	assert_false(has(opml_write(&a, &sample.site, NO_TIME), "htmlUrl")); /* it is not known */
	sample_free(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_list_is_read_back),
		cmocka_unit_test(test_published_list_has_no_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
