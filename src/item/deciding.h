/* deciding: one decision on its way, and what the verbs' functions share (private to item/; verb.h
 * has those functions and says how a new one is made). */
#ifndef ITEM_DECIDING_H
#define ITEM_DECIDING_H

#include "item/decide.h"
#include "store/decision.h"

struct deciding {
	const struct site *site;
	struct store *store;
	struct arena *a;
	const struct decision_request *request;
	struct decision_result *result;
	struct item item;     /* as it shall be */
	struct before before; /* as it was */
	struct decision row;  /* what the log will say */
	bool tells_news;      /* the note is not what readers are told already */
};

/* Reads the item and notes in d->before how it stands. An alias is an error: the editor has an old
 * page open, and has to see first what became of the item. */
bool deciding_read(struct deciding *d, int64_t id, struct item *item, struct err *err) MUST_USE;
/* The same; a withdrawn item is an error: what readers were told of it stands until that is
 * undone. */
bool deciding_open(struct deciding *d, int64_t id, struct item *item, struct err *err) MUST_USE;
/* False, and the result is stale, when the item is no longer of the version that the actor saw. */
bool deciding_saw(struct deciding *d, long version, const struct item *item, struct err *err)
	MUST_USE;
/* Takes the words of request.edit over into d->item and the row; false when all stood so
 * already. */
bool deciding_edit(struct deciding *d);
/* Takes over what readers are told of the change. An error when they have never seen the item:
 * there is no change to tell of. */
bool deciding_note(struct deciding *d, struct err *err) MUST_USE;
/* The slugs of the topics for which d->item would be approved with this face. */
bool deciding_file(
	struct deciding *d, const struct face *face, struct strs *topics, struct err *err) MUST_USE;
/* Freezes the face, on the pages of these topics, as the live release of d->item. */
bool deciding_release(
	struct deciding *d, const struct face *face, struct strs topics, struct err *err) MUST_USE;
/* What d->item would be approved as now is not asked about again, until it is another. */
bool deciding_decline(struct deciding *d, struct err *err) MUST_USE;
/* Takes it off an item as it was that it was set aside for somebody who is gone since. */
bool deciding_restore_assignee(struct deciding *d, struct item *was, struct err *err) MUST_USE;
/* Writes d->item and the row. An editor's decision settles for what it was set aside. */
bool deciding_write(struct deciding *d, struct err *err) MUST_USE;
/* Writes the row alone. */
bool deciding_log(struct deciding *d, struct err *err) MUST_USE;
/* Judges an item (0: none) anew from its copies, which may be others than before, and remembers by
 * what they are found. */
bool deciding_rejudge(struct deciding *d, int64_t item, struct err *err) MUST_USE;

#endif
