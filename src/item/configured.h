/* configured: what a changed configuration does to the items that are there.
 *
 * A source's label, section and topics, its keep and drop, and the topics' expressions reach items
 * that wait at once, as if they came now. What is published stays as it was approved; where it
 * would be approved otherwise now, an update waits for an editor, one for each item.
 *
 * An item that waits and that all its sources now leave out is rejected by the source
 * (CAUSE_UNWANTED), and comes back when that changes again, unless an editor decided on it. The
 * first time nothing is compared, so a store of an older version is not judged anew. */
#ifndef ITEM_CONFIGURED_H
#define ITEM_CONFIGURED_H

#include "model/site.h"
#include "store/store.h"

/* Writes nothing when the configuration is as it was. In several transactions, so that others can
 * write in between; ends early when *stop is not zero (may be NULL), and goes on the next time. */
bool item_configured(const struct site *site, struct store *store, int64_t now,
	const volatile int *stop, struct err *err) MUST_USE;

#endif
