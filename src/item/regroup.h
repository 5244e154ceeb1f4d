/* regroup: a copy leaves an item for an entry with which it agrees more. Inside item/, for
 * ingest.c.
 *
 * An entry may be the same as one copy of an item and not the same as another, or the item may have
 * as many copies as are joined without an editor. Had it come first, the copies would be grouped
 * otherwise. So they are grouped anew together with it (match/cluster.h), and the copy that then
 * stands alone, or with the entry alone, leaves: what is one item does not depend on the order of
 * arrival. The split is a row of the log. Nothing leaves an item on which an editor decided
 * anything; there she is asked. */
#ifndef ITEM_REGROUP_H
#define ITEM_REGROUP_H

#include "item/arrival.h"

/* Makes room for the entry in the item that it was found to contest, if any: then it is a copy of
 * matched->item. */
bool regroup_for(struct ingest *in, const struct arrival *arrival, struct matched *matched,
	struct err *err) MUST_USE;

#endif
