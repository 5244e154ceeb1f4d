#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fetch/retry.h"

static struct fetch_response response_of(
	enum fetch_outcome outcome, int status, int64_t retry_after)
{
	return (struct fetch_response){
		.outcome = outcome, .status = status, .retry_after = retry_after, .max_age = -1};
}

static bool makes_sense(enum fetch_outcome outcome, int status)
{
	struct fetch_response r = response_of(outcome, status, -1);
	return retry_makes_sense(&r);
}

static void test_makes_sense(void **state)
{
	(void)state;
	static const int passing[] = {408, 429, 500, 502, 503, 504},
					 lasting[] = {200, 204, 304, 400, 401, 403, 404, 410, 501, 505};
	for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
		assert_true(makes_sense(FETCH_DONE, passing[i]));
	for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++)
		assert_false(makes_sense(FETCH_DONE, lasting[i]));
	assert_true(makes_sense(FETCH_FAILED, 0));
	assert_true(makes_sense(FETCH_UNABLE, 0));
	assert_true(makes_sense(FETCH_TRUNCATED, 200));
	assert_false(makes_sense(FETCH_REFUSED, 503));
	assert_false(makes_sense(FETCH_TOO_LARGE, 200));
	/* The status decides, whatever became of its page. */
	assert_false(makes_sense(FETCH_TRUNCATED, 404));
	assert_false(makes_sense(FETCH_TRUNCATED, 410));
	assert_true(makes_sense(FETCH_TRUNCATED, 503));
	assert_true(makes_sense(FETCH_TOO_LARGE, 503));
	struct fetch_response spent = response_of(FETCH_TRUNCATED, 200, -1);
	spent.spent = true;
	assert_false(retry_makes_sense(&spent));
	struct fetch_response wall = response_of(FETCH_DONE, 503, -1);
	wall.body = S("<!DOCTYPE html><script>window._cf_chl_opt={}</script>");
	assert_false(retry_makes_sense(&wall));
}

static void test_delay(void **state)
{
	(void)state;
	struct fetch_response r = response_of(FETCH_FAILED, 0, -1);
	assert_int_equal(retry_delay(&r, 1, 0), -1);
	assert_int_equal(retry_delay(&r, 2, 0), 1000);
	assert_int_equal(retry_delay(&r, 2, 500), 1500);
	assert_int_equal(retry_delay(&r, 2, 501), 1000);
	assert_int_equal(retry_delay(&r, 3, 0), 4000);
	assert_int_equal(retry_delay(&r, 3, 2000), 6000);
	assert_int_equal(retry_delay(&r, RETRY_ATTEMPTS + 1, 0), -1);
	for (uint32_t random = UINT32_MAX; random > UINT32_MAX / 2; random -= 99999999)
		assert_in_range(retry_delay(&r, 2, random), 1000, 1500);
}

static void test_delay_asked_for(void **state)
{
	(void)state;
	struct fetch_response r = response_of(FETCH_DONE, 503, 7);
	assert_int_equal(retry_delay(&r, 2, 12345), 7000);
	r.retry_after = 60;
	assert_int_equal(retry_delay(&r, 3, 0), 60000);
	r.retry_after = 61;
	assert_int_equal(retry_delay(&r, 2, 0), -1);
	r.retry_after = 0;
	assert_int_equal(retry_delay(&r, 2, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_makes_sense),
		cmocka_unit_test(test_delay),
		cmocka_unit_test(test_delay_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
