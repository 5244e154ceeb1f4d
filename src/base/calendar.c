#include "base/calendar.h"

#include <assert.h>
#include <stdio.h>

enum { INT_TEXT = sizeof "-2147483648" };

char *calendar_put(char *out, int number, int digits)
{
	static const int beyond[] = {1, 10, 100, 1000, 10000};
	assert(digits >= 1 && digits <= 4);
	if (number < 0 || number >= beyond[digits])
		return out + snprintf(out, INT_TEXT, "%0*d", digits, number);
	for (int i = digits; i-- > 0; number /= 10)
		out[i] = (char)('0' + number % 10);
	return out + digits;
}

static int days_of_month(int year, int month)
{
	static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month];
}

bool calendar_has_day(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
		day <= days_of_month(year, month);
}

/* Years are counted from March, so that the leap day is the last of its year, and in eras of 400
 * years, which all have 146,097 days. */
int64_t calendar_day_number(int year, int month, int day)
{
	assert(month >= 1 && month <= 12);
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468; /* the days from 0000-03-01 to 1970-01-01 */
}
