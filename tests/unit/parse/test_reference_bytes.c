#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse/text/reference_bytes.h"

static void check(const char *in, const char *out)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, reference_join_bytes(&a, str_of(in))), out);
}

static void test_bytes_become_the_character_that_is_meant(void **state)
{
	(void)state;
	check("It&#226;&#128;&#153;s", "It’s");
	check("It&#xE2;&#x80;&#x99;s &amp; it&#xe2;&#128;&#x99;s", "It’s &amp; it’s");
	check("It&amp;#226;&amp;#128;&amp;#153;s", "It’s");
	check("don&acirc;&euro;&trade;t, &#226;&#8364;&#339;so", "don’t, “so");
	check("&#226;&#137;&#165; 5 &#206;&#188;g", "≥ 5 μg");
	check("Sj&#195;&#182;gren, Raynaud&#195;&#169;", "Sjögren, Raynaudé");
	check("5&#194;&#160;mg &#194;&#177; 1", "5\xC2\xA0mg ± 1");
}

static void test_what_may_be_meant_stays(void **state)
{
	(void)state;
	static const char *const meant[] = {
		"",
		"libert&#233;&#160;&#187;",
		"libert&eacute;&nbsp;&raquo;",
		"&Eacute;&raquo; &#201;&#178;",
		"IRM&#195;&#187; IRM&#195;&#160;x",
		"&#226;&#128; &#226;&#128;x &#226; &#128;&#153;",
		"&acirc;&nbsp;&raquo;",
		"&Atilde;&copy;",
		"&#226;&#128;&#233;",
		"&#226&#128;&#153;",
		"&#;&#x;&#226;&amp;",
		"&#0;&#99999999;",
		"&#226;&#128;&#15",
	};
	for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct str text = str_of(meant[i]);
		assert_ptr_equal(reference_join_bytes(&a, text).p, text.p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_become_the_character_that_is_meant),
		cmocka_unit_test(test_what_may_be_meant_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
