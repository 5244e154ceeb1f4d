#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "parse/opml/opml_read.h"

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
	if (str_find(str_of(err.text), str_of(reason)) == STR_NOT_FOUND)
		fail_msg("\"%s\" does not say \"%s\"", err.text, reason);
}

/* The outlines of a document, as lines "title|address". */
static void check_read(struct str xml, bool sound, const char *wanted)
{
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err = {0};
	struct buf got CLEANUP_BUF = buf_new(1 << 16);
	if (!opml_read(&a, xml, &outlines, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < outlines.n; i++)
		buf_addf(&got, STR_FMT "|" STR_FMT "\n", STR_ARG(outlines.v[i].title),
			STR_ARG(outlines.v[i].xml_url));
	assert_string_equal(got.p ? got.p : "", wanted);
	assert_int_equal(outlines.fault.n == 0, sound);
}

static void test_reads_what_readers_write(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	check_read(
		with_body(&a,
			"<outline text='Folder'><outline text=' One  feed ' title='' xmlUrl=' "
			"http://one.example/f ' htmlUrl='http://one.example/'/>"
			"<outline text='Deeper'><outline type='rss' title='Two &amp; more' text='x' "
			"xmlurl='https://two.example/'/></outline></outline>"
			"<outline text='again' xmlUrl='http://one.example/f'/><outline text='no address'/>"
			"<outline text='bad' xmlUrl='javascript:alert(1)'/>"
			"<outline type='rss' text='old' url='http://old.example/'/>"
			"<outline type='link' text='page' url='http://page.example/'/>"),
		true,
		"One feed|http://one.example/f\nTwo & more|https://two.example/\n"
		"bad|javascript:alert(1)\nold|http://old.example/\n");
}

static void test_schemes_of_feeds(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	check_read(with_body(&a,
				   "<outline text='A' xmlUrl='feed://e.example/f1'/>"
				   "<outline text='B' xmlUrl='feed:https://e.example/f2'/>"
				   "<outline text='C' xmlUrl='FEED:http://e.example/f3'/>"
				   "<outline text='D' xmlUrl='itpc://e.example/f4'/>"
				   "<outline text='E' xmlUrl='feed:e.example/f5'/>"
				   "<outline text='F' xmlUrl='e.example/f6'/>"),
		true,
		"A|http://e.example/f1\nB|https://e.example/f2\nC|http://e.example/f3\n"
		"D|http://e.example/f4\nE|feed:e.example/f5\nF|e.example/f6\n");
}

static void test_other_encodings(void **state)
{
	(void)state;
	check_read(
		S("<?xml version='1.0' encoding='ISO-8859-1'?><opml><body><outline text='Sj\xF6gren' "
		  "xmlUrl='http://a.example/'/></body></opml>"),
		true, "Sj\xC3\xB6gren|http://a.example/\n");
	check_read(S("\xFF\xFE<\0o\0p\0m\0l\0>\0<\0/\0o\0p\0m\0l\0>\0"), true, "");
}

static void test_broken_lists_are_mended(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const char *const one = "<outline text='One' xmlUrl='http://one.example/?a=1&amp;b=2'/>";
	/* a bare "&", a stray end tag, crossed tags, an attribute without quotes, a control
	 * character */
	static const char *const faults[] = {"<outline text='a & b' xmlUrl='http://x.example/'/>",
		"</outline>", "<outline text='x'></body>", "<outline text=x xmlUrl='http://x.example/'/>",
		"<outline text='\x08'/>", "<outline text='x' text='y'/>", "&nbsp;", "<!-- a -- b -->"};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct outlines outlines;
		struct err err = {0};
		struct str body = str_printf(&a, "%s%s%s", one, faults[i],
			"<outline text='Two &amp; three' xmlUrl='http://two.example/?c=1&amp;d=2'/>");
		if (!opml_read(&a, with_body(&a, str_cstr(&a, body)), &outlines, &err))
			fail_msg("%s: %s", faults[i], err.text);
		assert_true(outlines.n >= 2);
		const struct outline *last = &outlines.v[outlines.n - 1];
		assert_true(str_eq(outlines.v[0].xml_url, S("http://one.example/?a=1&b=2")));
		assert_true(str_eq(last->xml_url, S("http://two.example/?c=1&d=2")));
		assert_true(str_eq(last->title, S("Two & three")));
		assert_true(outlines.fault.n > 0);
	}
}

static void test_what_is_no_opml(void **state)
{
	(void)state;
	check_refused(S(""), "it is no OPML");
	check_refused(S("hello"), "it is no OPML");
	check_refused(S("<html><body/></html>"), "it is no OPML");
	check_refused(S("<opml><body><outline text='x' xmlUrl='http://a.example/'/>"), "breaks off");
	check_refused(S("<opml><body><outline text='x' xmlUrl='http://a.exa"), "breaks off");
	check_refused(
		S("<html><opml><outline xmlUrl='http://a.example/'/></opml></html>"), "it is no OPML");
}

static void test_entities_load_nothing(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct outlines outlines;
	struct err err = {0};
	assert_true(opml_read(&a,
		S("<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body><outline "
		  "text='x&a;' xmlUrl='http://a.example/'/></body></opml>"),
		&outlines, &err));
	assert_true(outlines.n == 1 && outlines.v[0].title.n <= 4);
}

static void test_limits(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf nested CLEANUP_BUF = buf_new(1 << 20), crowded CLEANUP_BUF = buf_new(1 << 22),
					  many CLEANUP_BUF = buf_new(8 << 20);
	for (int i = 0; i < 300; i++)
		buf_add(&nested, S("<outline text='x'>"));
	check_refused(with_body(&a, nested.p), "line 1");
	buf_add(&crowded, S("<outline"));
	for (int i = 0; i < 50000; i++)
		buf_addf(&crowded, " a%d='>'", i);
	check_refused(with_body(&a, crowded.p), "line 1");
	for (int i = 0; i < 20001; i++)
		buf_addf(&many, "<outline xmlUrl='http://a.example/%d'/>", i);
	check_refused(with_body(&a, many.p), "more than 20000 feeds");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_what_readers_write),
		cmocka_unit_test(test_schemes_of_feeds),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_broken_lists_are_mended),
		cmocka_unit_test(test_what_is_no_opml),
		cmocka_unit_test(test_entities_load_nothing),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
