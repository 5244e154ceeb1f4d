#include "base/date.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "base/calendar.h"
#include "base/month.h"

bool date_valid(struct date d)
{
	if (d.day)
		return calendar_has_day(d.year, d.month, d.day);
	return d.year >= 1 && d.year <= 9999 && d.month >= 0 && d.month <= 12;
}

int date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Days since 1970-01-01. */
static int64_t day_number(struct date d)
{
	return calendar_day_number(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
}

int64_t date_to_time(struct date d)
{
	return d.year ? day_number(d) * CALENDAR_DAY : NO_TIME;
}

static struct date date_of_tm(const struct tm *tm)
{
	return (struct date){tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday};
}

struct date date_from_time(int64_t t)
{
	time_t seconds = t;
	struct tm tm;
	return t != NO_TIME && gmtime_r(&seconds, &tm) ? date_of_tm(&tm) : (struct date){0};
}

struct date date_local(int64_t t)
{
	time_t seconds = t;
	struct tm tm;
	return t != NO_TIME && localtime_r(&seconds, &tm) ? date_of_tm(&tm) : (struct date){0};
}

int64_t date_local_time(struct date d)
{
	struct tm tm = {.tm_year = d.year - 1900,
		.tm_mon = d.month ? d.month - 1 : 0,
		.tm_mday = d.day ? d.day : 1,
		.tm_isdst = -1};
	return d.year ? (int64_t)mktime(&tm) : NO_TIME;
}

struct date date_add_days(struct date d, int days)
{
	return d.year ? date_from_time(date_to_time(d) + (int64_t)days * CALENDAR_DAY) : d;
}

bool date_parse_partial(struct str s, struct date *out)
{
	struct date d = {0};
	if (!str_take_number(&s, 4, &d.year))
		return false;
	if (s.n && !(str_take_char(&s, '-') && str_take_number(&s, 2, &d.month) && d.month))
		return false;
	if (s.n && !(str_take_char(&s, '-') && str_take_number(&s, 2, &d.day) && d.day))
		return false;
	if (s.n || !date_valid(d))
		return false;
	*out = d;
	return true;
}

char *date_iso(struct date d, char out[static TIME_TEXT])
{
	char *end = out;
	if (d.year)
		end = calendar_put(end, d.year, 4);
	if (d.year && d.month) {
		*end++ = '-';
		end = calendar_put(end, d.month, 2);
	}
	if (d.year && d.month && d.day) {
		*end++ = '-';
		end = calendar_put(end, d.day, 2);
	}
	*end = 0;
	return out;
}

char *date_us(struct date d, char out[static TIME_TEXT])
{
	if (!d.month)
		return date_iso(d, out);
	if (!d.day)
		snprintf(out, TIME_TEXT, "%02d/%04d", d.month, d.year);
	else
		snprintf(out, TIME_TEXT, "%02d/%02d/%04d", d.month, d.day, d.year);
	return out;
}

char *date_us_short(struct date d, char out[static TIME_TEXT])
{
	if (!d.day)
		return date_us(d, out);
	snprintf(out, TIME_TEXT, "%02d/%02d/%02d", d.month, d.day, d.year % 100);
	return out;
}

char *date_iso_week(struct date d, char out[static TIME_TEXT])
{
	out[0] = 0;
	if (!d.day)
		return out;
	/* A week belongs to the year of its Thursday. */
	struct date thursday = date_add_days(date_monday(d), 3);
	int64_t day_of_year = day_number(thursday) - day_number((struct date){thursday.year, 1, 1});
	assert(day_of_year >= 0 && day_of_year <= 365);
	snprintf(out, TIME_TEXT, "%04d-W%02d", thursday.year, (int)(day_of_year / 7) + 1);
	return out;
}

struct date date_monday(struct date d)
{
	return date_add_days(d, -((date_weekday(d) + 6) % 7));
}

int date_weekday(struct date d)
{
	enum { WEEKDAY_OF_1970 = 4 }; /* 1970-01-01 was a Thursday */
	return (int)(((day_number(d) + WEEKDAY_OF_1970) % 7 + 7) % 7);
}

char *time_rfc822(int64_t t, char out[static TIME_TEXT])
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	struct date d = date_from_time(t);
	int second = (int)(t - date_to_time(d)); /* of the day */
	assert(second >= 0 && second < 24 * 3600);
	snprintf(out, TIME_TEXT, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[date_weekday(d)], d.day,
		month_abbr(d.month), d.year, second / 3600, second / 60 % 60, second % 60);
	return out;
}
