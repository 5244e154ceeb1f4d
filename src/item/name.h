/* name: the permanent name of an item, its tag. Inside item/. */
#ifndef ITEM_NAME_H
#define ITEM_NAME_H

#include "match/match.h"
#include "store/item.h"

/* What a new item is named by. */
struct first_copy {
	const struct entry *entry;
	struct str source;             /* its name */
	const struct match_keys *keys; /* of the entry */
};
/* Adds the item under a tag that is minted from its first copy: the strongest of "pmid/31314805",
 * "nct/NCT00000001", "doi/10.1000/182", a hash of its address and one of what its source calls it
 * ("page/" and 16 letters) that no item has. It is what stands behind the authority in a tag: URI
 * (RFC 4151 section 2.1). No number of ours is in it: a store that was made anew gives the same
 * publication the same name, and never gives it to another one. */
bool name_add_item(struct store *store, struct arena *a, const struct first_copy *first,
	struct item_seed *seed, int64_t *id, struct err *err) MUST_USE;

#endif
