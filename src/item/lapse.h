/* lapse: time passes, and nobody verifies a trial. */
#ifndef ITEM_LAPSE_H
#define ITEM_LAPSE_H

#include "model/site.h"
#include "store/store.h"

/* When `now` is in a later month than at the last time: judges those trials anew that go on by
 * their records, and that nobody has verified for two years (model/unverified.h). Their status is
 * unknown from then on: readers of what is live are told so at the next publication, and it comes
 * to the queue as an update, once; a source that approves by itself approves it. Else one look.
 * Time does not go back. */
bool item_lapse(const struct site *site, struct store *store, int64_t now, struct err *err)
	MUST_USE;

#endif
