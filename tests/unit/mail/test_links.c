#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/links.h"

static void assert_link(struct str is, const char *shall)
{
	if (!str_eq(is, str_of(shall)))
		fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(is), shall);
}

static void test_links(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct strs links = links_of(&a,
		S("<!DOCTYPE html><html><head><link href='no'></head><body><p><a class=x "
		  "href=\"https://a.example/?x=1&amp;y=2\">A</a>"
		  "<A HREF='mailto:b@example.org'>B</A><a name=c>C</a><a "
		  "href=\"https://a.example/?x=1&amp;y=2\">again</a><a href=''>empty</a><a "
		  "href=https://\xc3\xbc.example/>D</a>"));
	assert_int_equal(links.n, 4);
	assert_link(links.v[0], "https://a.example/?x=1&y=2");
	assert_link(links.v[1], "mailto:b@example.org");
	assert_link(links.v[2], "");
	assert_link(links.v[3], "https://\xc3\xbc.example/");
	assert_int_equal(links_of(&a, STR_NONE).n, 0);
	assert_int_equal(links_of(&a, S("no markup < a")).n, 0);
}

static void test_in_text(void **state)
{
	(void)state;
	struct str text = S("Read https://a.example/?x=1&y=2 or write "
						"to\nb@example.org\nmailto:c@example.org?subject=stop\n");
	assert_true(links_in_text(text, S("https://a.example/?x=1&y=2")));
	assert_true(links_in_text(text, S("mailto:b@example.org")));
	assert_true(links_in_text(text, S("mailto:c@example.org?subject=stop")));
	assert_false(links_in_text(text, S("mailto:b@example.org?subject=stop")));
	assert_false(links_in_text(text, S("https://b.example/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links), cmocka_unit_test(test_in_text)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
