#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/quantile.h"
#include "base/weeks.h"

static int64_t at(const char *text)
{
	int64_t t;
	assert_true(time_parse_rfc3339(str_of(text), &t));
	return t;
}

static void zone_set(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* Weeks are those of the site's clock: the one in which it goes back is an hour longer, and one
 * goes on over the end of a year. */
static void test_weeks(void **state)
{
	static const struct {
		const char *zone, *now, *last, *first;
		int64_t shortest, longest; /* in hours */
	} cases[] = {
		{"UTC", "2026-11-29T23:59:59Z", "2026-11-23T00:00:00Z", "2026-09-07T00:00:00Z", 168, 168},
		{"UTC", "2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z", "2026-09-14T00:00:00Z", 168, 168},
		{"UTC", "2027-01-03T12:00:00Z", "2026-12-28T00:00:00Z", "2026-10-12T00:00:00Z", 168, 168},
		{"America/New_York", "2026-11-29T12:00:00Z", "2026-11-23T05:00:00Z", "2026-09-07T04:00:00Z",
			168, 169},
		{"America/New_York", "2026-04-01T12:00:00Z", "2026-03-30T04:00:00Z", "2026-01-12T05:00:00Z",
			167, 168},
		{"Pacific/Kiritimati", "2026-11-29T09:59:59Z", "2026-11-22T10:00:00Z",
			"2026-09-06T10:00:00Z", 168, 168},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		zone_set(cases[i].zone);
		struct weeks weeks = weeks_until(at(cases[i].now));
		int64_t shortest = 1000, longest = 0;
		assert_int_equal(weeks.from[WEEKS - 1], at(cases[i].last));
		assert_int_equal(weeks.from[0], at(cases[i].first));
		for (size_t w = 0; w < WEEKS; w++) {
			int64_t hours = (weeks.from[w + 1] - weeks.from[w]) / 3600;
			shortest = hours < shortest ? hours : shortest;
			longest = hours > longest ? hours : longest;
			assert_int_equal(weeks_find(&weeks, weeks.from[w]), w);
			assert_int_equal(weeks_find(&weeks, weeks.from[w + 1] - 1), w);
		}
		assert_int_equal(shortest, cases[i].shortest);
		assert_int_equal(longest, cases[i].longest);
		assert_int_equal(weeks_find(&weeks, weeks.from[0] - 1), WEEKS);
		assert_int_equal(weeks_find(&weeks, weeks.from[WEEKS]), WEEKS);
		assert_int_equal(weeks_find(&weeks, at(cases[i].now)), WEEKS - 1);
	}
	zone_set("UTC");
}

static void test_quantiles(void **state)
{
	int64_t values[] = {9, 1, 8, 2, 7, 3, 6, 4, 5, 10}, one[] = {7};
	(void)state;
	quantile_sort(values, 10);
	for (int64_t i = 0; i < 10; i++)
		assert_int_equal(values[i], i + 1);
	assert_int_equal(quantile_of(values, 10, 50), 5);
	assert_int_equal(quantile_of(values, 10, 51), 6);
	assert_int_equal(quantile_of(values, 10, 90), 9);
	assert_int_equal(quantile_of(values, 10, 1), 1);
	assert_int_equal(quantile_of(values, 10, 100), 10);
	assert_int_equal(quantile_of(values, 3, 50), 2);
	assert_int_equal(quantile_of(values, 2, 50), 1);
	assert_int_equal(quantile_of(one, 1, 50), 7);
	assert_int_equal(quantile_of(one, 1, 90), 7);
	quantile_sort(NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_quantiles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
