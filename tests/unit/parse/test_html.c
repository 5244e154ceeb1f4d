#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/html/policy.h"
#include "parse/html/token.h"

static const char *text(struct arena *a, const char *html)
{
	return str_cstr(a, html_to_text(a, str_of(html), 1000));
}

/* The sanitised fragment, which stays the same when it is sanitised again. */
static const char *safe_by(struct arena *a, const char *html, enum html_policy policy)
{
	struct str base = S("https://news.example.org/2026/item.html");
	struct str once = html_sanitize(a, str_of(html), base, policy);
	assert_true(str_eq(html_sanitize(a, once, base, policy), once));
	return str_cstr(a, once);
}

static const char *safe(struct arena *a, const char *html)
{
	return safe_by(a, html, HTML_PAGE);
}

struct pair {
	const char *in, *out;
};

static void test_text(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"<p>One</p><p>two<br>three</p>", "One two three"},
		{"a<b>b</b>c  \n d", "abc d"},
		{"x<script>alert(1)</script><style>p{}</style><!-- no -->y", "xy"},
		{"&lt;b&gt; &amp;amp; &eacute;&nbsp;&#8230;&#x41;&#146;",
			"<b> &amp; \xC3\xA9 \xE2\x80\xA6"
			"A\xE2\x80\x99"},
		{"p < 0.05 and 3 <4, AT&T, &bogus; &copy 2026",
			"p < 0.05 and 3 <4, AT&T, &bogus; \xC2\xA9 2026"},
		{"<a title='>'>link</a", "link"},
		/* "<" before a name that no vocabulary has, before words, and in a tag that never ends. */
		{"the ratio A<B &amp; C. Methods: all (p = 0.05)",
			"the ratio A<B & C. Methods: all (p = 0.05)"},
		{"<p>PaO2<FiO2 was lower.</p>T<Tc and x>y <i>in vivo</i>",
			"PaO2<FiO2 was lower. T<Tc and x>y in vivo"},
		{"a<b and c>d, a<b<i>c</i>, n<N, <p", "a<b and c>d, a<bc, n<N, <p"},
		{"Ann <ann.b@example.org> <https://example.org/a> <gene> </gene>",
			"Ann <ann.b@example.org> <https://example.org/a> <gene> </gene>"},
		{"<o:p>a</o:p><my-word x=1>b</my-word><svg><feBlend/><circle r=1></svg><msup>c", "abc"},
		{"<a href='x>a</a> b<td nowrap>c<td foo>d</ 5>e", "a b c<td foo>d</ 5>e"},
		{"a<img alt src=x>b<a href=\"y", "ab"},
		{"<td>1</td><td>2</td>", "1 2"},
		{"<title>A &amp; <b></title>", "A & <b>"},
		{"\x01\x02"
		 "a\x7F"
		 "b",
			"ab"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(text(&a, cases[i].in), cases[i].out);
	static const struct pair lines[] = {
		{"<h2>One</h2> <p>two<br>three</p>\n<div><p>four", "One\ntwo three\nfour"},
		{"one<br><br/>two <br> three", "one\ntwo three"},
		{"<ul><li>a</li><li>b</li></ul>c<table><tr><td>1</td><td>2</td></tr></table>",
			"a\nb\nc\n1\n2"},
		{"<p></p>a\nb", "a b"},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_string_equal(
			str_cstr(&a, html_to_lines(&a, str_of(lines[i].in), 1000)), lines[i].out);
	assert_true(str_eq(html_to_text(&a, S("caf\xC3\xA9 noir"), 4), S("caf")));
	assert_true(str_eq(html_plain_text(&a, S(" a <b>\n c&amp; "), 100), S("a <b> c&amp;")));
}

static void test_sanitize_keeps(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"<p>A <em>b</em></p>", "<p>A <em>b</em></p>"},
		{"<a href='/x?a=1&amp;b=2' target=_blank>y</a>",
			"<a href=\"https://news.example.org/x?a=1&amp;b=2\">y</a>"},
		{"<IMG SRC=a.png ALT='x' alt='second'>",
			"<img src=\"https://news.example.org/2026/a.png\" alt=\"x\" />"},
		{"<a href='mailto:desk@example.org'>m</a>", "<a href=\"mailto:desk@example.org\">m</a>"},
		{"5 < 6 &amp; \"q\"", "5 &lt; 6 &amp; &quot;q&quot;"},
		{"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		{"<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>"},
		{"<table><tr><td>1<td>2<tr><td>3</table>",
			"<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"},
		{"<b><i>x</b>y", "<b><i>x</i></b>y"},
		{"<br></br><hr/>", "<br /><hr />"},
		{"<custom-tag>kept</custom-tag>", "kept"},
		{"<img src=https://i.example/i width='100' style='border-width:0;max-width:100%'>",
			"<img src=\"https://i.example/i\" width=\"100\" />"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(safe(&a, cases[i].in), cases[i].out);
}

static void test_sanitize_drops(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"<script>alert(1)</script>x", "x"},
		{"<scr<script>ipt>alert(1)</script>", "&lt;scr"},
		{"<p onclick='x()' style='a' id=b class=c>t</p>", "<p>t</p>"},
		{"<a href='javascript:x()'>a</a>", "<a>a</a>"},
		{"<a href='jav&#x09;ascript:x()'>a</a>", "<a>a</a>"},
		{"<a href='\x01 JaVaScRiPt:x()'>a</a>", "<a>a</a>"},
		{"<a href='data:text/html,x'>a</a><img src='vbscript:x'>", "<a>a</a><img />"},
		{"<svg><style><img src=x onerror=x()></style></svg>", ""},
		{"<math><mi>x</mi><annotation-xml><script>y</script></annotation-xml></math>", "x"},
		{"<noscript><p title='</noscript><img src=x onerror=x()>'>",
			"<img src=\"https://news.example.org/2026/x\" />&#39;&gt;"},
		{"<form action=x><input value=y><button>b</button></form>", "b"},
		{"<iframe srcdoc='<script>x</script>'></iframe><object data=x></object>", ""},
		{"<!--><img src=x onerror=y()>-->",
			"<img src=\"https://news.example.org/2026/x\" />--&gt;"},
		{"<img src='https://t.example/p.gif' width=1 height=1>t", "t"},
		{"<img src='https://t.example/p.gif' width='&#49;px'>t", "t"},
		{"<img src='https://t.example/p.gif' style='border:0; Height : 0'>t", "t"},
		{"<img src='https://t.example/p.gif' style='DISPLAY: none'>t", "t"},
		{"<td>outside</td><tr>", "outside"},
		{"<textarea><img src=x></textarea>", "&lt;img src=x&gt;"},
		{"<a href='x", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(safe(&a, cases[i].in), cases[i].out);
	assert_string_equal(
		str_cstr(&a, html_sanitize(&a, S("<a href='/relative'>r</a>"), STR_NONE, HTML_PAGE)),
		"<a>r</a>");
}

/* HTML_FORMATTED: formatting, formulas and drawings stay, but nothing that runs, is fetched or
 * reaches into the page. */
static void test_formatted(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"<p style='color: teal; position: absolute; margin:0 15px !important' bgcolor=red "
		 "id=a class=b onclick=x()>t</p>",
			"<p style=\"color: teal; margin: 0 15px !important;\" bgcolor=\"red\">t</p>"},
		{"<span style='background: url(x)'>t</span>", "<span>t</span>"},
		{"<td>1</td>", "<td>1</td>"},
		{"<a href='javascript:x()'>a</a><span href=''>b</span>",
			"<a href=\"\">a</a><span href=\"\">b</span>"},
		{"<svg ViewBox='0 0 9 9' onload=x()><circle r=5 fill=red />"
		 "<rect fill='url(#a)' stroke='rgb(1, 2, 3)' transform='rotate(9)'/>x</svg>",
			"<svg viewBox=\"0 0 9 9\"><circle r=\"5\" fill=\"red\"></circle>"
			"<rect stroke=\"rgb(1, 2, 3)\" transform=\"rotate(9)\"></rect>x</svg>"},
		{"<svg><a xlink:href='java&#10;script:x()'><text>t</text></a>"
		 "<animate attributeName=href to='javascript:x()'/><use href='#a'/></svg>",
			"<svg><a xlink:href=\"\"><text>t</text></a></svg>"},
		{"<svg><title>a<b>c</b></title><desc><abbr title=x>d</abbr></desc></svg>",
			"<svg><title>a<b>c</b></title><desc><abbr title=\"x\">d</abbr></desc></svg>"},
		{"<p><svg><g><p>after", "<p><svg><g></g></svg></p><p>after</p>"},
		{"<svg><style><img src=x onerror=x()></style><foreignObject>"
		 "<iframe></iframe>t</foreignObject></svg>",
			"<svg>t</svg>"},
		{"<math><mrow><mi>x</mi><mo stretchy=false>&lt;</mo><mn>0.05</mn></mrow><annotation-xml>"
		 "<script>y</script></annotation-xml></math>",
			"<math><mrow><mi>x</mi><mo stretchy=\"false\">&lt;</mo><mn>0.05</mn></mrow></math>"},
		{"<math><mtext><em>a</em></mtext>"
		 "<maction actiontype='statusline#http://x'>b</maction></math>",
			"<math><mtext><em>a</em></mtext>b</math>"},
		{"<form action=x><input value=y><select><option>b</select><textarea><b>c</textarea></form>",
			"b&lt;b&gt;c"},
		{"<audio src=a.mp3 autoplay controls></audio>",
			"<audio src=\"https://news.example.org/2026/a.mp3\" controls=\"\"></audio>"},
		{"<img src='https://t.example/p.gif' width=1 height=1>t", "t"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(safe_by(&a, cases[i].in, HTML_FORMATTED), cases[i].out);
}

static const char *style(struct buf *out, const char *text)
{
	buf_clear(out);
	html_style_filter(out, str_of(text));
	return buf_ok(out) && out->n ? out->p : "";
}

static void test_style_attributes(void **state)
{
	(void)state;
	struct buf out CLEANUP_BUF = buf_new(1000);
	static const struct pair cases[] = {
		{"color:#008;FONT-WEIGHT : bold", "color: #008; FONT-WEIGHT: bold;"},
		{"border: 1px solid rgb(0, 0, 0)", "border: 1px solid rgb(0, 0, 0);"},
		{"font-family: 'Lucida Console', serif; line-height: .9em",
			"font-family: 'Lucida Console', serif; line-height: .9em;"},
		{"padding: 99999em; margin: -20px; text-indent: -9999px", ""},
		{"border: 1px wavy; background: yellow none repeat", ""},
		{"width: expression(alert(1)); width: calc(1px); color: url(x)", ""},
		{"color: \\72 ed; color: red/**/; color: 'a;b'; font-family: \"a", ""},
		{"position: fixed; z-index: 9; -moz-binding: none; behavior: none; marginal: 0", ""},
		{"background-image: url(javascript:x()); background-color: red", "background-color: red;"},
		{"margin-\\: 0; border-*/left: 0; padding-/*: 0; background-@x: red; margin-top: 0",
			"margin-top: 0;"},
		{":;;; : red; color:", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(style(&out, cases[i].in), cases[i].out);
}

/* Words behind what only looks like a declaration are kept. */
static void test_declarations(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"a <!doctype html>b<?php x ?>c</ >d<!-- e -->f", "a bcdf"},
		{"<![if !supportLists]>1.<![endif]> x", "1. x"},
		{"<![CDATA[a <b>b</b>]]&gt;", "<![CDATA[a b]]>"},
		{"no end <!of it &amp; <", "no end <!of it & <"},
		{"<!---->a<!-->b<!--->c", "abc"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(text(&a, cases[i].in), cases[i].out);
}

static void test_sections_escaped_twice(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{" <![CDATA[ <p>a</p> ]]> ", "<p>a</p>"},
		{"<![CDATA[]]>", ""},
		{"<![CDATA[a]]> b", "<![CDATA[a]]> b"},
		{"<![CDATA[a", "<![CDATA[a"},
		{"<![CDATA[a]]><![CDATA[b]]>", "<![CDATA[a]]><![CDATA[b]]>"},
		{"]]>", "]]>"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(str_eq(html_unwrap_section(str_of(cases[i].in)), str_of(cases[i].out)));
}

static void test_nesting_is_bounded(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf deep CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_add(&deep, S("<div><b>"));
	buf_add(&deep, S("text"));
	struct str once = html_sanitize(&a, buf_str(&deep), STR_NONE, HTML_PAGE);
	assert_true(once.n < 2000 && str_find(once, S("text")) != STR_NOT_FOUND);
	assert_true(str_eq(html_sanitize(&a, once, STR_NONE, HTML_PAGE), once));
}

/* An address that passes its limit when it is encoded is dropped at once, and not only when the
 * result is sanitised again. */
static void test_long_address(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf link CLEANUP_BUF = buf_new(1 << 16);
	buf_add(&link, S("<a href='"));
	for (size_t i = 0; i < 4000; i++)
		buf_add(&link, S("\xC3\xA9"));
	buf_add(&link, S("'>t</a>"));
	assert_string_equal(safe(&a, buf_str(&link).p), "<a>t</a>");
}

static void test_markup_is_told_from_text(void **state)
{
	(void)state;
	assert_true(html_is_markup(S("a <b>c</b>")));
	assert_true(html_is_markup(S("caf&eacute;")));
	assert_true(html_is_markup(S("&#39;")));
	assert_false(html_is_markup(S("p < 0.05; AT&T; <selectedoption> is new; a <b")));
}

static void test_attributes(void **state)
{
	(void)state;
	struct str rest = S(" a=1 b = 'x y' c=\"\" /d e=f/g");
	static const struct pair expected[] = {
		{"a", "1"}, {"b", "x y"}, {"c", ""}, {"d", ""}, {"e", "f/g"}};
	struct html_attr attr;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(html_attr_next(&rest, &attr));
		assert_true(str_eq(attr.name, str_of(expected[i].in)) &&
			str_eq(attr.value, str_of(expected[i].out)));
	}
	assert_false(html_attr_next(&rest, &attr));
	assert_non_null(html_element_find(S("BlockQuote")));
	assert_null(html_element_find(S("block")));
	assert_null(html_element_find(S("title\0\0\0\0\0\0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_sanitize_keeps),
		cmocka_unit_test(test_sanitize_drops),
		cmocka_unit_test(test_formatted),
		cmocka_unit_test(test_style_attributes),
		cmocka_unit_test(test_declarations),
		cmocka_unit_test(test_sections_escaped_twice),
		cmocka_unit_test(test_nesting_is_bounded),
		cmocka_unit_test(test_long_address),
		cmocka_unit_test(test_markup_is_told_from_text),
		cmocka_unit_test(test_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
