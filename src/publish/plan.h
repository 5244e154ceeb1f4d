/* plan: what has to be written, from what changed. Inside publish/.
 *
 * Each item that is dirty (store/due.h) is put on its lists, or taken off them, with the events
 * that their feeds tell; and the outputs that show it become due. That is done in groups of items,
 * each in one transaction: after a crash the rest is still dirty. */
#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include "publish/output.h"

/* How many items a page holds, how many each part of a long topic's page, and how many events a
 * feed and each of its archives, which have so many bytes at most. */
enum { LIST_PAGE_ITEMS = 50, TOPIC_PART_ITEMS = 10, FEED_EVENTS = 50, FEED_MAX = 16 << 20 };

/* `stamp` says by what everything is rendered (publish/stamp.h). When it is another one than at the
 * last time, or *anew is true already, all outputs are due and *anew is true. */
bool plan_outputs(const struct site *site, struct store *store, struct str stamp, int64_t now,
	bool *anew, struct err *err) MUST_USE;

#endif
