#include "conversation.h"

#include "source/failure.h"

static enum source_failure failure_of(enum fetch_outcome outcome, int status)
{
	const struct fetch_response response = {.outcome = outcome, .status = status};
	return failure_of_response(&response);
}

static void the_network_and_the_moment_pass(void **state)
{
	(void)state;
	static const int passing[] = {200, 408, 425, 429, 500, 502, 503, 504, 520, 599};
	for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
		assert_int_equal(failure_of(FETCH_DONE, passing[i]), SOURCE_FAILURE_PASSING);
	assert_int_equal(failure_of(FETCH_FAILED, 0), SOURCE_FAILURE_PASSING);
	assert_int_equal(failure_of(FETCH_TRUNCATED, 200), SOURCE_FAILURE_PASSING);
	assert_int_equal(failure_of(FETCH_TRUNCATED, 503), SOURCE_FAILURE_PASSING);
	assert_int_equal(failure_of(FETCH_TOO_LARGE, 503), SOURCE_FAILURE_PASSING);
}

static void the_address_and_the_question_last(void **state)
{
	(void)state;
	static const int lasting[] = {301, 400, 401, 403, 404, 410, 451, 501, 505};
	for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++)
		assert_int_equal(failure_of(FETCH_DONE, lasting[i]), SOURCE_FAILURE_LASTING);
	assert_int_equal(failure_of(FETCH_REFUSED, 0), SOURCE_FAILURE_LASTING);
	assert_int_equal(failure_of(FETCH_TOO_LARGE, 200), SOURCE_FAILURE_LASTING);
	assert_int_equal(failure_of(FETCH_TRUNCATED, 404), SOURCE_FAILURE_LASTING);
	assert_int_equal(failure_of(FETCH_TRUNCATED, 410), SOURCE_FAILURE_LASTING);
	assert_int_equal(failure_of(FETCH_DONE, 304), SOURCE_FAILURE_LASTING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_network_and_the_moment_pass),
		cmocka_unit_test(the_address_and_the_question_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
