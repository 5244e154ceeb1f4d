#include "check.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"

static void test_calendar(void **state)
{
	static const struct {
		struct date d;
		int64_t day;
	} cases[] = {
		{{1970, 1, 1}, 0},
		{{1969, 12, 31}, -1},
		{{2000, 2, 29}, 11016},
		{{2000, 3, 1}, 11017},
		{{1900, 3, 1}, -25508},
		{{2026, 11, 23}, 20780},
		{{2100, 3, 1}, 47541},
		{{1, 1, 1}, -719162},
		{{9999, 12, 31}, 2932896},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(date_to_time(cases[i].d), cases[i].day * 86400);
		assert_int_equal(date_cmp(date_from_time(cases[i].day * 86400), cases[i].d), 0);
		assert_int_equal(date_cmp(date_from_time(cases[i].day * 86400 + 86399), cases[i].d), 0);
	}
	assert_true(date_to_time((struct date){0}) == NO_TIME);
	assert_int_equal(date_to_time((struct date){1970, 0, 0}), 0);
	assert_int_equal(date_to_time((struct date){1970, 2, 0}), 31 * 86400);
	assert_int_equal(date_from_time(NO_TIME).year, 0);
	assert_int_equal(date_from_time(INT64_MAX).year, 0); /* no year that an int could hold */
	assert_int_equal(date_local(INT64_MAX).year, 0);
}

/* Every day of 800 years goes there and back, and follows the one before. */
static void test_every_day(void **state)
{
	struct date before = {1599, 12, 31};
	(void)state;
	for (int64_t t = date_to_time((struct date){1600, 1, 1});
		 t < date_to_time((struct date){2400, 1, 1}); t += 86400) {
		struct date d = date_from_time(t);
		assert_true(date_valid(d) && date_to_time(d) == t && date_cmp(before, d) < 0 &&
			date_weekday(d) == (date_weekday(before) + 1) % 7);
		before = d;
	}
}

static void test_valid(void **state)
{
	static const struct date good[] = {{2024, 2, 29}, {2000, 2, 29}, {2026, 12, 31}, {2026, 4, 0},
		{2026, 0, 0}, {1, 1, 1}, {9999, 12, 31}};
	static const struct date bad[] = {{2023, 2, 29}, {1900, 2, 29}, {2026, 4, 31}, {2026, 0, 1},
		{2026, 13, 1}, {2026, -1, 1}, {2026, 1, -1}, {2026, 1, 32}, {0, 0, 0}, {0, 1, 1},
		{-1, 1, 1}, {10000, 1, 1}};
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(date_valid(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(date_valid(bad[i]));
}

static void test_order(void **state)
{
	static const struct date rising[] = {{0, 0, 0}, {2025, 12, 31}, {2026, 0, 0}, {2026, 1, 0},
		{2026, 1, 1}, {2026, 1, 2}, {2026, 2, 0}};
	(void)state;
	for (size_t i = 0; i < COUNT(rising); i++)
		for (size_t j = 0; j < COUNT(rising); j++)
			assert_int_equal(date_cmp(rising[i], rising[j]), (i > j) - (i < j));
}

static void test_sums(void **state)
{
	(void)state;
	assert_int_equal(
		date_cmp(date_add_days((struct date){2024, 2, 28}, 1), (struct date){2024, 2, 29}), 0);
	assert_int_equal(
		date_cmp(date_add_days((struct date){2023, 12, 31}, 1), (struct date){2024, 1, 1}), 0);
	assert_int_equal(
		date_cmp(date_add_days((struct date){2024, 1, 1}, -366), (struct date){2022, 12, 31}), 0);
	assert_int_equal(date_add_days((struct date){0}, -1).year, 0);
	assert_int_equal(date_add_days((struct date){0}, 1).year, 0);
}

static void test_partial(void **state)
{
	static const struct {
		struct str s;
		struct date d;
	} good[] = {
		{S("2019"), {2019, 0, 0}},
		{S("2019-07"), {2019, 7, 0}},
		{S("2019-07-17"), {2019, 7, 17}},
		{S("2024-02-29"), {2024, 2, 29}},
	};
	static const struct str bad[] = {S(""), S("19"), S("2019-"), S("2019-7"), S("2019-00"),
		S("2019-13"), S("2019-07-"), S("2019-07-00"), S("2019-02-29"), S("2019-07-17 "), S(" 2019"),
		S("2019/07"), S("0000"), S("-2019"), S("2019-07-17T00:00"), S("20190717"), S("2019-0a"),
		S("2019\0")};
	struct date d;
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(date_parse_partial(good[i].s, &d) && date_cmp(d, good[i].d) == 0);
	d = (struct date){1, 2, 3};
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(date_parse_partial(bad[i], &d));
	assert_int_equal(date_cmp(d, (struct date){1, 2, 3}), 0);
}

static void test_texts(void **state)
{
	static const struct {
		struct date d;
		const char *iso, *us, *us_short;
	} cases[] = {
		{{2019, 7, 17}, "2019-07-17", "07/17/2019", "07/17/19"},
		{{2019, 7, 0}, "2019-07", "07/2019", "07/2019"},
		{{2019, 0, 0}, "2019", "2019", "2019"},
		{{0, 0, 0}, "", "", ""},
		{{2000, 1, 1}, "2000-01-01", "01/01/2000", "01/01/00"},
		{{33, 4, 3}, "0033-04-03", "04/03/0033", "04/03/33"},
	};
	char out[TIME_TEXT];
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(date_iso(cases[i].d, out), cases[i].iso);
		assert_string_equal(date_us(cases[i].d, out), cases[i].us);
		assert_string_equal(date_us_short(cases[i].d, out), cases[i].us_short);
	}
	/* Whatever numbers it is given, it writes into its room and ends in NUL. */
	struct date extreme = {INT_MIN, INT_MIN, INT_MIN};
	assert_true(strlen(date_iso(extreme, out)) < TIME_TEXT);
	assert_true(strlen(date_us(extreme, out)) < TIME_TEXT);
	assert_true(strlen(date_us_short(extreme, out)) < TIME_TEXT);
}

/* ISO 8601: week 1 is the week of the year's first Thursday. */
static void test_weeks(void **state)
{
	static const struct {
		struct date d;
		int weekday;
		const char *week;
	} cases[] = {
		{{2026, 11, 23}, 1, "2026-W48"},
		{{2026, 11, 22}, 0, "2026-W47"},
		{{2020, 12, 31}, 4, "2020-W53"},
		{{2021, 1, 1}, 5, "2020-W53"},
		{{2021, 1, 3}, 0, "2020-W53"},
		{{2021, 1, 4}, 1, "2021-W01"},
		{{2024, 12, 29}, 0, "2024-W52"},
		{{2024, 12, 30}, 1, "2025-W01"},
		{{2027, 1, 1}, 5, "2026-W53"},
		{{2000, 1, 1}, 6, "1999-W52"},
		{{2018, 1, 1}, 1, "2018-W01"},
		{{2015, 12, 31}, 4, "2015-W53"},
		{{2016, 1, 3}, 0, "2015-W53"},
		{{2024, 2, 29}, 4, "2024-W09"},
	};
	char out[TIME_TEXT];
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(date_weekday(cases[i].d), cases[i].weekday);
		assert_string_equal(date_iso_week(cases[i].d, out), cases[i].week);
	}
	assert_string_equal(date_iso_week((struct date){0}, out), "");
	assert_string_equal(date_iso_week((struct date){2026, 11, 0}, out), "");
}

static void test_mondays(void **state)
{
	static const struct {
		struct date d, monday;
	} cases[] = {
		{{2026, 11, 23}, {2026, 11, 23}},
		{{2026, 11, 29}, {2026, 11, 23}}, /* a Sunday ends its week */
		{{2027, 1, 1}, {2026, 12, 28}},   /* of week 53 of the year before */
		{{2024, 12, 31}, {2024, 12, 30}}, /* of week 1 of the year after */
		{{2024, 3, 1}, {2024, 2, 26}},
		{{0}, {0}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(date_cmp(date_monday(cases[i].d), cases[i].monday), 0);
}

static void test_time_zones(void **state)
{
	static const struct {
		const char *zone, *instant;
		struct date d;
	} cases[] = {
		{"UTC", "2026-01-01T00:30:00Z", {2026, 1, 1}},
		{"America/Chicago", "2026-01-01T05:59:59Z", {2025, 12, 31}},
		{"America/Chicago", "2026-01-01T06:00:00Z", {2026, 1, 1}},
		{"America/Chicago", "2026-07-01T04:59:59Z", {2026, 6, 30}},
		{"America/Chicago", "2026-07-01T05:00:00Z", {2026, 7, 1}}, /* in summer an hour earlier */
		{"Pacific/Kiritimati", "2026-01-01T10:00:00Z", {2026, 1, 2}},
		{"CST6CDT", "2024-03-01T05:59:00Z", {2024, 2, 29}},
	};
	int64_t t;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		setenv("TZ", cases[i].zone, 1);
		tzset();
		assert_true(time_parse_rfc3339(str_of(cases[i].instant), &t));
		assert_int_equal(date_cmp(date_local(t), cases[i].d), 0);
	}
	assert_int_equal(date_local(NO_TIME).year, 0);
	unsetenv("TZ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_partial),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_mondays),
		cmocka_unit_test(test_time_zones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
