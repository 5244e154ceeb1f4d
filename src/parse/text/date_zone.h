/* date_zone: time zones by the names that dates carry. Private to date_text.c. */
#ifndef PARSE_TEXT_DATE_ZONE_H
#define PARSE_TEXT_DATE_ZONE_H

#include "base/str.h"

struct date_zone;

/* The zone of this name (any case): abbreviations (RFC 5322 4.3 and those that mean one thing in
 * feeds), "ET" and the like, and names of the IANA database ("Europe/Brussels"). NULL when it is
 * none whose rules are known here. */
const struct date_zone *date_zone_find(struct str name);
/* Seconds east of UTC at a local time, which is given as if it were UTC. */
int date_zone_offset(const struct date_zone *zone, int64_t local);

#endif
