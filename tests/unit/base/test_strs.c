#include "check.h"

#include "base/arena.h"
#include "base/strs.h"

static void test_add(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs list = {0};
	(void)state;
	for (size_t i = 0; i < 1000; i++)
		strs_add(&a, &list, str_printf(&a, "%zu", i));
	assert_int_equal(list.n, 1000);
	for (size_t i = 0; i < list.n; i++)
		assert_str(list.v[i], str_printf(&a, "%zu", i));
}

static void test_have(void **state)
{
	const struct strs list = {(struct str[]){S("Letter"), S("News")}, 2}, none = {0};
	(void)state;
	assert_true(strs_have(list, S("News")) && strs_ihave(list, S("NEWS")));
	assert_false(strs_have(list, S("news")) || strs_ihave(list, S("new")));
	assert_false(strs_have(none, STR_NONE) || strs_ihave(none, STR_NONE));
}

static void test_equality(void **state)
{
	const struct strs ab = {(struct str[]){S("a"), S("b")}, 2},
					  ba = {(struct str[]){S("b"), S("a")}, 2}, a = {ab.v, 1}, none = {0};
	(void)state;
	assert_true(strs_eq(ab, ab) && strs_eq(none, none));
	assert_false(strs_eq(ab, ba) || strs_eq(ab, a) || strs_eq(a, ab) || strs_eq(none, a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_have),
		cmocka_unit_test(test_equality),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
