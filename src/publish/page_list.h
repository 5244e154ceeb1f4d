/* page_list: the pages of a list, the latest publications first. Inside publish/.
 *
 *     research/index.html          the newest, and the way to the years
 *     research/2019.html           a year; of a long one the way to its months
 *     research/2019-07.html        a month, its oldest items; research/2019-07-part-2.html what
 * follows research/2019-00.html        of a long year what has no month; research/undated.html */
#ifndef PUBLISH_PAGE_LIST_H
#define PUBLISH_PAGE_LIST_H

#include <jansson.h>

#include "publish/lists.h"
#include "publish/output.h"
#include "store/listing.h"

/* "2019-07-part-2.html": the page of a period ("y2019", "m2019-07"), in the folder of the list. */
struct str page_list_name(struct arena *a, struct str period, int64_t part);
/* Whether the list has pages of its own. A part of a topic has them when the topic's page shows
 * only its beginning. */
bool page_list_has(const struct output_context *c, const struct listing *listing,
	const struct list_place *place, bool *has, struct err *err) MUST_USE;
/* "2019", "July 2019", "Undated": for readers. */
struct str page_list_title(struct arena *a, const struct words *words, struct str period);

#endif
