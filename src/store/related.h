/* store/related: which items are about the same work without being the same publication.
 *
 * An item mentions a publication by one of its identity keys (store/key.h), whether or not an item
 * has that key yet. Two items are related when one of them mentions a key of the other. */
#ifndef STORE_RELATED_H
#define STORE_RELATED_H

#include "store/store.h"

/* How an item is related to what it mentions. The numbers are those of the store. */
enum relation {
	RELATION_MENTIONS = 0,  /* one names the other */
	RELATION_SAME_WORK = 1, /* a preprint and its paper, a paper and its correction */
	RELATION_POSSIBLE = 2,  /* perhaps the same publication: an editor is asked */
};
struct mention {
	enum relation relation;
	int kind; /* of the key: enum key_kind of match/match.h */
	struct str key, why;
};
/* The item mentions this key. A mention of it that is there already stays as it is, unless this one
 * is of a higher relation. */
bool store_related_add(
	struct store *s, int64_t item, const struct mention *mention, struct err *err) MUST_USE;

struct related {
	int64_t item;
	enum relation relation; /* the highest of those between the two */
	struct str title, why, tag;
	bool live;
};
struct relateds {
	struct related *v;
	size_t n;
};
/* The items that this one mentions and those that mention it, by number, each once. For an alias
 * stands the item that it was merged into; the item itself is never among them. */
bool store_related_list(
	struct store *s, struct arena *a, int64_t item, struct relateds *out, struct err *err) MUST_USE;

#endif
