#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/edition.h"

static void an_edition_is_named_by_its_period_and_its_list(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_true(str_eq(edition_name(&a, S("2026-W47"), S("research")), S("2026-W47-research")));
}

static void a_period_is_safe_in_the_name_of_a_file(void **state)
{
	static const char *const good[] = {"2026-W47", "2026-11", "a_b", "1.2", "x"};
	static const char *const bad[] = {"", ".hidden", "../etc", "a b", "a/b", "a\nb", "ä", "“x”",
		"abcdefghijabcdefghijabcdefghij123"};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(edition_period_is_valid(str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(edition_period_is_valid(str_of(bad[i])));
}

static void corrections_of_a_day_have_periods_of_their_own(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str first = edition_correction_period(&a, S("2026-11-23"), 123456789, 1);
	assert_true(str_eq(first, S("2026-11-23.c123456789")));
	struct str second = edition_correction_period(&a, S("2026-11-23"), 123456789, 2);
	assert_true(str_eq(second, S("2026-11-23.c123456789.2")));
	assert_true(edition_period_is_valid(first) && edition_period_is_valid(second));
}

static void verbs_have_words(void **state)
{
	(void)state;
	for (enum edition_verb verb = EDITION_FREEZE; verb < EDITION_VERBS; verb++)
		assert_int_equal(edition_verb_of(str_of(edition_verb_word(verb))), verb);
	assert_int_equal(edition_verb_of(S("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_is_named_by_its_period_and_its_list),
		cmocka_unit_test(corrections_of_a_day_have_periods_of_their_own),
		cmocka_unit_test(verbs_have_words),
		cmocka_unit_test(a_period_is_safe_in_the_name_of_a_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
