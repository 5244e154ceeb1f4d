#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/face.h"
#include "model/trial_status.h"
#include "model/unverified.h"

static void test_two_years_are_counted_by_months(void **state)
{
	(void)state;
	static const struct {
		struct date verified;
		bool is;
	} cases[] = {{{2024, 10, 0}, true}, {{2024, 10, 31}, true}, {{2024, 11, 0}, false},
		{{2024, 11, 1}, false}, {{2023, 12, 0}, true}, {{2023, 0, 0}, true}, {{2024, 0, 0}, false},
		{{2026, 1, 0}, false}, {{0, 0, 0}, false}};
	struct date before = unverified_before(1793491200); /* 2026-11-01 */
	assert_int_equal(date_cmp(before, (struct date){2024, 11, 0}), 0);
	assert_int_equal(date_cmp(unverified_before(1793491199), (struct date){2024, 10, 0}), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(unverified_since(cases[i].verified, before), cases[i].is);
		assert_false(unverified_since(cases[i].verified, (struct date){0}));
	}
}

static void test_only_what_goes_on_can_be_unverified(void **state)
{
	(void)state;
	size_t n = 0;
	for (enum trial_status s = TRIAL_STATUS_OTHER + 1; s < TRIAL_STATUS_COUNT; s++)
		n += unverified_may_be(trial_status_word(s));
	assert_int_equal(n, 5);
	assert_true(
		unverified_may_be(S("RECRUITING")) && unverified_may_be(S("ACTIVE_NOT_RECRUITING")));
	assert_false(unverified_may_be(S("COMPLETED")) || unverified_may_be(S("UNKNOWN")) ||
		unverified_may_be(S("recruiting")) || unverified_may_be(STR_NONE));
}

static void test_readers_see_that_it_is_unknown(void **state)
{
	(void)state;
	struct face face = {.status = S("RECRUITING")};
	assert_true(str_eq(face_status(&face), S("RECRUITING")));
	face.unverified = (struct date){2019, 3, 0};
	assert_true(str_eq(face_status(&face), S("UNKNOWN")));
	face.status = S("COMPLETED");
	assert_true(str_eq(face_status(&face), S("COMPLETED")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_years_are_counted_by_months),
		cmocka_unit_test(test_only_what_goes_on_can_be_unverified),
		cmocka_unit_test(test_readers_see_that_it_is_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
