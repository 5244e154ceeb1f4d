#include "check.h"

#include "base/month.h"

static void test_months(void **state)
{
	(void)state;
	assert_string_equal(month_abbr(1), "Jan");
	assert_string_equal(month_name(9), "September");
	assert_string_equal(month_abbr(0), "");
	assert_string_equal(month_name(13), "");
	assert_string_equal(month_abbr(-1), "");
	for (int m = 1; m <= 12; m++) {
		assert_int_equal(month_number(str_of(month_abbr(m))), m);
		assert_int_equal(month_number(str_of(month_name(m))), m);
	}
	static const struct {
		struct str s;
		int m;
	} cases[] = {{S("jUL"), 7}, {S("JULY"), 7}, {S("7"), 7}, {S("07"), 7}, {S("12"), 12},
		{S("13"), 0}, {S("0"), 0}, {S("-1"), 0}, {S("007"), 0}, {S(""), 0}, {S("Ju"), 0},
		{S("Jul."), 0}, {S("Summer"), 0}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(month_number(cases[i].s), cases[i].m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_months)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
