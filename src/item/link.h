/* link: what looks at the addresses of live releases found, as it changes what their items say.
 *
 * Of an address that moved, the item's address is the new one; of one that is dead or parked, a
 * notice tells readers that the page is not there. Both are an update of the item like any other:
 * approving it puts it before readers, rejecting it keeps what they see, and an address that is
 * alive again takes the update back. */
#ifndef ITEM_LINK_H
#define ITEM_LINK_H

#include "model/face.h"
#include "model/link.h"
#include "model/site.h"
#include "store/store.h"

/* What is known of the address at the end of all moves from this one; `url` is that address. */
bool item_link_of(struct store *store, struct arena *a, struct str url, struct link *out,
	struct err *err) MUST_USE;
/* Puts what is known of the face's address into the face. A notice that it has stays. */
bool item_link_apply(struct store *store, struct arena *a, struct face *face, struct err *err)
	MUST_USE;
/* Writes what a look found, and judges the items anew that are sent there, when it changes what is
 * known of the address. *updates: how many of them came to the queue. Inside a transaction. */
bool item_link_write(const struct site *site, struct store *store, const struct link *before,
	const struct link *now, size_t *updates, struct err *err) MUST_USE;

#endif
