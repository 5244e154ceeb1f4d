/* month: the English names of the months, as MEDLINE and feeds write them. */
#ifndef BASE_MONTH_H
#define BASE_MONTH_H

#include "base/str.h"

/* "Jan" … "Dec"; "" outside 1–12. */
const char *month_abbr(int month);
/* "January" … "December"; "" outside 1–12. */
const char *month_name(int month);
/* 1–12 for "Jan", "January", "1" or "01", in any case; 0 for anything else. */
int month_number(struct str s);

#endif
