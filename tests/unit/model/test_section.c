#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/section.h"

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(section_word(SECTION_RESEARCH), "research");
	assert_string_equal(section_word(SECTION_NEWS), "news");
	assert_string_equal(section_word(SECTION_TRIALS), "trials");
	assert_string_equal(section_word(SECTION_NONE), "");
	assert_string_equal(section_title(SECTION_TRIALS), "Trials");
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		assert_int_equal(section_of(str_of(section_word(s))), s);
		assert_int_equal(section_of(str_of(section_title(s))), s);
	}
}

static void test_other_words(void **state)
{
	static const struct str none[] = {
		S(""), S("new"), S("newsy"), S(" news"), S("news\0"), S("none"), S("all")};
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(section_of(none[i]), SECTION_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_other_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
