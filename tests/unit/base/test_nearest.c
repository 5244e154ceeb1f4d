#include "check.h"

#include "base/nearest.h"

static const struct str WORDS[] = {
	{"section", 7}, {"topics", 6}, {"approve", 7}, {"reject", 6}, {"db", 2}};

static struct str near(const char *word)
{
	const struct strs words = {(struct str *)WORDS, sizeof WORDS / sizeof *WORDS};
	return nearest_word(str_of(word), &words);
}

static void one_slip_of_each_kind_is_seen_through(void **state)
{
	(void)state;
	assert_str(near("secton"), S("section"));
	assert_str(near("topicss"), S("topics"));
	assert_str(near("rejecd"), S("reject"));
	assert_str(near("appvore"), S("approve"));
	assert_str(near("SECTION"), S("section"));
}

static void long_words_may_have_more_slips_than_short_ones(void **state)
{
	(void)state;
	assert_str(near("sektiom"), S("section"));
	assert_str(near("dv"), S("db"));
	assert_str(near("xy"), S(""));
	assert_str(near("x"), S(""));
	assert_str(near(""), S(""));
	assert_str(near("an entirely different and much longer word than those"), S(""));
}

static void the_hint_ends_a_message(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct strs words = {(struct str *)WORDS, 2};
	(void)state;
	assert_str(nearest_hint(&a, S("topic"), &words), S("; did you mean “topics”?"));
	assert_str(nearest_hint(&a, S("nothing like it"), &words), S(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_slip_of_each_kind_is_seen_through),
		cmocka_unit_test(long_words_may_have_more_slips_than_short_ones),
		cmocka_unit_test(the_hint_ends_a_message),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
