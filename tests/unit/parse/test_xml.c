#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/xml/xml.h"

/* Events written as text: "(name attr=value text )name". */
static void on_start(void *user, const struct xml_tag *tag)
{
	buf_addf(user, "(%s%s%s", tag->prefix, tag->prefix[0] ? ":" : "", tag->name);
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
	struct buf seen CLEANUP_BUF = buf_new(1 << 24);
	struct xml_result result;
	xml_read(bytes, &HANDLER, &seen, &result);
	assert_string_equal(seen.p ? seen.p : "", events);
	return result;
}

static void test_clean_document(void **state)
{
	(void)state;
	struct xml_result r = check(
		S("<?xml version='1.0' encoding='utf-16'?><a x='1&amp;2'>t&#65;<![CDATA[<&]]><b/></a>\n"),
		"(a x=1&2|tA<&(b|b)a)");
	assert_true(r.well_formed);
	assert_false(r.truncated);
	assert_true(check(S("<a b='&#x93;'>it&#146;s &#12345;</a>"),
		"(a b=\xE2\x80\x9C|it\xE2\x80\x99s \xE3\x80\xB9"
		"a)")
					.well_formed);
}

/* Such a text does not reach libxml2, when nothing in it has to be mended. */
static void test_references_in_text(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		const char *events;
	} sound[] = {
		{S("<a>&lt;p&gt;A &amp;amp; &quot;B&quot; &apos;&#233;&#xE9;&#10;</a>"),
			"(a|<p>A &amp; \"B\" '\xC3\xA9\xC3\xA9\na)"},
		{S("<a>&lt;![CDATA[1]]&gt;<b/>2]] &gt; &#62;</a>"), "(a|<![CDATA[1]]>(b|b)2]] > >a)"},
		{S("<a>&lt;]]<b/>&#93;&#93;&#62;</a>"), "(a|<]](b|b)]]>a)"},
		{S("<a>&amp;#13;\r\n&#13;\r\n</a>"), "(a|&#13;\n\r\na)"},
		{S("<!DOCTYPE a [<!ENTITY e '&#60;'>]><a>&amp;&e;&amp;</a>"), "(a|&<&a)"},
	};
	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
		assert_true(check(sound[i].bytes, sound[i].events).well_formed);
	assert_false(check(S("<a>&lt;b]]>&gt;</a>"), "(a|<b]]>>a)").well_formed);
	assert_false(check(S("<a>&lt;AT&T&gt;</a>"), "(a|<AT&T>a)").well_formed);
	assert_false(check(S("<a>&lt;&amp;<b>&gt;</a>"), "(a|<&(b|>b)").well_formed);
	assert_true(check(S("<a>&lt;&amp;"), "(a|<&").truncated);
}

enum {
	LONG = 500,  /* bytes; such a text does not reach libxml2 */
	PARTS = 300, /* with three of them, so that their names come again */
};

/* A document and its events are written side by side. */
static void add_both(struct buf *doc, struct buf *events, const char *in, const char *out)
{
	buf_add(doc, str_of(in));
	buf_add(events, str_of(out));
}

static void add_long(struct buf *doc, struct buf *events)
{
	for (int i = 0; i < LONG; i++)
		add_both(doc, events, i % 50 ? "\xC3\xA9" : "\n", i % 50 ? "\xC3\xA9" : "\n");
}

static void test_long_texts(void **state)
{
	(void)state;
	struct buf doc CLEANUP_BUF = buf_new(1 << 24), events CLEANUP_BUF = buf_new(1 << 24);
	add_both(&doc, &events, "<a>", "(a|");
	for (int i = 0; i < PARTS; i++) {
		add_both(&doc, &events, "<b c='>'>", "(b c=>|");
		add_long(&doc, &events);
		add_both(&doc, &events, "<i/>&lt;&#10;", "(i|i)<\n");
		add_long(&doc, &events);
		add_both(&doc, &events, "<![CDATA[<p>]]>&amp;<![CDATA[&lt;t>\r\n", "<p>&&lt;t>\r\n");
		add_long(&doc, &events);
		add_both(&doc, &events, "]]></b>", "b)");
	}
	add_both(&doc, &events, "</a>", "a)");
	assert_true(check(buf_str(&doc), events.p).well_formed);
	buf_add(&doc, S("x"));
	struct xml_result result = check(buf_str(&doc), events.p);
	assert_string_equal(result.message, "Extra content at the end of the document");
	/* The line feed that was written as a number counts too. */
	assert_int_equal(result.line, 1 + PARTS * (3 * LONG / 50 + 2));
}

/* A text that is not set aside is not looked at again for each of its references. */
static void test_long_text_with_a_carriage_return(void **state)
{
	enum { MANY = 1 << 20 };
	(void)state;
	struct buf doc CLEANUP_BUF = buf_new(1 << 24), events CLEANUP_BUF = buf_new(1 << 24);
	add_both(&doc, &events, "<a>", "(a|");
	for (int i = 0; i < MANY; i++)
		add_both(&doc, &events, "&lt;", "<");
	add_both(&doc, &events, "\r</a>", "\na)");
	assert_true(check(buf_str(&doc), events.p).well_formed);
}

/* A document cannot ask for a text that was set aside, nor is one lost inside a tag. */
static void test_names_of_long_texts(void **state)
{
	(void)state;
	struct buf doc CLEANUP_BUF = buf_new(1 << 20), events CLEANUP_BUF = buf_new(1 << 20);
	add_both(&doc, &events, "<a t='&A;&B;'>&A;<b>", "(a t=&A;&B;|&A;(b|");
	add_long(&doc, &events);
	add_both(&doc, &events, "</b>&A;&#38;A;&B;<![CDATA[&A;]]><!--&A;--></a>", "b)&A;&A;&B;&A;a)");
	assert_false(check(buf_str(&doc), events.p).broken);
	buf_clear(&doc);
	buf_clear(&events);
	add_both(&doc, &events, "<a><b t=\"1>", "(a|(b t=1>");
	for (int i = 0; i < LONG; i++)
		add_both(&doc, &events, "x", "x");
	add_both(&doc, &events, "<c t=\"2\"/></a>", "|");
	struct buf seen CLEANUP_BUF = buf_new(1 << 20);
	struct xml_result result;
	xml_read(buf_str(&doc), &HANDLER, &seen, &result);
	assert_true(result.broken && str_starts(buf_str(&seen), buf_str(&events)));
}

static void test_faults_are_mended(void **state)
{
	(void)state;
	static const struct {
		struct str in;
		const char *events;
	} cases[] = {
		{S(" \n<?xml version='1.0'?><a/>"), "(a|a)"},
		{S("<a>AT&T and R&D &bogus; &</a>"), "(a|AT&T and R&D &bogus; &a)"},
		{S("<a>p < 0.05, p <= 1, <3 </ ></a>"), "(a|p < 0.05, p <= 1, <3 </ >a)"},
		{S("<a h='?a=1&b=2' t='1<2'>x</a>"), "(a h=?a=1&b=2 t=1<2|xa)"},
		{S("<a>caf&eacute;&nbsp;&NotEqualTilde;</a>"),
			"(a|caf\xC3\xA9\xC2\xA0\xE2\x89\x82\xCC\xB8"
			"a)"},
		{S("<a t='caf&eacute;&amp;#38;'/>"), "(a t=caf\xC3\xA9&#38;|a)"},
		{S("<a>x\x01\x08y\0z</a>"), "(a|xyza)"},
		{S("<a b='&#1;'>x&#8;&#0;&#x1f;y&#X41;&#X3C;</a>"), "(a b=|xyA<a)"},
		{S("<a>&#55357;&#56842; &#xD83D; &#xFFFE;&#x110000;&#99999999999999999999;</a>"),
			"(a|\xF0\x9F\x98\x8A \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
			"a)"},
		{S("<a>\xED\xA0\xBD\xED\xB8\x8A \xED\xA0\xBD</a>"),
			"(a|\xF0\x9F\x98\x8A \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
			"a)"},
		{S("<a><b><![CDATA[1</b><b>2</b><b><![CDATA[3]]></b>]]></a>"),
			"(a|(b|1b)(b|2b)(b|3b)]]>a)"},
		{S("<a><b>1</b><![CDATA[<b><![CDATA[3]]></b><![CDATA[4</a>"), "(a|(b|1b)(b|3b)4a)"},
		{S("<a>1<!-- 2 -> 3<b/><!-- 4<b/><?x 5<b/></a>"), "(a|1 3(b|b) 4(b|b)x 5(b|b)a)"},
		{S("<a>\xE9t\xE9</a>"),
			"(a|\xEF\xBF\xBDt\xEF\xBF\xBD"
			"a)"},
		{S("<a><!-- & < \x02 --><![CDATA[& < \x02]]></a>"), "(a|& < a)"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct xml_result r = check(cases[i].in, cases[i].events);
		assert_false(r.well_formed);
		assert_true(r.message[0]);
		assert_false(r.truncated);
	}
}

static void test_entities_of_the_document(void **state)
{
	(void)state;
	assert_true(
		check(S("<!DOCTYPE a [<!ENTITY x 'text'><!-- ] -->]><a>&x;</a>"), "(a|texta)").well_formed);
	assert_true(
		check(S("<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a>1</a>"), "(a|1a)").well_formed);
	/* Values may hold references, and entities one another, but none itself. Markup stays text. */
	assert_true(check(S("<!DOCTYPE a [<!ENTITY mu '&#956;'><!ENTITY nbsp '&#xA0;'>"
						"<!ENTITY m2 '&#38;mu;&#38;#38;'>]><a b='&mu;'>5&nbsp;&mu;g &m2;</a>"),
		"(a b=\xCE\xBC|5\xC2\xA0\xCE\xBCg \xCE\xBC&a)")
					.well_formed);
	assert_true(
		check(S("<!DOCTYPE a [<!ENTITY y '&x;&x;'><!ENTITY x \"l&lt;'\">]><a c='&y;'>&x;&y;</a>"),
			"(a c=l<'l<'|l<'l<'l<'a)")
			.well_formed);
	assert_true(check(S("<!DOCTYPE a [<!ENTITY x '<b>100%</b>'>]><a>&x;</a>"), "(a|<b>100%</b>a)")
					.well_formed);
	assert_false(check(S("<!DOCTYPE a [<!ENTITY x 'l&y;'><!ENTITY y '&z;'><!ENTITY z '&x;'>"
						 "<!ENTITY v 'v'>]><a>1&x;2&y;3&z;4&v;</a>"),
		"(a|1234va)")
					 .well_formed);
	assert_false(check(S("<!DOCTYPE a [<!ENTITY x '&y;'>]><a>&x;</a>"), "(a|&y;a)").broken);
	assert_false(check(
		S("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a b='&x;'>&x;</a>"), "(a b=|a)")
					 .well_formed);
	assert_false(check(
		S("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'> %p;]><a>&q;</a>"), "(a|&q;a)")
					 .well_formed);
}

/* Entities that would grow the document too much are left out and reported; the rest is kept. */
static void test_entities_that_grow(void **state)
{
	(void)state;
	struct buf doc CLEANUP_BUF = buf_new(1 << 16), seen CLEANUP_BUF = buf_new(1 << 16);
	struct xml_result r;
	buf_addf(&doc, "<!DOCTYPE a [<!ENTITY x '%01000d'>]><a>", 0);
	for (int i = 0; i < 100; i++)
		buf_addf(&doc, "<b>%d&x;&x;</b>", i);
	buf_add(&doc, S("<c/></a>"));
	xml_read(buf_str(&doc), &HANDLER, &seen, &r);
	assert_false(r.well_formed || r.truncated || r.broken);
	assert_string_equal(r.message, "an entity was not expanded");
	assert_true(str_starts(buf_str(&seen), S("(a|(b|00000")));
	assert_true(str_ends(buf_str(&seen), S("(b|98b)(b|99b)(c|c)a)")));
	assert_true(seen.n < doc.n * 7);
}

static void test_truncation(void **state)
{
	(void)state;
	struct xml_result r = check(S("<a><b>1</b><b>2"), "(a|(b|1b)(b|");
	assert_true(r.truncated);
	assert_false(r.well_formed);
	assert_true(str_eq(xml_cut(&r), S("breaks off in the middle")));
	assert_true(check(STR_NONE, "").truncated);
	assert_true(check(S(" \n"), "").truncated);
	assert_false(check(S("<a/><b/>"), "(a|a)").truncated);
}

static void test_limits(void **state)
{
	(void)state;
	struct buf doc CLEANUP_BUF = buf_new(1 << 22), seen CLEANUP_BUF = buf_new(1 << 22);
	struct xml_result r;
	for (int i = 0; i < 100000; i++)
		buf_add(&doc, S("<a>"));
	xml_read(buf_str(&doc), &HANDLER, &seen, &r);
	assert_true(r.truncated && !r.well_formed);
	assert_true(str_eq(xml_cut(&r), S("has more than 200 elements in one another")));
	buf_clear(&doc);
	buf_add(&doc, S("<a><b/><c "));
	for (int i = 0; i < 100000; i++)
		buf_addf(&doc, "a%d='1' ", i);
	buf_add(&doc, S("/></a>"));
	buf_clear(&seen);
	xml_read(buf_str(&doc), &HANDLER, &seen, &r);
	assert_true(str_eq(xml_cut(&r), S("has a tag with more than 256 attributes")));
	assert_string_equal(seen.p, "(a|(b|b)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean_document),
		cmocka_unit_test(test_references_in_text),
		cmocka_unit_test(test_long_texts),
		cmocka_unit_test(test_long_text_with_a_carriage_return),
		cmocka_unit_test(test_names_of_long_texts),
		cmocka_unit_test(test_faults_are_mended),
		cmocka_unit_test(test_entities_of_the_document),
		cmocka_unit_test(test_entities_that_grow),
		cmocka_unit_test(test_truncation),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
