#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "mail/subject.h"

static void check(struct subject subject, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, subject_words(&a, &subject)), expected);
}

static void test_says_what_and_when(void **state)
{
	(void)state;
	check((struct subject){S("Research"), &WORDS_ENGLISH, S("Scleroderma News Desk"),
			  S("2026-W47"), 5, 0},
		"Research: 5 new items – Scleroderma News Desk, week 47");
	check((struct subject){S("Trials"), &WORDS_ENGLISH, STR_NONE, S("2026-11"), 1, 0},
		"Trials: 1 new item, November 2026");
}

static void test_long_title_is_cut(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct subject subject = {S("News"), &WORDS_ENGLISH,
		S("Die Nachrichten für alle Sklerodermie-Betroffenen und ihre Familien in allen Ländern"),
		S("2026-W47"), 12, 3};
	check(
		subject, "News: 12 new items, 3 updates – Die Nachrichten für alle Sklerodermi…, week 47");
	assert_int_equal(utf8_length(subject_words(&a, &subject)), SUBJECT_MAX);
	subject.period = S("abcdefghijabcdefghijabcdefghij12");
	subject.fresh = subject.updates = SIZE_MAX;
	assert_in_range(utf8_length(subject_words(&a, &subject)), 1, SUBJECT_MAX);
}

static void test_mark_stands_first(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	char text[SUBJECT_MAX];
	memset(text, 'x', sizeof text);
	struct str marked = subject_marked(&a, "[Test] ", (struct str){text, sizeof text});
	assert_true(str_starts(marked, S("[Test] xxx")) && str_ends(marked, S("xxx…")));
	assert_int_equal(utf8_length(marked), SUBJECT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_says_what_and_when),
		cmocka_unit_test(test_long_title_is_cut),
		cmocka_unit_test(test_mark_stands_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
