#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/words.h"

static void test_periods_in_words(void **state)
{
	(void)state;
	static const struct {
		struct str period;
		const char *words;
	} cases[] = {
		{S("2026-W47"), "week 47"},
		{S("2026-W05"), "week 5"},
		{S("2026-11"), "November 2026"},
		{S("2026-11-03"), "November 3, 2026"},
		{S("2026"), "2026"},
		{S("spring"), "spring"},
		{S("2026-11-03.c12"), "November 3, 2026"},
		{S("2026-11-03.c12.2"), "November 3, 2026"},
		{S("2026-W47.x"), "week 47"},
		{S("a.b"), "a.b"},
		{S("2026-Wxx"), "2026-Wxx"},
		{S("2026-13"), "2026-13"},
	};
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(
			str_cstr(&a, words_period(&a, &WORDS_ENGLISH, cases[i].period)), cases[i].words);
}

static void test_counts_in_words(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(
		str_cstr(&a, words_count(&a, &WORDS_ENGLISH, 1, 0, WORD_counts_subject)), "1 new item");
	assert_string_equal(
		str_cstr(&a, words_count(&a, &WORDS_ENGLISH, 0, 2, WORD_counts_subject)), "2 updates");
	assert_string_equal(str_cstr(&a, words_count(&a, &WORDS_ENGLISH, 5, 1, WORD_counts)),
		"5 new items and 1 update");
}

static void test_long_texts_are_cut(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, words_shortened(&a, S("four"), 4)), "four");
	assert_string_equal(str_cstr(&a, words_shortened(&a, S("für alle"), 5)), "für…");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_periods_in_words),
		cmocka_unit_test(test_counts_in_words),
		cmocka_unit_test(test_long_texts_are_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
