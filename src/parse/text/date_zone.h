/* date_zone: time zones by the names that dates carry. Private to date_text.c. */
#ifndef PARSE_TEXT_DATE_ZONE_H
#define PARSE_TEXT_DATE_ZONE_H

#include "base/str.h"

struct date_zone;

/* The zone with this name, in any case: an abbreviation ("EST": RFC 5322 section 4.3 and others
 * that mean one thing in feeds), a North American zone whose clocks change ("ET"), or a name of the
 * IANA database ("Europe/Brussels"). NULL for a zone whose rules are not known here. */
const struct date_zone *date_zone_find(struct str name);

/* The zone's offset at a local time, in seconds east of UTC. `local` is the time on the clock,
 * counted in seconds since 1970 as if it were UTC. */
int date_zone_offset(const struct date_zone *zone, int64_t local);

#endif
