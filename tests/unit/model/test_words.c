#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/status_line.h"

static const struct words ARABIC = {
	.v = {[WORD_updates] = S("zero|one|two|few|many|other")}, .plural = PLURAL_ARABIC, .rtl = true};
static const struct words FRENCH = {
	.v = {[WORD_updates] = S("{n} mise à jour | {n} mises à jour")}, .plural = PLURAL_BELOW2};
static const struct words GERMAN = {.v = {
										[WORD_months] = S("Januar|Februar|März|April|Mai|Juni|Juli|"
														  "August|September|Oktober|November|"
														  "Dezember"),
										[WORD_date_long] = S("{d}. {month} {yyyy}"),
										[WORD_date_short] = S("{d}.{m}.{yyyy}"),
										[WORD_date_shortest] = S("{d}.{m}.{yy}"),
										[WORD_status_recruiting] = S("Nimmt Patienten auf"),
										[WORD_status_last_updated] = S("Stand: {date}."),
									}};

static void check_plural(const struct words *words, size_t n, const char *form)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, words_plural(words, WORD_updates, n)), form);
}

static void test_plurals_are_those_of_cldr(void **state)
{
	(void)state;
	static const struct {
		size_t n;
		const char *form;
	} arabic[] = {{0, "zero"}, {1, "one"}, {2, "two"}, {3, "few"}, {10, "few"}, {11, "many"},
		{99, "many"}, {100, "other"}, {102, "other"}, {103, "few"}, {111, "many"}, {200, "other"}};
	for (size_t i = 0; i < sizeof arabic / sizeof *arabic; i++)
		check_plural(&ARABIC, arabic[i].n, arabic[i].form);
	check_plural(&FRENCH, 0, "{n} mise à jour");
	check_plural(&FRENCH, 1, "{n} mise à jour");
	check_plural(&FRENCH, 2, "{n} mises à jour");
	check_plural(&WORDS_ENGLISH, 0, "{n} updates");
	check_plural(&WORDS_ENGLISH, 1, "{n} update");
}

static void test_an_english_word_keeps_the_english_plural(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, words_plural(&ARABIC, WORD_new_items, 11)), "{n} new items");
}

static void test_dates_follow_the_language(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const struct date day = {2026, 3, 7}, month = {2026, 3, 0};
	struct words iso = GERMAN;
	iso.iso = true;
	assert_string_equal(str_cstr(&a, words_day(&a, &WORDS_ENGLISH, day)), "March 7, 2026");
	assert_string_equal(str_cstr(&a, words_date(&a, &WORDS_ENGLISH, day)), "03/07/2026");
	assert_string_equal(str_cstr(&a, words_date(&a, &WORDS_ENGLISH, month)), "03/2026");
	assert_string_equal(str_cstr(&a, words_day(&a, &GERMAN, day)), "7. März 2026");
	assert_string_equal(str_cstr(&a, words_date(&a, &GERMAN, day)), "7.3.2026");
	assert_string_equal(str_cstr(&a, words_date_short(&a, &GERMAN, day)), "7.3.26");
	assert_string_equal(str_cstr(&a, words_day(&a, &iso, day)), "2026-03-07");
	assert_string_equal(str_cstr(&a, words_date_short(&a, &iso, day)), "2026-03-07");
	assert_string_equal(str_cstr(&a, words_date(&a, &GERMAN, (struct date){2026, 0, 0})), "2026");
	assert_int_equal(words_date(&a, &GERMAN, (struct date){0}).n, 0);
}

static void test_what_a_language_lacks_is_english(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const struct status_said recruiting = {.status = S("RECRUITING"), .updated = {2026, 3, 7}};
	const struct status_said unknown = {.status = S("UNKNOWN"), .verified = {2024, 5, 0}};
	assert_string_equal(str_cstr(&a, status_line_words(&a, &GERMAN, &recruiting)),
		"Nimmt Patienten auf. Stand: 7.3.26.");
	assert_string_equal(str_cstr(&a, status_line_words(&a, &GERMAN, &unknown)),
		"Status unknown; last verified Mai 2024.");
	assert_string_equal(
		str_cstr(&a, words_text(&GERMAN, WORD_follow)), str_cstr(&a, words_english(WORD_follow)));
}

static void test_places_are_filled(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const struct words_place places[] = {{"a", S("1")}, {"b", S("{a}")}, {0}};
	assert_string_equal(str_cstr(&a, words_fill(&a, S("{b}, {a}{c}; {"), places)), "{a}, 1; {");
	assert_int_equal(words_find(S("follow")), WORD_follow);
	assert_int_equal(words_find(S("nothing")), WORD_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plurals_are_those_of_cldr),
		cmocka_unit_test(test_an_english_word_keeps_the_english_plural),
		cmocka_unit_test(test_dates_follow_the_language),
		cmocka_unit_test(test_what_a_language_lacks_is_english),
		cmocka_unit_test(test_places_are_filled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
