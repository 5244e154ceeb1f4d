/* rejudge: an item as its copies say it now.
 *
 * Whatever changes the copies of an item, what they say, or how they are judged has the item judged
 * anew in the same transaction of the store: an entry that came in (item/ingest.h); a merge, a
 * split and an undo (item/decide.h); a changed configuration (item/configured.h). */
#ifndef ITEM_REJUDGE_H
#define ITEM_REJUDGE_H

#include "model/item.h"
#include "model/release.h"
#include "model/site.h"
#include "store/entry.h"
#include "store/store.h"

/* The source of that name; for one that left the configuration, a plain one of the kind that brings
 * such entries, in the arena: its copies still need a label. */
const struct source *item_source(
	struct arena *a, const struct site *site, struct str name, enum entry_kind kind);

/* Why a copy speaks for its item. */
enum main_copy_cause {
	MAIN_COPY_STRONGEST, /* no other copy is of so strong a kind */
	MAIN_COPY_NEWEST,    /* another of its kind was revised earlier */
	MAIN_COPY_FIRST,     /* others of its kind came later, and say nothing newer */
	MAIN_COPY_KEPT,      /* it spoke for the item before older copies joined it */
	MAIN_COPY_HEIR,      /* the source of the same entry that came first is configured no more */
};
/* The copy that speaks for the item, by its place in copies->v (at least one): of the strongest
 * kind (judge_rank); among those the one that was revised last; else the one that spoke so far, so
 * that readers have no other story for an edit or a merge; else the first. Of several copies
 * of one record, that of the first source counts as the first, however often the others change. The
 * entry of a feed that left the configuration says nothing new any more: where another source has
 * the same one, as after a feed got another name, that speaks.
 * Only this function decides it; item.main_copy keeps its answer. */
size_t item_main_copy(const struct copies *copies);
/* The same copy, and why it is that one. */
size_t item_main_copy_why(const struct copies *copies, enum main_copy_cause *why);
/* What is known of an item besides its copies: what notices say of it (store/witness.h), and the
 * month since which a trial must have been verified (model/unverified.h; none: no matter). */
struct heard {
	struct corrections told;
	struct date before;
};
bool item_heard(struct store *store, struct arena *a, int64_t item, struct heard *out,
	struct err *err) MUST_USE;
/* That month alone, which item/lapse.h keeps. */
bool item_unverified_before(
	struct store *store, struct arena *a, struct date *before, struct err *err) MUST_USE;
/* What judge/ says of one copy that its service has (judge_at), whose address may name it too. */
void item_judge(struct arena *a, const struct entry *entry, const struct source *source,
	struct date before, struct verdict *out);
/* What judge/ says of an item with these copies (at least one): the verdict on the copy that speaks
 * for it, with what that one leaves empty filled from the others, in their order, and with what is
 * known besides. Returns the place of the copy that speaks. Pure. */
size_t item_verdict(struct arena *a, const struct site *site, const struct copies *copies,
	const struct heard *heard, struct verdict *out);

/* Judges the item anew from its copies and writes the verdict. Of a live item it also writes the
 * reasons why it is in the queue again, or that there are none: what would be approved now differs
 * from what readers see, and no editor has declined exactly that. `changes` (may be empty): further
 * reasons. A warning that its source no longer has it stays. An item without copies stays as it is.
 * Inside the caller's transaction. False when the store failed, or has no such item (ERR_USER). */
bool item_rejudge(const struct site *site, struct store *store, int64_t item,
	const struct reasons *changes, struct err *err) MUST_USE;
/* The same for a caller that has the item's copies at hand. */
struct rejudging {
	const struct site *site;
	struct store *store;
	struct arena *a;
	int64_t item;
	const struct copies *copies;   /* all of the item's; none: nothing is done */
	const struct reasons *changes; /* as of item_rejudge */
	unsigned warnings;             /* added to those of the verdict: WARNING_MISSING, or 0 */
};
/* What came of it; all zero when there were no copies. */
struct rejudged {
	size_t main;           /* place of the copy that speaks for the item */
	enum item_state state; /* which judging does not change */
	bool is_notice;        /* of a retraction or a correction (judge_is_notice) */
	bool waits;            /* it is live, and an update of it is in the queue */
	bool came_back;        /* the update was not in the queue before */
};
bool item_rejudge_copies(const struct rejudging *r, struct rejudged *out, struct err *err) MUST_USE;

/* What readers see of an item, beside what its copies say now. */
struct difference {
	struct item item;       /* as the store has it: item.changes is what waits for an editor */
	struct item now;        /* the same, judged anew */
	struct release live;    /* what readers see */
	struct reasons reasons; /* what of it is another now; none when `declined` */
	bool declined;          /* an editor declined exactly this */
};
/* Of a live item. Nothing is written. */
bool item_difference(const struct site *site, struct store *store, struct arena *a, int64_t item,
	struct difference *out, struct err *err) MUST_USE;

#endif
