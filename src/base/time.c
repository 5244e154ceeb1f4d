#include "base/time.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "base/array.h"
#include "base/calendar.h"

/* yyyy-mm-dd, as the number of days since 1970-01-01. */
static bool take_day(struct str *s, int64_t *number)
{
	int year, month, day;
	if (!str_take_number(s, 4, &year) || !str_take_char(s, '-') || !str_take_number(s, 2, &month) ||
		!str_take_char(s, '-') || !str_take_number(s, 2, &day) ||
		!calendar_has_day(year, month, day))
		return false;
	*number = calendar_day_number(year, month, day);
	return true;
}

/* hh:mm:ss, as seconds since midnight. The second 60 is a leap second. */
static bool take_clock(struct str *s, int *seconds)
{
	int hour, minute, second;
	if (!str_take_number(s, 2, &hour) || !str_take_char(s, ':') ||
		!str_take_number(s, 2, &minute) || !str_take_char(s, ':') ||
		!str_take_number(s, 2, &second) || hour > 23 || minute > 59 || second > 60)
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	return true;
}

/* A point and at least one digit, or nothing. */
static bool take_fraction(struct str *s)
{
	int digit;
	if (!str_take_char(s, '.'))
		return true;
	if (!str_take_number(s, 1, &digit))
		return false;
	while (str_take_number(s, 1, &digit))
		;
	return true;
}

/* "Z" or "+hh:mm", as seconds east of UTC. */
static bool take_offset(struct str *s, int *seconds)
{
	int hours, minutes;
	*seconds = 0;
	if (str_take_char(s, 'Z') || str_take_char(s, 'z'))
		return true;
	int sign = str_take_char(s, '-') ? -1 : str_take_char(s, '+') ? 1 : 0;
	if (!sign || !str_take_number(s, 2, &hours) || !str_take_char(s, ':') ||
		!str_take_number(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool time_parse_rfc3339(struct str s, int64_t *out)
{
	int64_t day;
	int clock = 0, offset = 0;
	if (!take_day(&s, &day))
		return false;
	if (s.n) {
		if (!str_take_char(&s, 'T') && !str_take_char(&s, 't') && !str_take_char(&s, ' '))
			return false;
		if (!take_clock(&s, &clock) || !take_fraction(&s) || !take_offset(&s, &offset) || s.n)
			return false;
	}
	*out = day * CALENDAR_DAY + clock - offset;
	return true;
}

char *time_rfc3339(int64_t t, char out[static TIME_TEXT])
{
	time_t seconds = t;
	struct tm tm;
	out[0] = 0;
	if (t == NO_TIME || !gmtime_r(&seconds, &tm))
		return out;
	const int parts[] = {tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec};
	static const char before[] = "--T::";
	char *end = calendar_put(out, tm.tm_year + 1900, 4);
	for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
		*end++ = before[i];
		end = calendar_put(end, parts[i], 2);
	}
	*end++ = 'Z';
	*end = 0;
	return out;
}

char *time_local_clock(int64_t t, char out[static TIME_TEXT])
{
	time_t seconds = t;
	struct tm tm;
	out[0] = 0;
	if (t != NO_TIME && localtime_r(&seconds, &tm))
		snprintf(out, TIME_TEXT, "%02d:%02d", tm.tm_hour, tm.tm_min);
	return out;
}
