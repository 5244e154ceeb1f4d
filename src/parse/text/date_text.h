/* date_text: dates as feeds write them. */
#ifndef PARSE_TEXT_DATE_TEXT_H
#define PARSE_TEXT_DATE_TEXT_H

#include "base/date.h"

/* RFC 822/2822, RFC 3339, W3CDTF, asctime and what real feeds make of them: named zones, two-digit
 * years, missing seconds, weekday or zone (then UTC, and *no_zone is set; may be NULL), am/pm, full
 * and foreign month names. An impossible date gives false, never a guess. */
bool date_text_parse(struct str text, int64_t *out, bool *no_zone);

#endif
