#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/job.h"

static void every_kind_is_found_by_its_word(void **state)
{
	(void)state;
	for (enum job_kind kind = JOB_UNKNOWN + 1; kind < JOB_KIND_COUNT; kind++)
		assert_int_equal(job_kind_of(str_of(job_kind_word(kind))), kind);
}

static void the_words_are_those_that_stores_hold(void **state)
{
	(void)state;
	assert_string_equal(job_kind_word(JOB_CHECK), "check");
	assert_string_equal(job_kind_word(JOB_TEST_MAIL), "test-mail");
	assert_string_equal(job_kind_word(JOB_HUB), "hub");
	assert_string_equal(job_kind_word(JOB_WEBSUB), "websub");
}

static void another_word_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(job_kind_of(S("Check")), JOB_UNKNOWN);
	assert_int_equal(job_kind_of(STR_NONE), JOB_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_found_by_its_word),
		cmocka_unit_test(the_words_are_those_that_stores_hold),
		cmocka_unit_test(another_word_is_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
