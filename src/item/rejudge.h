/* rejudge: an item as its copies say it now.
 *
 * Whatever changes which copies make an item, or what a copy says, judges the item anew in the same
 * group: an entry that came in (item/ingest.h), a merge, a split and their undo (item/decide.h). */
#ifndef ITEM_REJUDGE_H
#define ITEM_REJUDGE_H

#include "model/site.h"
#include "store/entry.h"
#include "store/item.h"

/* The copy that speaks for the item, by its place in copies->v (at least one): of the strongest
 * kind, and among those the one that was revised last; else the first. This is the one rule; what
 * it says is kept as item.main_copy. */
size_t item_main_copy(const struct copies *copies);
/* The same, and what decided it. */
enum main_copy_cause {
	MAIN_COPY_STRONGEST, /* no other copy is of so strong a kind */
	MAIN_COPY_NEWEST,    /* another of its kind was revised earlier */
	MAIN_COPY_FIRST,     /* others of its kind came later, and say nothing newer */
};
size_t item_main_copy_why(const struct copies *copies, enum main_copy_cause *why);
/* The verdict on an item from its copies (at least one): the main copy speaks, the others fill what
 * it leaves empty. Returns the place of the main copy. Pure. */
size_t item_verdict(
	struct arena *a, const struct site *site, const struct copies *copies, struct verdict *out);

/* Judges an item anew, and brings it back to the queue when it is published and what readers should
 * see changed. `changes` (may be empty): further reasons for that. Inside the caller's group. An
 * item without copies stays as it is. */
bool item_rejudge(const struct site *site, struct store *store, int64_t item,
	const struct reasons *changes, struct err *err) MUST_USE;
/* The same for a caller that has the item's copies at hand. */
struct rejudging {
	const struct site *site;
	struct store *store;
	struct arena *a;
	int64_t item;
	const struct copies *copies;
	const struct reasons *changes;
	unsigned warnings; /* those that stand whatever the copies say (WARNING_MISSING) */
};
struct rejudged {
	size_t main; /* place of the copy that speaks for the item */
	enum item_state state;
	bool is_notice; /* of a retraction or a correction: no publication of its own */
	bool waits;     /* published, and an update of it is in the queue */
	bool came_back; /* which it was not before */
};
bool item_rejudge_copies(const struct rejudging *r, struct rejudged *out, struct err *err) MUST_USE;

#endif
