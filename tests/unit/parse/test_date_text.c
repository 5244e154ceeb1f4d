#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/text/date_text.h"

struct pair {
	const char *in, *out;
};

static void test_dates_are_read(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"Mon, 02 Mar 2026 08:09:10 +0530", "2026-03-02T02:39:10Z"},
		{"2 Mar 26 08:09 EST", "2026-03-02T13:09:00Z"},
		{"Monday, 02-Mar-98 08:09:10 GMT", "1998-03-02T08:09:10Z"},
		{"2026-03-02T08:09:10.123-07:00", "2026-03-02T15:09:10Z"},
		{"2026-03-02 08:09:10 +0200", "2026-03-02T06:09:10Z"},
		{"2026-03-02", "2026-03-02T00:00:00Z"},
		{"2026-03-02-08:00", "2026-03-02T08:00:00Z"},
		{"2026-03", "2026-03-01T00:00:00Z"},
		{"2026", "2026-01-01T00:00:00Z"},
		{"20260302", "2026-03-02T00:00:00Z"},
		{"20260302T080910Z", "2026-03-02T08:09:10Z"},
		{"2026/3/2 8:09", "2026-03-02T08:09:00Z"},
		{"Mon Mar  2 08:09:10 2026", "2026-03-02T08:09:10Z"},
		{"Mon Mar 2 08:09:10 PST 2026", "2026-03-02T16:09:10Z"},
		{"March 2nd, 2026 8:09 p.m.", "2026-03-02T20:09:00Z"},
		{"Mon, 2 Mar 2026 12:09 am CET", "2026-03-01T23:09:00Z"},
		{"Mon, 2 Mar 2026 08:09:10 GMT-03:00", "2026-03-02T11:09:10Z"},
		{"lun., 2 f\xC3\xA9vr. 2026 10:00:00 +0100", "2026-02-02T09:00:00Z"},
		{"mar., 02 d\xC3\xA9"
		 "c. 2025 10:00:00 +0000",
			"2025-12-02T10:00:00Z"},
		{"Mo, 2 M\xC3\xA4rz 2026 10:00:00 MEZ", "2026-03-02T09:00:00Z"},
		{"2 de mar\xC3\xA7o de 2026", "2026-03-02T00:00:00Z"},
		{"03/15/2026", "2026-03-15T00:00:00Z"},
		{"15/03/2026", "2026-03-15T00:00:00Z"},
		{"15.03.26", "2026-03-15T00:00:00Z"},
		{"05.01.2024", "2024-01-05T00:00:00Z"},
		{"Fri, 05/01/2024 - 19:19", "2024-01-05T19:19:00Z"},
		{"Wednesday, 05/01/2024 - 19:19", "2024-05-01T19:19:00Z"},
		{"03-15-2026", "2026-03-15T00:00:00Z"},
		{"04/04/2026", "2026-04-04T00:00:00Z"},
		{"2026 Mar 2;12(3):4-5", "2026-03-02T00:00:00Z"},
		{"2026 Jul-Aug", "2026-07-01T00:00:00Z"},
		{"2026-W10-1", "2026-03-02T00:00:00Z"},
		{"2026-061", "2026-03-02T00:00:00Z"},
		{"1772438950", "2026-03-02T08:09:10Z"},
		{"2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"},
		{"Mon, 02 03 2026 08:09:10 +0100", "2026-03-02T07:09:10Z"},
		{"2026-m\xC3\xA1rcius-02T8:09+01:00", "2026-03-02T07:09:00Z"},
		{"\xCE\x94\xCE\xB5\xCF\x85, 2 \xCE\x9C\xCE\xB1\xCF\x81 2026 08:09:10 GMT",
			"2026-03-02T08:09:10Z"},
		{"2 \xD0\xBC\xD0\xB0\xD1\x80\xD1\x82\xD0\xB0 2026", "2026-03-02T00:00:00Z"},
		{"2026\xE5\xB9\xB4"
		 "3\xE6\x9C\x88"
		 "2\xE6\x97\xA5 \xE4\xB8\x8B\xE5\x8D\x88 8:09",
			"2026-03-02T20:09:00Z"},
		{"2026-03-02 \xEC\x98\xA4\xEC\xA0\x84 12:09:10", "2026-03-02T00:09:10Z"},
		{"Thu, March 12, 2026 at 08:09 AM ET", "2026-03-12T12:09:00Z"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t = NO_TIME;
		char text[TIME_TEXT];
		assert_true(date_text_parse(str_of(cases[i].in), &t, NULL));
		assert_string_equal(time_rfc3339(t, text), cases[i].out);
	}
}

static void test_impossible_dates_are_refused(void **state)
{
	(void)state;
	static const char *const cases[] = {"", "  ", "soon", "n/a", "Mon, 31 Jun 2026 00:00:00 GMT",
		"2026-02-29", "2026-13-01", "2026-00-01", "2026-03-02T25:00:00Z", "2026-03-02T08:60:00Z",
		"05/01/2024", "05-01-2024", "05/01/24 10:00", "Tue, 05/01/2024", "00/01/2024", "13/13/2024",
		"2026-03-02T08:xx:00Z", "2026-03-02T00:00:00+99:99", "2026-03-02T00:00:00+00:99999999",
		"Mon, 2 Foo 2026 00:00:00 GMT", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z",
		"-0001-11-30T00:00:00Z", "Fri, 31 Dec 9999 23:59:59 GMT", "1970-01-01T00:00:00Z",
		"99999999999999999999", "1:2:3:4 2 Mar 2026", "11 04 26 08:00", "12:30",
		("2026\xE5\xB9\xB4"
		 "2026\xE5\xB9\xB4"),
		"0\xE6\x9C\x88", "12 13 2026", "2 Mar 2026 \xD1\x83\xD1\x82\xD1\x80\xD0\xB0 8:09"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t;
		if (date_text_parse(str_of(cases[i]), &t, NULL))
			fail_msg("%s is no date", cases[i]);
	}
}

static void test_who_knows_the_order_reads_numeric_dates(void **state)
{
	(void)state;
	static const struct {
		const char *in;
		enum date_order order, shown;
		const char *out;
	} cases[] = {
		{"05/01/2024", DATE_DAY_FIRST, DATE_ORDER_UNKNOWN, "2024-01-05T00:00:00Z"},
		{"05/01/2024", DATE_MONTH_FIRST, DATE_ORDER_UNKNOWN, "2024-05-01T00:00:00Z"},
		{"05-01-2024 10:00", DATE_DAY_FIRST, DATE_ORDER_UNKNOWN, "2024-01-05T10:00:00Z"},
		{"13/01/2024", DATE_MONTH_FIRST, DATE_DAY_FIRST, "2024-01-13T00:00:00Z"},
		{"01/13/2024", DATE_DAY_FIRST, DATE_MONTH_FIRST, "2024-01-13T00:00:00Z"},
		{"Fri, 05/01/2024", DATE_MONTH_FIRST, DATE_DAY_FIRST, "2024-01-05T00:00:00Z"},
		{"05.01.2024", DATE_MONTH_FIRST, DATE_ORDER_UNKNOWN, "2024-01-05T00:00:00Z"},
		{"2024-01-05", DATE_DAY_FIRST, DATE_ORDER_UNKNOWN, "2024-01-05T00:00:00Z"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t = NO_TIME;
		char text[TIME_TEXT];
		assert_true(date_text_parse_ordered(str_of(cases[i].in), cases[i].order, &t));
		assert_string_equal(time_rfc3339(t, text), cases[i].out);
		assert_int_equal(date_text_order(str_of(cases[i].in)), cases[i].shown);
	}
}

static void test_a_time_without_a_zone_is_reported(void **state)
{
	(void)state;
	static const struct {
		const char *in;
		bool no_zone;
	} cases[] = {{"2026-03-02T08:09:10", true}, {"2026-03-02T08:09:10Z", false},
		{"2026-03-02", false}, {"Mon, 2 Mar 2026 08:09 Mars", true},
		{"Mon, 2 Mar 2026 08:09:10 Mars/Olympus", true},
		{"Mon, 2 Mar 2026 08:09:10 Europe/Rome", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t;
		bool no_zone;
		assert_true(date_text_parse(str_of(cases[i].in), &t, &no_zone));
		assert_int_equal(no_zone, cases[i].no_zone);
	}
}

/* The hours around each change of the clocks, in the north and in the south. */
static void test_summer_time(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"29 Mar 2026 01:59 Europe/Berlin", "2026-03-29T00:59:00Z"},
		{"29 Mar 2026 03:00 Europe/Berlin", "2026-03-29T01:00:00Z"},
		{"25 Oct 2026 01:59 Europe/Berlin", "2026-10-24T23:59:00Z"},
		{"25 Oct 2026 03:00 Europe/Berlin", "2026-10-25T02:00:00Z"},
		{"29 Mar 2026 00:59 Europe/London", "2026-03-29T00:59:00Z"},
		{"29 Mar 2026 02:00 Europe/London", "2026-03-29T01:00:00Z"},
		{"8 Mar 2026 01:59 ET", "2026-03-08T06:59:00Z"},
		{"8 Mar 2026 03:00 ET", "2026-03-08T07:00:00Z"},
		{"1 Nov 2026 00:59 PT", "2026-11-01T07:59:00Z"},
		{"1 Nov 2026 02:00 PT", "2026-11-01T10:00:00Z"},
		{"1 Apr 2006 12:00 America/New_York", "2006-04-01T17:00:00Z"},
		{"3 Apr 2006 12:00 America/New_York", "2006-04-03T16:00:00Z"},
		{"5 Apr 2026 01:59 Australia/Sydney", "2026-04-04T14:59:00Z"},
		{"5 Apr 2026 03:00 Australia/Sydney", "2026-04-04T17:00:00Z"},
		{"4 Oct 2026 03:00 Australia/Sydney", "2026-10-03T16:00:00Z"},
		{"4 Jul 2026 03:00 Pacific/Auckland", "2026-07-03T15:00:00Z"},
		{"4 Jul 2026 03:00 Asia/Tokyo", "2026-07-03T18:00:00Z"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t = NO_TIME;
		char text[TIME_TEXT];
		assert_true(date_text_parse(str_of(cases[i].in), &t, NULL));
		assert_string_equal(time_rfc3339(t, text), cases[i].out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_dates_are_read),
		cmocka_unit_test(test_impossible_dates_are_refused),
		cmocka_unit_test(test_who_knows_the_order_reads_numeric_dates),
		cmocka_unit_test(test_a_time_without_a_zone_is_reported),
		cmocka_unit_test(test_summer_time)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
