/* web_day: the day that a page gives as the one of its publication. Inside parse/page/. */
#ifndef PARSE_PAGE_WEB_DAY_H
#define PARSE_PAGE_WEB_DAY_H

#include "base/date.h"

/* Reads "2026-03-02", "2026/3/2", "2026-03", "2026" and a time behind it, which is not looked at:
 * the day is that which is written. Else a day, month and year as date_text_parse reads them ("2
 * March 2026", "Mon, 02 Mar 2026 08:09:10 +0530"). False, with *out unchanged, for anything else:
 * nothing is guessed. Years before 1500 or after 2200 and 1970-01-01 are no dates. */
bool web_day_read(struct str text, struct date *out);

#endif
