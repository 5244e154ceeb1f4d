/* feed_date_order: what stands first in the numeric dates of a feed, the day or the month. Private
 * to the feed parser. */
#ifndef PARSE_FEED_DATE_ORDER_H
#define PARSE_FEED_DATE_ORDER_H

#include "parse/feed/document.h"

/* Reads the dates that nobody could read without knowing it: "05/01/2024". The other dates of the
 * feed show it, else its language does, or that of the entry; else the date stays unknown. Called
 * when all of the feed was read. */
void feed_order_dates(struct arena *a, struct feed *feed);

#endif
