#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/facts.h"

static const struct words GERMAN = {
	.v = {[WORD_phase_early] = S("Frühe Phase 1"),
		[WORD_phase_none] = S("Nicht zutreffend"),
		[WORD_sex_female] = S("Weiblich"),
		[WORD_age_between] = S("{from} bis {to}"),
		[WORD_age_from] = S("{from} und älter"),
		[WORD_age_years] = S("{n} Jahr | {n} Jahre"),
		[WORD_age_months] = S("{n} Monat | {n} Monate"),
		[WORD_fact_date] = S("{dd}.{mm}.{yyyy}"),
		[WORD_fact_date_month] = S("{mm}/{yyyy}"),
		[WORD_fact_places_more] = S("und {n} weiterer | und {n} weitere"),
		[WORD_fact_animal_study] = S("Tierstudie"),
		[WORD_short_recruiting] = S("Nimmt Teilnehmer auf")}};

static void check(enum fact fact, const char *value, const char *english, const char *german)
{
	struct arena a CLEANUP_ARENA = {0};
	struct fact_text one = facts_text(&a, &WORDS_ENGLISH, fact, str_of(value));
	assert_string_equal(str_cstr(&a, one.text), english);
	struct fact_text other = facts_text(&a, &GERMAN, fact, str_of(value));
	assert_string_equal(str_cstr(&a, other.text), german);
	assert_int_equal(one.foreign, other.foreign);
}

static bool is_foreign(enum fact fact, const char *value)
{
	struct arena a CLEANUP_ARENA = {0};
	return facts_text(&a, &GERMAN, fact, str_of(value)).foreign;
}

static void test_values_are_told_in_the_words_of_the_site(void **state)
{
	(void)state;
	check(FACT_PHASE, "PHASE2", "Phase 2", "Phase 2");
	check(FACT_PHASE, "EARLY_PHASE1", "Early phase 1", "Frühe Phase 1");
	check(FACT_PHASE, "NA", "Not applicable", "Nicht zutreffend");
	check(FACT_SEX, "FEMALE", "Female", "Weiblich");
	check(FACT_AGES, "18 Years|70 Years", "18 Years to 70 Years", "18 Jahre bis 70 Jahre");
	check(FACT_AGES, "1 Year|", "1 Year and older", "1 Jahr und älter");
	check(FACT_AGES, "|6 Months", "up to 6 Months", "up to 6 Monate");
	check(FACT_START, "2026-07", "2026-07", "07/2026");
	check(FACT_RESULTS, "2026-07-09", "2026-07-09", "09.07.2026");
	check(FACT_RESULTS, "yes", "yes", "yes");
	check(FACT_VERIFIED, "2026", "2026", "2026");
	check(FACT_ANIMALS, "ANIMALS", "animal study", "Tierstudie");
	check(FACT_PLACES, "RECRUITING|Hospital, Paris", "Hospital, Paris (Recruiting)",
		"Hospital, Paris (Nimmt Teilnehmer auf)");
	check(FACT_PLACES, "|Hospital | Paris", "Hospital | Paris", "Hospital | Paris");
	check(FACT_PLACES, "COMPLETED|", "(Completed)", "(Completed)");
	check(FACT_PLACES, "+1", "and 1 more", "und 1 weiterer");
	check(FACT_PLACES, "+12", "and 12 more", "und 12 weitere");
}

static void test_what_is_not_known_stays_as_the_registry_says_it(void **state)
{
	(void)state;
	check(FACT_PHASE, "PHASE12", "PHASE12", "PHASE12");
	check(FACT_SEX, "FOO_BAR", "Foo bar", "Foo bar");
	check(FACT_AGES, "old", "old", "old");
	check(FACT_AGES, "18 Winters|", "18 Winters and older", "18 Winters und älter");
	check(FACT_AGES, "99999999999999999999999 Years|", "99999999999999999999999 Years and older",
		"99999999999999999999999 Years und älter");
	check(FACT_START, "soon", "soon", "soon");
	check(FACT_PLACES, "FOO_BAR|Paris", "Paris (Foo bar)", "Paris (Foo bar)");
	assert_true(is_foreign(FACT_PHASE, "PHASE12") && is_foreign(FACT_SEX, "FOO_BAR"));
	assert_true(is_foreign(FACT_AGES, "18 Winters|") && is_foreign(FACT_START, "soon"));
	assert_false(is_foreign(FACT_AGES, "18 Years|") || is_foreign(FACT_SEX, "ALL"));
}

static void test_words_of_a_source_are_of_its_language(void **state)
{
	(void)state;
	assert_true(is_foreign(FACT_WHY_STOPPED, "No money"));
	assert_true(is_foreign(FACT_CONDITIONS, "Morphea"));
	assert_true(is_foreign(FACT_TYPES, "Review"));
	assert_false(is_foreign(FACT_SPONSOR, "Sample University"));
	assert_false(is_foreign(FACT_CONTACTS, "Ana Sample"));
	assert_false(is_foreign(FACT_PLACES, "RECRUITING|Paris"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_told_in_the_words_of_the_site),
		cmocka_unit_test(test_what_is_not_known_stays_as_the_registry_says_it),
		cmocka_unit_test(test_words_of_a_source_are_of_its_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
