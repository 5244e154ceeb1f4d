/* alike: items that may be the same publication as an entry though they share no key with it.
 * Inside item/.
 *
 * The store has the blocks of each item (match/block.h). An item is compared when it shares enough
 * of them, with each of its copies; what keeps one of these apart keeps the item apart. */
#ifndef ITEM_ALIKE_H
#define ITEM_ALIKE_H

#include "match/block.h"
#include "match/compare.h"
#include "model/site.h"
#include "store/entry.h"

/* An entry, with its blocks. */
struct sought {
	const struct described *described;
	struct blocks blocks;
};
struct sought alike_seek(struct arena *a, const struct described *described);

struct alike {
	int64_t item;
	struct comparison found; /* of the copy that agrees best; never MATCH_DIFFERENT */
	struct copies copies;    /* of that item */
};
struct alikes {
	struct alike *v; /* the strongest first, whatever the order of arrival */
	size_t n;
};
enum { ALIKE_MAX = 8 /* items that one entry is compared with */ };
/* Those that an entry is alike to, other than `own` (0: none), in the arena. Papers and news alone
 * have such. */
bool alike_find(struct store *store, struct arena *a, const struct sought *sought, int64_t own,
	struct alikes *out, struct err *err) MUST_USE;
/* The entry is of this item: it is found by its blocks from now on. */
bool alike_remember(struct store *store, const struct sought *sought, int64_t item, struct err *err)
	MUST_USE;
/* The same for all copies that the item has. An item keeps the blocks of a copy that it has no
 * more: what is found by them is compared, and is another. */
bool alike_remember_copies(struct store *store, struct arena *a, int64_t item, struct err *err)
	MUST_USE;
/* Whether nothing but an editor's word is needed to make one item of the copies of two: nothing
 * keeps one of these apart from one of those, and they are not more than are joined by
 * themselves. */
bool alike_may_join(struct arena *a, const struct copies *one, const struct copies *other);

/* Whether both have a PMID, and not the same. */
bool alike_pmids_differ(const struct entry *x, const struct entry *y);

/* Finds the blocks of all items of a store of an older version, once. Before anybody else reads the
 * store. A million items take a minute. */
bool alike_complete(struct store *store, struct err *err) MUST_USE;

#endif
