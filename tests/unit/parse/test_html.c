#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/html.h"
#include "parse/html_token.h"

static const char *text(struct arena *a, const char *html)
{
	return str_cstr(a, html_to_text(a, str_of(html), 1000));
}

/* Sanitised, and the same when sanitised again. */
static const char *safe(struct arena *a, const char *html)
{
	struct str base = S("https://news.example.org/2026/item.html");
	struct str once = html_sanitize(a, str_of(html), base);
	assert_true(str_eq(html_sanitize(a, once, base), once));
	return str_cstr(a, once);
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
		{"&lt;b&gt; &amp;amp; &eacute;&nbsp;&#8230;&#x41;&#146;", "<b> &amp; \xC3\xA9 \xE2\x80\xA6" "A\xE2\x80\x99"},
		{"p < 0.05 and 3 <4, AT&T, &bogus; &copy 2026", "p < 0.05 and 3 <4, AT&T, &bogus; \xC2\xA9 2026"},
		{"<a title='>'>link</a", "link"},
		{"<td>1</td><td>2</td>", "1 2"},
		{"<title>A &amp; <b></title>", "A & <b>"},
		{"\x01\x02" "a\x7F" "b", "ab"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(text(&a, cases[i].in), cases[i].out);
	assert_true(str_eq(html_to_text(&a, S("caf\xC3\xA9 noir"), 4), S("caf")));
	assert_true(str_eq(html_plain_text(&a, S(" a <b>\n c&amp; "), 100), S("a <b> c&amp;")));
}

static void test_sanitize_keeps(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct pair cases[] = {
		{"<p>A <em>b</em></p>", "<p>A <em>b</em></p>"},
		{"<a href='/x?a=1&amp;b=2' target=_blank>y</a>", "<a href=\"https://news.example.org/x?a=1&amp;b=2\">y</a>"},
		{"<IMG SRC=a.png ALT='x' alt='second'>", "<img src=\"https://news.example.org/2026/a.png\" alt=\"x\" />"},
		{"<a href='mailto:desk@example.org'>m</a>", "<a href=\"mailto:desk@example.org\">m</a>"},
		{"5 < 6 &amp; \"q\"", "5 &lt; 6 &amp; &quot;q&quot;"},
		{"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		{"<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>"},
		{"<table><tr><td>1<td>2<tr><td>3</table>", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"},
		{"<b><i>x</b>y", "<b><i>x</i></b>y"},
		{"<br></br><hr/>", "<br /><hr />"},
		{"<custom-tag>kept</custom-tag>", "kept"},
		{"<img src=https://i.example/i width='100' style='border-width:0;max-width:100%'>", "<img src=\"https://i.example/i\" width=\"100\" />"},
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
		{"<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"},
		{"<p onclick='x()' style='a' id=b class=c>t</p>", "<p>t</p>"},
		{"<a href='javascript:x()'>a</a>", "<a>a</a>"},
		{"<a href='jav&#x09;ascript:x()'>a</a>", "<a>a</a>"},
		{"<a href='\x01 JaVaScRiPt:x()'>a</a>", "<a>a</a>"},
		{"<a href='data:text/html,x'>a</a><img src='vbscript:x'>", "<a>a</a><img />"},
		{"<svg><style><img src=x onerror=x()></style></svg>", ""},
		{"<math><mi>x</mi><annotation-xml><script>y</script></annotation-xml></math>", "x"},
		{"<noscript><p title='</noscript><img src=x onerror=x()>'>", "<img src=\"https://news.example.org/2026/x\" />&#39;&gt;"},
		{"<form action=x><input value=y><button>b</button></form>", "b"},
		{"<iframe srcdoc='<script>x</script>'></iframe><object data=x></object>", ""},
		{"<!--><img src=x onerror=y()>-->", "<img src=\"https://news.example.org/2026/x\" />--&gt;"},
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
	assert_string_equal(str_cstr(&a, html_sanitize(&a, S("<a href='/relative'>r</a>"), STR_NONE)), "<a>r</a>");
}

static void test_nesting_is_bounded(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf deep CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_add(&deep, S("<div><b>"));
	buf_add(&deep, S("text"));
	struct str once = html_sanitize(&a, buf_str(&deep), STR_NONE);
	assert_true(once.n < 2000 && str_find(once, S("text")) != STR_NOT_FOUND);
	assert_true(str_eq(html_sanitize(&a, once, STR_NONE), once));
}

/* An address that grows beyond its limit as it is encoded is none at once, not only when it is read again. */
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

static void test_decode_and_markup(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_true(str_eq(html_decode(&a, S("&notin; &notit; &#0; &amp;lt;")), S("\xE2\x88\x89 \xC2\xACit; \xEF\xBF\xBD &lt;")));
	assert_true(html_is_markup(S("a <b>c</b>")));
	assert_true(html_is_markup(S("caf&eacute;")));
	assert_true(html_is_markup(S("&#39;")));
	assert_false(html_is_markup(S("p < 0.05; AT&T; <selectedoption> is new; a <b")));
}

static void test_attributes(void **state)
{
	(void)state;
	struct str rest = S(" a=1 b = 'x y' c=\"\" /d e=f/g");
	static const struct pair expected[] = {{"a", "1"}, {"b", "x y"}, {"c", ""}, {"d", ""}, {"e", "f/g"}};
	struct html_attr attr;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(html_attr_next(&rest, &attr));
		assert_true(str_eq(attr.name, str_of(expected[i].in)) && str_eq(attr.value, str_of(expected[i].out)));
	}
	assert_false(html_attr_next(&rest, &attr));
	assert_non_null(html_element_find(S("BlockQuote")));
	assert_null(html_element_find(S("block")));
	assert_null(html_element_find(S("title\0\0\0\0\0\0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text), cmocka_unit_test(test_sanitize_keeps), cmocka_unit_test(test_sanitize_drops),
		cmocka_unit_test(test_nesting_is_bounded), cmocka_unit_test(test_long_address),
		cmocka_unit_test(test_decode_and_markup), cmocka_unit_test(test_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
