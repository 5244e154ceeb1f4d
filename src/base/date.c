#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const MONTHS[] = {"", "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"};
static const char *const MONTHS_SHORT[] = {
	"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
enum { DAY = 86400 };

static int month_days(int year, int month)
{
	static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month];
}

/* Days since 1970-01-01, by eras of 400 years that begin in March. */
static int64_t day_number(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

int64_t date_to_time(struct date d)
{
	if (!d.year)
		return NO_TIME;
	return day_number(d.year, d.month ? d.month : 1, d.day ? d.day : 1) * DAY;
}

struct date date_from_time(int64_t t)
{
	if (t == NO_TIME)
		return (struct date){0};
	time_t seconds = t;
	struct tm tm;
	if (!gmtime_r(&seconds, &tm))
		return (struct date){0};
	return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

struct date date_local(int64_t t)
{
	if (t == NO_TIME)
		return (struct date){0};
	time_t seconds = t;
	struct tm tm;
	if (!localtime_r(&seconds, &tm))
		return (struct date){0};
	return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

char *clock_local(int64_t t, char out[static TIME_TEXT])
{
	time_t seconds = t;
	struct tm tm;
	out[0] = 0;
	if (t != NO_TIME && localtime_r(&seconds, &tm))
		snprintf(out, TIME_TEXT, "%02d:%02d", tm.tm_hour, tm.tm_min);
	return out;
}

int64_t date_local_time(struct date d)
{
	struct tm tm = {.tm_year = d.year - 1900,
		.tm_mon = d.month ? d.month - 1 : 0,
		.tm_mday = d.day ? d.day : 1,
		.tm_isdst = -1};
	return d.year ? (int64_t)mktime(&tm) : NO_TIME;
}

bool date_valid(struct date d)
{
	if (d.year < 1 || d.year > 9999 || d.month < 0 || d.month > 12 || d.day < 0)
		return false;
	if (!d.month)
		return d.day == 0;
	return d.day <= month_days(d.year, d.month);
}

int date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

struct date date_add_days(struct date d, int days)
{
	return d.year ? date_from_time(date_to_time(d) + (int64_t)days * DAY) : d;
}

/* Exactly n digits at *s, taken off it. */
static bool take_digits(struct str *s, size_t n, int *out)
{
	struct str digits = str_sub(*s, 0, n);
	long value;
	if (digits.n != n || !str_is_digits(digits) || !str_to_long(digits, &value))
		return false;
	*out = (int)value;
	*s = str_sub(*s, n, SIZE_MAX);
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_sub(*s, 1, SIZE_MAX);
	return true;
}

static bool take_date(struct str *s, struct date *d)
{
	return take_digits(s, 4, &d->year) && take_char(s, '-') && take_digits(s, 2, &d->month) &&
		take_char(s, '-') && take_digits(s, 2, &d->day) && d->month && d->day && date_valid(*d);
}

bool date_parse_partial(struct str s, struct date *out)
{
	struct date d = {0};
	if (!take_digits(&s, 4, &d.year))
		return false;
	if (s.n && !(take_char(&s, '-') && take_digits(&s, 2, &d.month) && d.month))
		return false;
	if (s.n && !(take_char(&s, '-') && take_digits(&s, 2, &d.day) && d.day))
		return false;
	if (s.n || !date_valid(d))
		return false;
	*out = d;
	return true;
}

/* The fraction of a second, which instants here do not have: a point and digits, or nothing. */
static bool take_fraction(struct str *s)
{
	int digit;
	if (!take_char(s, '.'))
		return true;
	if (!take_digits(s, 1, &digit))
		return false;
	while (take_digits(s, 1, &digit))
		;
	return true;
}

/* "Z" or "+hh:mm", as seconds east of UTC. */
static bool take_offset(struct str *s, int *seconds)
{
	*seconds = 0;
	if (take_char(s, 'Z') || take_char(s, 'z'))
		return true;
	int sign = take_char(s, '-') ? -1 : take_char(s, '+') ? 1 : 0, hours, minutes;
	if (!sign || !take_digits(s, 2, &hours) || !take_char(s, ':') || !take_digits(s, 2, &minutes) ||
		hours > 23 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool time_parse_rfc3339(struct str s, int64_t *out)
{
	struct date d;
	int h = 0, m = 0, sec = 0, offset = 0;
	if (!take_date(&s, &d))
		return false;
	if (s.n) {
		if (!(take_char(&s, 'T') || take_char(&s, 't') || take_char(&s, ' ')))
			return false;
		if (!take_digits(&s, 2, &h) || !take_char(&s, ':') || !take_digits(&s, 2, &m) ||
			!take_char(&s, ':') || !take_digits(&s, 2, &sec) || h > 23 || m > 59 || sec > 60)
			return false;
		if (!take_fraction(&s) || !take_offset(&s, &offset) || s.n)
			return false;
	}
	*out = date_to_time(d) + h * 3600 + m * 60 + sec - offset;
	return true;
}

char *time_rfc3339(int64_t t, char out[static TIME_TEXT])
{
	struct date d = date_from_time(t);
	*out = 0;
	if (!d.year)
		return out;
	int64_t second = t - date_to_time(d);
	snprintf(out, TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day,
		(int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
	return out;
}

char *date_iso(struct date d, char out[static TIME_TEXT])
{
	if (!d.year)
		out[0] = 0;
	else if (!d.month)
		snprintf(out, TIME_TEXT, "%04d", d.year);
	else if (!d.day)
		snprintf(out, TIME_TEXT, "%04d-%02d", d.year, d.month);
	else
		snprintf(out, TIME_TEXT, "%04d-%02d-%02d", d.year, d.month, d.day);
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

const char *month_abbr(int month)
{
	return month >= 1 && month <= 12 ? MONTHS_SHORT[month] : "";
}

const char *month_name(int month)
{
	return month >= 1 && month <= 12 ? MONTHS[month] : "";
}

int month_number(struct str s)
{
	long number;
	if (s.n <= 2 && str_to_long(s, &number))
		return number >= 1 && number <= 12 ? (int)number : 0;
	for (int month = 1; month <= 12; month++)
		if (str_ieq(s, str_of(MONTHS_SHORT[month])) || str_ieq(s, str_of(MONTHS[month])))
			return month;
	return 0;
}

int date_weekday(struct date d)
{
	int64_t day = day_number(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
	return (int)(((day + 4) % 7 + 7) % 7);
}

char *date_iso_week(struct date d, char out[static TIME_TEXT])
{
	*out = 0;
	if (!d.day)
		return out;
	/* The week belongs to the year of its Thursday. */
	int from_monday = (date_weekday(d) + 6) % 7;
	struct date thursday = date_add_days(d, 3 - from_monday);
	int64_t day_of_year = day_number(thursday.year, thursday.month, thursday.day) -
		day_number(thursday.year, 1, 1);
	snprintf(out, TIME_TEXT, "%04d-W%02d", thursday.year, (int)(day_of_year / 7) + 1);
	return out;
}
