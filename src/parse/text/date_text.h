/* date_text: dates as feeds write them. */
#ifndef PARSE_TEXT_DATE_TEXT_H
#define PARSE_TEXT_DATE_TEXT_H

#include "base/date.h"

/* What stands first in a date of three numbers. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/* Reads a date into *out, as seconds since 1970. Understood are
 *   RFC 822 and RFC 2822    "Mon, 02 Mar 2026 08:09:10 +0530"
 *   RFC 3339, W3CDTF        "2026-03-02T08:09:10Z", "2026-03"
 *   ISO 8601                "20260302T080910Z", "2026-W10-1", "2026-061"
 *   asctime                 "Mon Mar  2 08:09:10 2026"
 *   seconds or milliseconds since 1970, with 10 or 13 digits
 * and what real feeds make of them: names of zones, two-digit years, missing seconds, missing
 * weekdays, am and pm, full month names, month names of other languages, "03/15/2026". A date such
 * as "05/01/2026" is read only when its English weekday says what stands first.
 *
 * A date without a time counts as midnight UTC. A time without a zone counts as UTC, and
 * *no_zone is set; no_zone may be NULL. False for an impossible date and for one that cannot be
 * read: nothing is ever guessed. False too for 1970-01-01T00:00:00Z and for years before 1500 or
 * after 2200, which are defaults of programs and not dates. */
bool date_text_parse(struct str text, int64_t *out, bool *no_zone);

/* The same when it is known how numeric dates are written where the text comes from. What the text
 * itself shows counts more. */
bool date_text_parse_ordered(struct str text, enum date_order order, int64_t *out);

/* What stands first in a numeric date, as far as the text itself shows: "13/01/2026" begins with
 * the day. */
enum date_order date_text_order(struct str text);

#endif
