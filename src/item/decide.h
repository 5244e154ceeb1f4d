/* decide: the one door through which an item changes by a decision.
 *
 *     struct decision_request request = {
 *         .verb = VERB_APPROVE, .actor = {name}, .now = now, .item = id};
 *     struct decision_result result;
 *     if (!item_decide(site, store, a, &request, &result, err))
 *         …
 *
 * The command line, the desk, sources that approve by themselves: all go this way. A decision, its
 * row in the log and the new judgement of the items that it touched are written together or not at
 * all: in a transaction of their own, or as a part of the one that is open (store_begin).
 *
 * Every row of the log holds what stood before it, so that an undo restores exactly that. Undoing
 * goes back one decision at a time, to any depth, and is itself a row. An item that was merged into
 * another is not decided on: the error names the other. Nor is one that was withdrawn, until that
 * is undone.
 *
 * Two editors: a decision on an item that moved on since (request.version) is refused and changes
 * nothing; result.stale says so. The same decision by both is no conflict: the second succeeds and
 * writes no row. */
#ifndef ITEM_DECIDE_H
#define ITEM_DECIDE_H

#include "model/decision.h"
#include "model/release.h"
#include "model/site.h"
#include "store/store.h"

struct decision_request {
	enum verb verb;
	struct actor actor;
	int64_t now;
	int64_t item;       /* undo: 0 takes back the last decision that an editor made */
	int64_t other;      /* merge: the item that joins `item`; distinct: the other one */
	int64_t copy;       /* split: the number of the copy, as `show` lists it */
	int64_t decision;   /* undo: the one that is meant; 0: the last */
	struct edit edit;   /* approve, reject, defer, edit: an editor's own words, in the same row */
	struct str reason;  /* reject and merge (may be empty), withdraw and assign (must not) */
	int64_t assignee;   /* assign: the editor */
	int64_t until;      /* defer */
	long version;       /* of `item` as the editor saw it (split: of the item that the copy leaves);
						 * 0: whatever stands */
	long other_version; /* merge, distinct: of `other`; 0: whatever stands */
	enum decision_cause cause;
	int64_t batch; /* the batch that it is a part of (item/batch.h); 0: none */
};

struct decision_result {
	int64_t row;            /* of the log; 0: all stood so already, and nothing was written */
	bool stale;             /* refused, because what the editor saw stands no longer */
	int64_t made;           /* split: the new item */
	struct decision undone; /* undo: what was taken back; id 0: it had been taken back before */
};

/* What the verbs do, a file each in item/:
 *
 *  - approve   freezes item_face as a release and makes it live. Live and unchanged: nothing is
 *              done. Without a title: an error.
 *  - reject    an item that waits leaves the queue. The update of a live item is declined: readers
 *              go on seeing what they see, and the item comes back when its source changes again.
 *              A live item without an update cannot be rejected, nor can its words be changed while
 *              an update is declined.
 *  - defer     out of the queue until the given time. Not for live items.
 *  - edit      an editor's own words. For a live item they become a release at once, made of what
 *              readers see with the words over it; an update that waits goes on waiting. An empty
 *              title takes an edited one back; an empty summary means none.
 *  - merge     all copies, keys and relations of `other` go to `item`; `other` is its alias for
 *              ever. If only `other` is live, what readers see of it goes on under `item`, with
 *              the tag that they know. If `item` is not live, the words that an editor gave `other`
 *              are taken over where `item` has none.
 *  - split     the copy becomes an item of its own, queued, with all its versions and the keys that
 *              only it gives. An only copy cannot be split off. When the split is undone, the item
 *              that it made becomes an alias.
 *  - distinct  the two look alike and are not the same publication; nobody is asked again.
 *  - withdraw  readers saw the item by our own mistake, and are told that it was withdrawn and why
 *              (at most NOTE_MAX characters). Not for items that no reader has seen.
 *  - assign    sets the item aside for an editor who decides, with a word why (at most NOTE_MAX
 *              characters). Approving, rejecting, putting off and withdrawing by an editor end
 *              that; their undo brings it back, unless that editor is gone. Not for rejected items.
 *              A merge keeps that of the winner, else the loser's.
 *  - unassign  gives it back: it is set aside for nobody.
 *  - undo      takes back the last decision that stands. Where readers saw something later, what
 *              comes back is a new release, so that atom:updated moves; where the sources said
 *              something since, an update waits. An error when there is no such decision, or when
 *              the other item of a merge or split was decided on since.
 *
 * False with ERR_USER for what the actor can put right, else with the kind of the failure. Texts of
 * the result are in the arena. */
bool item_decide(const struct site *site, struct store *store, struct arena *a,
	const struct decision_request *request, struct decision_result *result, struct err *err)
	MUST_USE;

/* Gives back all items that are set aside for by->assignee, each by a row of the log. */
bool item_unassign_all(const struct site *site, struct store *store, struct arena *a,
	const struct decision_request *by, struct err *err) MUST_USE;

/* The item as it would stand with these words of an editor; nothing is written. In the arena. */
struct item item_worded(struct arena *a, const struct item *item, const struct edit *edit);

/* What an approval would make live: for the preview, which is the published form to the byte. */
struct preview {
	const struct site *site;
	struct store *store;
	const struct item *item; /* as it stands, or with an editor's words over it */
	int64_t at;              /* the time of the approval */
};
bool item_preview(
	const struct preview *preview, struct arena *a, struct release *out, struct err *err) MUST_USE;

#endif
