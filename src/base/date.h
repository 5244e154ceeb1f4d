/* date: calendar days, of which the day or the month may be unknown.
 *
 * Registries and journals give a year, a year and a month, or a whole day. A struct date holds what
 * was given and is never completed by a guess. Instants are in base/time.h. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"
#include "base/time.h"

struct date {
	int year;  /* 0: no date at all, and then month and day are 0 */
	int month; /* 1–12; 0: unknown, and then day is 0 */
	int day;   /* 1–31; 0: unknown */
};

/* Whether it is a year from 1 to 9999, a month of one, or a day that exists. No date is not
 * valid. */
bool date_valid(struct date d);
/* Orders by year, month and day, for qsort; what is unknown comes first. */
int date_cmp(struct date a, struct date b);
/* The day `days` later, or earlier when negative; an unknown month or day counts as the first. No
 * date stays no date, and so does what the C library cannot count to. */
struct date date_add_days(struct date d, int days);

/* Between days and instants. In both directions NO_TIME and no date stand for each other, and an
 * unknown month or day counts as the first. */

/* Midnight UTC of the day. */
int64_t date_to_time(struct date d);
/* The day in UTC. */
struct date date_from_time(int64_t t);
/* The first moment of the day in the site's time zone. */
int64_t date_local_time(struct date d);
/* The day in the site's time zone. */
struct date date_local(int64_t t);

/* Reads yyyy, yyyy-mm or yyyy-mm-dd and nothing else (PartialDate of the ClinicalTrials.gov API).
 * False, with *out unchanged, for anything else. */
bool date_parse_partial(struct str s, struct date *out);

/* As text: as much as is known, and "" for no date. Each returns out. */

/* "2019-07-17", "2019-07", "2019". */
char *date_iso(struct date d, char out[static TIME_TEXT]);
/* "07/17/2019", "07/2019", "2019" (house style 6). */
char *date_us(struct date d, char out[static TIME_TEXT]);
/* "07/17/19", for the status lines of trials; without a day as date_us (house style 6). */
char *date_us_short(struct date d, char out[static TIME_TEXT]);
/* "Fri, 02 Jan 2026 03:04:05 GMT": an instant in the form of RFC 822 with four digits for the year,
 * as RSS 2.0 and OPML 2.0 have it. */
char *time_rfc822(int64_t t, char out[static TIME_TEXT]);
/* The week, ISO 8601: "2026-W47". "" unless the day is known. */
char *date_iso_week(struct date d, char out[static TIME_TEXT]);
/* The Monday of the day's week; no date stays no date. */
struct date date_monday(struct date d);
/* 0 Sunday … 6 Saturday; an unknown month or day counts as the first. */
int date_weekday(struct date d);

#endif
