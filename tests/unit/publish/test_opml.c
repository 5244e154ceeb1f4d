#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "publish/opml.h"
#include "sample.h"

static struct str with_body(struct arena *a, const char *body)
{
	return str_printf(a,
		"<?xml version=\"1.0\"?><opml "
		"version=\"2.0\"><head><title>T</title></head><body>%s</body></opml>",
		body);
}

static void check_refused(struct str xml, const char *reason)
{
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err = {0};
	assert_false(opml_read(&a, xml, &outlines, &err));
	if (!has(str_of(err.text), reason))
		fail_msg("\"%s\" does not say \"%s\"", err.text, reason);
}

static void test_written_list_is_read_back(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct sample sample;
	struct outlines outlines;
	struct err err = {0};
	sample_make(&sample);
	struct str xml = opml_write(&a, &sample.site, SAMPLE_TIME);
	assert_true(has(xml, "<dateCreated>Fri, 02 Jan 2026 03:04:05 GMT</dateCreated>"));
	assert_true(has(xml,
		"<outline type=\"rss\" text=\"Paper &amp; Ink &lt;Daily&gt;\" title=\"Paper &amp; Ink "
		"&lt;Daily&gt;\" xmlUrl=\"https://news.example/feed?a=1&amp;b=2\"/>"));
	assert_true(opml_read(&a, xml, &outlines, &err));
	assert_int_equal(outlines.n, 1);
	assert_true(str_eq(outlines.v[0].title, S("Paper & Ink <Daily>")));
	assert_true(str_eq(outlines.v[0].xml_url, S("https://news.example/feed?a=1&b=2")));
	assert_int_equal(outlines.v[0].html_url.n, 0);
	sample_free(&sample);
}

static void test_published_list_has_no_clock(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct sample sample;
	sample_make(&sample);
	assert_false(has(opml_write(&a, &sample.site, NO_TIME), "dateCreated"));
	sample_free(&sample);
}

static void test_reads_what_readers_write(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err = {0};
	struct str xml = with_body(&a,
		"<outline text='Folder'><outline text=' One  feed ' title='' xmlUrl=' http://one.example/f "
		"' htmlUrl='http://one.example/'/>"
		"<outline text='Deeper'><outline type='rss' title='Two &amp; more' text='x' "
		"xmlurl='https://two.example/'/></outline></outline>"
		"<outline text='again' xmlUrl='http://one.example/f'/><outline text='no address'/><outline "
		"text='bad' xmlUrl='javascript:alert(1)' htmlUrl='file:///etc/passwd'/>"
		"<outline text='three' xmlUrl='http://three.example/' htmlUrl='javascript:1'/>");
	assert_true(opml_read(&a, xml, &outlines, &err));
	assert_int_equal(outlines.n, 3);
	assert_true(str_eq(outlines.v[0].title, S("One feed")) &&
		str_eq(outlines.v[0].xml_url, S("http://one.example/f")) &&
		str_eq(outlines.v[0].html_url, S("http://one.example/")));
	assert_true(str_eq(outlines.v[1].title, S("Two & more")) &&
		str_eq(outlines.v[1].xml_url, S("https://two.example/")));
	assert_true(
		str_eq(outlines.v[2].xml_url, S("http://three.example/")) && outlines.v[2].html_url.n == 0);
}

static void test_other_encodings(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err = {0};
	assert_true(opml_read(&a,
		S("<?xml version='1.0' encoding='ISO-8859-1'?><opml><body><outline text='Sj\xF6gren' "
		  "xmlUrl='http://a.example/'/></body></opml>"),
		&outlines, &err));
	assert_true(str_eq(outlines.v[0].title, S("Sj\xC3\xB6gren")));
}

static void test_what_is_no_opml(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	check_refused(S(""), "cannot be read");
	check_refused(S("hello"), "line 1");
	check_refused(S("<html><body/></html>"), "it is no OPML");
	check_refused(S("<opml><body><outline xmlUrl='http://a.example/'/>"), "line 1");
	check_refused(with_body(&a, "<outline text='a & b' xmlUrl='http://a.example/'/>"), "line 1");
}

static void test_entities_are_refused(void **state)
{
	(void)state;
	check_refused(
		S("<!DOCTYPE opml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><opml><body><outline "
		  "text='&b;' xmlUrl='http://a.example/'/></body></opml>"),
		"it declares entities");
	check_refused(S("<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body><outline "
					"text='x' xmlUrl='http://a.example/'/></body></opml>"),
		"it declares entities");
	check_refused(S("<!DOCTYPE opml [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><opml/>"),
		"it declares entities");
}

static void test_limits(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf nested CLEANUP_BUF = buf_new(1 << 20), crowded CLEANUP_BUF = buf_new(1 << 22),
					  many CLEANUP_BUF = buf_new(8 << 20);
	for (int i = 0; i < 200; i++)
		buf_add(&nested, S("<outline text='x'>"));
	check_refused(with_body(&a, nested.p), "its outlines nest too deep");
	buf_add(&crowded, S("<outline"));
	for (int i = 0; i < 50000; i++)
		buf_addf(&crowded, " a%d='>'", i);
	check_refused(with_body(&a, crowded.p), "too many attributes");
	for (int i = 0; i < 20001; i++)
		buf_addf(&many, "<outline xmlUrl='http://a.example/%d'/>", i);
	check_refused(with_body(&a, many.p), "more than 20000 feeds");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_list_is_read_back),
		cmocka_unit_test(test_published_list_has_no_clock),
		cmocka_unit_test(test_reads_what_readers_write),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_what_is_no_opml),
		cmocka_unit_test(test_entities_are_refused),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
