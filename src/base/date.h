/* date: days and instants.
 *
 * An instant is seconds since 1970-01-01T00:00:00Z, as int64_t; NO_TIME means "not given". A struct
 * date is a calendar day of which the month or the day may be unknown (0), as registries and
 * journals give them; it is never completed by a guess.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

#define NO_TIME INT64_MIN
enum { TIME_TEXT = 32 }; /* room for any text that this module writes, with its NUL */

struct date {
	int year;  /* 0: no date at all */
	int month; /* 1–12, 0: unknown */
	int day;   /* 1–31, 0: unknown */
};

/* Proleptic Gregorian calendar. */
int64_t date_to_time(struct date
		d); /* midnight UTC; an unknown month or day counts as the first; NO_TIME for no date */
struct date date_from_time(int64_t t); /* the day in UTC */
/* The day in the site's time zone (the process's TZ, set once at start). */
struct date date_local(int64_t t);
/* The first moment of that day in the site's time zone; an unknown month or day counts as the
 * first; NO_TIME for no date. */
int64_t date_local_time(struct date d);
bool date_valid(struct date d);
/* Order by year, month, day; unknown parts come first. */
int date_cmp(struct date a, struct date b);
struct date date_add_days(
	struct date d, int days); /* no date stays none; what the C library cannot count to is none */

/* yyyy, yyyy-mm or yyyy-mm-dd and nothing else (ClinicalTrials.gov PartialDate). */
bool date_parse_partial(struct str s, struct date *out);
/* RFC 3339 date-time, or a plain yyyy-mm-dd as midnight UTC. */
bool time_parse_rfc3339(struct str s, int64_t *out);

/* "2019-07-17T12:00:00Z" (RFC 3339). Returns out. */
char *time_rfc3339(int64_t t, char out[static TIME_TEXT]);
/* "08:15" in the site's time zone. Returns out. */
char *clock_local(int64_t t, char out[static TIME_TEXT]);
/* "2019-07-17", "2019-07" or "2019": as much as is known; "" for no date. */
char *date_iso(struct date d, char out[static TIME_TEXT]);
/* "07/17/2019": as much as is known ("07/2019", "2019"). House style 6. */
char *date_us(struct date d, char out[static TIME_TEXT]);
/* "07/17/19": trial status lines. House style 6. */
char *date_us_short(struct date d, char out[static TIME_TEXT]);

/* "Jan" … "Dec"; "" outside 1–12. */
const char *month_abbr(int month);
const char *month_name(int month);
/* 1–12 for "Jan", "January", "1", "01" (any case), otherwise 0. */
int month_number(struct str s);
/* 0 Sunday … 6 Saturday. */
int date_weekday(struct date d);
/* ISO 8601 week: "2026-W47"; "" unless the day is known. */
char *date_iso_week(struct date d, char out[static TIME_TEXT]);

#endif
