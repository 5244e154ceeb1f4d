#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/phrases.h"

enum { WE = 1 << 0, HOPE = 1 << 1, SIGN = 1 << 2, STEM = 1 << 3 };
static const char *const WES[] = {"we found", "we show", "in conclusion we show that it does"};
static const char *const HOPES[] = {"we hope", "Hopefully", "we found"};
static const char *const SIGNS[] = {"(c) 20", "©", "http://", "nct0"};
static const struct phrase_list LISTS[] = {
	{WE, PHRASES(WES)},
	{HOPE, PHRASES(HOPES)},
	{SIGN, PHRASES(SIGNS)},
	{STEM, PHRASE("recruit*|trial|étude")},
};
static const struct phrases ALL = PHRASES_OF(LISTS), ONE = PHRASES_ONE(WES);

static phrase_set in(const char *text)
{
	return phrases_in(&ALL, str_of(text));
}

static void finds_the_lists_of_all_phrases(void **state)
{
	(void)state;
	assert_int_equal(in("Here WE Show it, hopefully."), WE | HOPE);
	assert_int_equal(in("we found"), WE | HOPE);
	assert_int_equal(in("In conclusion we show that it does."), WE);
	assert_int_equal(in("Copyright (C) 2020"), 0);
	assert_int_equal(in("Copyright (C) 20"), SIGN);
	assert_int_equal(in("see HTTP://x.example"), SIGN);
	assert_int_equal(in("Une ÉTUDE"), 0); /* of ASCII alone is the case ignored */
	assert_int_equal(in("une étude"), STEM);
	assert_int_equal(in(""), 0);
	assert_int_equal(in("w"), 0);
}

static void finds_whole_words_alone(void **state)
{
	(void)state;
	assert_int_equal(in("we showed"), 0);
	assert_int_equal(in("ewe show"), 0);
	assert_int_equal(in("we-we show"), 0);
	assert_int_equal(in("(we show)"), WE);
	assert_int_equal(in("trials"), 0);
	assert_int_equal(in("it is recruiting"), STEM);
	assert_int_equal(in("unrecruited"), 0);
}

static void says_where_a_list_stands_first(void **state)
{
	(void)state;
	struct str text = S("Hopefully we show that we hope and we show.");
	assert_int_equal(phrases_find(&ALL, WE, text), 10);
	assert_int_equal(phrases_find(&ALL, HOPE, text), 0);
	assert_int_equal(phrases_find(&ONE, 1, text), 10);
	assert_true(phrases_find(&ALL, SIGN, text) == STR_NOT_FOUND);
}

static void tells_what_a_text_begins_with(void **state)
{
	(void)state;
	assert_int_equal(phrases_begin(&ALL, S("[( We hope so")), HOPE);
	assert_int_equal(phrases_begin(&ALL, S("NCT01234567")), SIGN);
	assert_int_equal(phrases_begin(&ALL, S("Today we hope")), 0);
	assert_int_equal(phrases_begin(&ALL, S("We hoped")), 0);
	assert_int_equal(phrases_begin(&ALL, S("(")), 0);
	assert_int_equal(phrases_of_word(&ALL, S("recruiters")), STEM);
	assert_int_equal(phrases_of_word(&ALL, S("trial2")), 0);
	assert_int_equal(phrases_of_word(&ALL, STR_NONE), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_lists_of_all_phrases),
		cmocka_unit_test(finds_whole_words_alone),
		cmocka_unit_test(says_where_a_list_stands_first),
		cmocka_unit_test(tells_what_a_text_begins_with),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
