/* arrival: the entry at hand, and which item it is a copy of. Inside item/, for ingest.c. */
#ifndef ITEM_ARRIVAL_H
#define ITEM_ARRIVAL_H

#include "item/alike.h"
#include "item/ingest.h"
#include "match/match.h"
#include "store/entry.h"
#include "store/related.h"

struct arrival {
	struct entry entry;
	struct str detail; /* of the entry, as it is stored */
	struct hash hash;  /* of the entry, once it has its name */
	/* Its identity keys but for feed and guid: that one is (source, native) of the entry itself,
	 * which was looked for first. */
	struct match_keys keys;
	struct sought sought; /* by arrival_match */
	/* The copy that the source gave before, when this is a new version of it. */
	bool known;
	struct entry_ref ref;
	struct entry before;
	/* The item whose story the feed gave this guid to before; 0: none. */
	int64_t namesake;
	bool name_is_free; /* the source has given no entry of the name that this one got */
};

/* Finds the copy that the source gave of this story before: under its name, else under one that an
 * earlier visit gave it. An entry that is new gets the first name that no other story has. Fast
 * when nothing changed: then `before` is not read. */
bool arrival_begin(
	struct ingest *in, const struct entry *said, struct arrival *out, struct err *err) MUST_USE;
/* Fills `keys`. */
void arrival_keys(struct ingest *in, struct arrival *arrival);

enum { ARRIVAL_RELATED_MAX = 8, ARRIVAL_ALSO_MAX = 4 };
/* Another item that is the same publication, and why. */
struct also_same {
	int64_t item;
	struct str why;
};
/* What the entry was found to be. */
struct matched {
	int64_t item; /* the same publication; 0: none is */
	struct str why;
	struct mention related[ARRIVAL_RELATED_MAX]; /* other items about the same work */
	size_t related_count;
	/* More items that are the same publication, as the entry shows: see join.h. */
	struct also_same also[ARRIVAL_ALSO_MAX];
	size_t also_count;
	/* The strongest item that would be the same publication, but that a copy of it says otherwise,
	 * or that it has as many copies as may be: see regroup.h. 0: none. */
	struct also_same contested;
};
/* Asks of every item that shares a key, or is alike without one (alike.h), whether it is the same
 * publication. `own` (0: none) is the item that the entry belongs to already. */
bool arrival_match(struct ingest *in, struct arrival *arrival, int64_t own, struct matched *out,
	struct err *err) MUST_USE;

/* A key of an item, by which others are noted as near to it. Of one that has none, its tag is made
 * one. */
bool arrival_key_of_item(
	struct ingest *in, int64_t id, struct key *out, struct err *err) MUST_USE;

/* Keys that nobody has yet become the item's; what the entry speaks of and what it was found to be
 * near to is noted as related. */
bool arrival_remember(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, int64_t item, struct err *err) MUST_USE;

#endif
