#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "base/time.h"

static void test_read(void **state)
{
	static const struct {
		struct str s;
		int64_t t;
	} good[] = {
		{S("1970-01-01T00:00:00Z"), 0},
		{S("2026-11-23"), 20780 * 86400LL},
		{S("1970-01-01t00:00:00.000z"), 0},
		{S("1970-01-01 00:00:01.999Z"), 1},
		{S("1970-01-01T01:00:00+01:00"), 0},
		{S("1969-12-31T23:59:59-00:00"), -1},
		{S("1969-12-31T18:30:00-05:30"), 0},
		{S("2016-12-31T23:59:60Z"), 1483228800},
		{S("1970-01-01T00:00:00+23:59"), -86340},
	};
	static const struct str bad[] = {S(""), S("2026"), S("2026-11"), S("2026-11-23T"),
		S("2026-11-23T12:00Z"), S("2026-11-23T12:00:00"), S("2026-11-23T24:00:00Z"),
		S("2026-11-23T12:60:00Z"), S("2026-11-23T12:00:61Z"), S("2026-02-29T12:00:00Z"),
		S("2026-11-00"), S("2026-00-23"), S("2026-11-23T12:00:00+2:00"),
		S("2026-11-23T12:00:00+24:00"), S("2026-11-23T12:00:00+0100"), S("2026-11-23T12:00:00Zx"),
		S("2026-11-23T12:00:00.Z"), S("2026-11-23T12:00:00."), S("x2026-11-23"), S("2026-11-23Z"),
		S("2026-11-23T12:00:00Z\0"), S("0000-01-01")};
	int64_t t;
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(time_parse_rfc3339(good[i].s, &t));
		assert_int_equal(t, good[i].t);
	}
	t = 5;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(time_parse_rfc3339(bad[i], &t));
	assert_int_equal(t, 5);
}

static void test_write(void **state)
{
	char out[TIME_TEXT];
	(void)state;
	assert_string_equal(time_rfc3339(0, out), "1970-01-01T00:00:00Z");
	assert_string_equal(time_rfc3339(-1, out), "1969-12-31T23:59:59Z");
	assert_string_equal(time_rfc3339(951868799, out), "2000-02-29T23:59:59Z");
	assert_string_equal(time_rfc3339(NO_TIME, out), "");
	assert_string_equal(time_rfc3339(INT64_MAX, out), "");
	/* The last years that the C library can count. */
	assert_true(strlen(time_rfc3339((INT32_MAX - 2000) * (int64_t)31556952, out)) > 20);
}

static void test_local_clock(void **state)
{
	char out[TIME_TEXT];
	(void)state;
	setenv("TZ", "America/Chicago", 1);
	tzset();
	assert_string_equal(time_local_clock(0, out), "18:00");
	assert_string_equal(time_local_clock(1782878700, out), "23:05"); /* in summer */
	assert_string_equal(time_local_clock(NO_TIME, out), "");
	unsetenv("TZ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_local_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
