/* store/decision: the append-only log of editors' decisions; the change and its row are written
 * together or not at all.
 *
 * Each function is a transaction of its own, or a part of the group that is open (store_begin).
 * After a merge, a split or their undo the caller judges the items touched anew from their copies
 * (item/revise.h), in the same group.
 *
 * Every row holds the editorial state of before (state, deferral, own words, live release, update,
 * dismissal; merge and split also which copies, keys and relations moved), so an undo restores
 * exactly that and is itself a row. Undoing goes back one decision at a time, to any depth. An item
 * that was merged into another (an alias) is not decided on: the error names the other. Nor is one
 * that was withdrawn, until that is undone.
 *
 * Two editors: a decision on an item that moved on since (by.version) is refused and changes
 * nothing, *by.stale says so, and what stands now is to be read and shown beside what was wanted.
 * The same decision by both is no conflict: the second succeeds without a row. */
#ifndef STORE_DECISION_H
#define STORE_DECISION_H

#include "store/item.h"

struct by {
	struct str editor;
	int64_t now;
	bool automatic; /* approve = "auto": the editor is the source's name */
	long version;   /* of the item as the editor saw it; 0: whatever stands. merge: of the loser;
					   split: of the item that the copy leaves */
	long other_version; /* merge: of the winner; apart: of the other; 0: whatever stands */
	int64_t decision;   /* undo: the one that is meant; 0: the last */
	bool *stale; /* set when a decision is refused because what the editor saw stands no longer; may
					be NULL */
	int64_t *logged; /* set to the row that the decision became; left alone when all stood so
						already and there is none; may be NULL */
};

/* Freezes item_face as a release and makes it live: what readers see from the next publication on.
 * `section`: SECTION_NONE keeps it; `summary` (p != NULL) replaces it, origin "editor". Approving
 * an item that is live and unchanged does nothing and succeeds. An item without a title cannot be
 * approved. */
bool decide_approve(struct store *s, struct by by, int64_t item, enum section section,
	struct str summary, struct err *err) MUST_USE;
/* A queued item leaves the queue; for an update of a live item the update is declined (the live
 * release stays) and does not come back until the source changes again. A live item of which
 * nothing waits cannot be rejected (undo takes an approval back); a rejected one stays so, without
 * a row. */
bool decide_reject(struct store *s, struct by by, int64_t item, struct str reason, struct err *err)
	MUST_USE;
/* Out of the queue until the time. Not for live items. */
bool decide_defer(struct store *s, struct by by, int64_t item, int64_t until, struct err *err)
	MUST_USE;

struct edit {
	enum section section; /* SECTION_NONE: unchanged */
	bool set_title, set_summary, set_citation, set_topics;
	struct str title, summary, citation;
	struct strs topics; /* slugs */
	struct str note;    /* of a live item: what changed and why, for readers, at most NOTE_MAX
						   characters; empty: nothing is said. It is a change by itself */
};
/* The same with the words of an edit in the same row, so that nothing typed is lost and one undo
 * takes back all; decide_edit says what the words are. An update of a live item that is declined
 * leaves what readers see alone, so words for it are refused there. */
bool decide_approve_as(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err) MUST_USE;
bool decide_reject_as(struct store *s, struct by by, int64_t item, struct str reason,
	const struct edit *edit, struct err *err) MUST_USE;
bool decide_defer_as(struct store *s, struct by by, int64_t item, int64_t until,
	const struct edit *edit, struct err *err) MUST_USE;
/* An editor's own words. A live item gets a new release at once, of what readers see with the words
 * over it (an update that waits goes on waiting); otherwise they wait for approval. An empty title
 * takes an edited one back; an empty summary means none. An edit that changes nothing does nothing
 * and succeeds. */
bool decide_edit(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err) MUST_USE;
/* All copies, keys and relations of `loser` go to `winner`; loser becomes its alias for ever. If
 * only the loser is live its release goes live under the winner as of now, and the tag by which
 * readers know it goes along (published stays). Where the winner is not live and an editor said
 * nothing of it, the loser's edited words are kept. */
bool decide_merge(struct store *s, struct by by, int64_t winner, int64_t loser, struct err *err)
	MUST_USE;
/* A copy becomes an item of its own, queued, with its own native keys (those in `keys` that name
 * the old item move); *made is its id. All versions of the copy go along. The verdict is the copy's
 * own. An item's only copy cannot be split off. Undone, the made item becomes an alias of the one
 * it came from. */
bool decide_split(struct store *s, struct by by, int64_t entry, struct str tag,
	const struct verdict *verdict, const struct stored_keys *keys, int64_t *made, struct err *err)
	MUST_USE;
/* Readers saw the item by our own mistake: from the next publication on they see that it was
 * withdrawn, when, and the reason (which must not be empty and has at most NOTE_MAX characters).
 * Not for items that no reader has seen (undo takes their approval back). Its tag is never given to
 * another item. Withdrawn twice, it is one row. */
bool decide_withdraw(
	struct store *s, struct by by, int64_t item, struct str reason, struct err *err) MUST_USE;
/* The two look alike and are not the same publication: nobody is asked again. Undone like any
 * decision; said twice, it is one row. */
bool decide_apart(struct store *s, struct by by, int64_t item, int64_t other, struct err *err)
	MUST_USE;
struct ids {
	int64_t *v;
	size_t n;
};
bool ids_have(const struct ids *ids, int64_t id);
/* The items that were said to be apart from this one. */
bool decision_apart(
	struct store *s, struct arena *a, int64_t item, struct ids *out, struct err *err) MUST_USE;
struct decision {
	int64_t id, at, item, other, entry, undoes; /* 0: none */
	struct str editor, verb, detail, title;
	bool undone;
};
/* Whether readers have seen what the decision did: out/ was written or the item was mailed since,
 * and it changed what stands there. */
bool decision_went_out(struct store *s, struct arena *a, const struct decision *decision,
	bool *went_out, struct err *err) MUST_USE;
/* Takes back the last decision that is not yet undone, of this item, or the last that an editor
 * made (item 0: what sources do by themselves is undone item by item). *undone (arena; may be NULL)
 * is what was taken back, so that the caller can say so and judge its items anew. When a
 * publication went out in between, what is restored becomes a new release, so that atom:updated
 * moves. An error when there is none, and when the other item of a merge or split was decided on
 * since: that is to be undone first. When by.decision was undone already nothing is done and
 * *undone is empty (id 0). */
bool decide_undo(struct store *s, struct arena *a, struct by by, int64_t item,
	struct decision *undone, struct err *err) MUST_USE;

struct decisions {
	struct decision *v;
	size_t n;
};
/* Newest first; of one item when item is not 0; at most limit (0: all). */
bool decision_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct decisions *out, struct err *err) MUST_USE;

#endif
