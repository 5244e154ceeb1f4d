#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "mail/words.h"

static void test_period(void **state)
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
		{S("2026-Wxx"), "2026-Wxx"},
		{S("2026-13"), "2026-13"},
	};
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(str_cstr(&a, words_period(&a, cases[i].period)), cases[i].words);
}

static void test_counts(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, words_count(&a, 1, 0, ", ")), "1 new item");
	assert_string_equal(str_cstr(&a, words_count(&a, 0, 2, ", ")), "2 updates");
	assert_string_equal(str_cstr(&a, words_count(&a, 5, 1, " and ")), "5 new items and 1 update");
}

static void test_subject(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(
		str_cstr(&a,
			words_subject(&a, SECTION_RESEARCH, S("Scleroderma News Desk"), S("2026-W47"), 5, 0)),
		"Research: 5 new items – Scleroderma News Desk, week 47");
	assert_string_equal(
		str_cstr(&a, words_subject(&a, SECTION_TRIALS, STR_NONE, S("2026-11"), 1, 0)),
		"Trials: 1 new item, November 2026");
	struct str cut = words_subject(&a, SECTION_NEWS,
		S("Die Nachrichten für alle Sklerodermie-Betroffenen und ihre Familien in allen Ländern"),
		S("2026-W47"), 12, 3);
	assert_string_equal(str_cstr(&a, cut),
		"News: 12 new items, 3 updates – Die Nachrichten für alle Sklerodermi…, week 47");
	assert_int_equal(utf8_length(cut), SUBJECT_MAX);
	struct str most = words_subject(&a, SECTION_RESEARCH, S("Scleroderma News Desk"),
		S("abcdefghijabcdefghijabcdefghij12"), SIZE_MAX, SIZE_MAX);
	assert_in_range(utf8_length(most), 1, SUBJECT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_period),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_subject),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
