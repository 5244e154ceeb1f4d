/* Undo: takes back the last decision that stands, and is a decision itself. */
#include <assert.h>

#include "item/deciding.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/move.h"
#include "store/pair.h"
#include "store/release.h"

/* Whether out/ was written since the decision, or it was mailed: readers saw what it did. */
static bool went_out_since(struct store *store, struct arena *a, const struct decision *decision,
	bool *since, struct err *err)
{
	int64_t published;
	if (!store_note_published(store, a, &published, err))
		return false;
	*since = published != NO_TIME && published >= decision->at;
	return *since || store_decision_mailed(store, decision, since, err);
}

/* A rejection, a deferral and a pair that is distinct are between editors. Anything else changed
 * what readers see if the item was before them. */
static bool touched_readers(struct store *store, struct arena *a, const struct decision *decision,
	bool *touched, struct err *err)
{
	struct before before;
	*touched = false;
	if (decision->verb == VERB_REJECT || decision->verb == VERB_DEFER ||
		decision->verb == VERB_DISTINCT)
		return true;
	if (!store_decision_before(store, a, decision->id, &before, err))
		return false;
	for (size_t i = 0; i < before.item_count; i++)
		*touched = *touched || before.items[i].live;
	return true;
}

bool item_decision_went_out(struct store *store, struct arena *a, const struct decision *decision,
	bool *went_out, struct err *err)
{
	if (!went_out_since(store, a, decision, went_out, err))
		return false;
	return !*went_out || decision->verb == VERB_APPROVE ||
		touched_readers(store, a, decision, went_out, err);
}

/* The last decision that stands, which has to be the one that the editor saw. */
static bool find_last(struct deciding *d, struct decision *last, struct err *err)
{
	bool found;
	if (!store_decision_last(d->store, d->a, d->request->item, last, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no decision to undo");
	if (!d->request->decision || d->request->decision == last->id)
		return true;
	d->result->stale = true;
	return err_set(err,
		"“" STR_FMT "” was decided on after that by " STR_FMT ": that is to be undone first",
		STR_ARG(last->title), STR_ARG(last->actor.name));
}

/* A merge or split touches two items. The other one may have been decided on since, on the ground
 * of what would be taken away. */
static bool nothing_later(struct deciding *d, const struct decision *last, struct err *err)
{
	struct decision later;
	bool found;
	if (!store_decision_later(d->store, d->a, last, &later, &found, err))
		return false;
	return !found ||
		err_set(err, "item %lld was decided on after that (%s): undo that first",
			(long long)later.item, decision_verb_word(later.verb));
}

/* One item as it was before. What comes back before readers is a new release when they saw
 * something else in between. */
static bool item_restore(struct deciding *d, struct item was, bool seen, struct err *err)
{
	struct item is;
	if (!store_item_need(d->store, d->a, was.id, &is, err))
		return false;
	before_add(d->a, &d->before, &is);
	if (seen && was.live && was.live != is.live &&
		!store_release_copy(d->store, was.live, was.id, d->request->now, &was.live, err))
		return false;
	return store_item_write(d->store, &was, err);
}

/* The copies go back, and the tag too when the merge had handed it to the winner together with what
 * readers saw of the loser. */
static bool merge_restore(
	struct deciding *d, const struct decision *last, const struct before *before, struct err *err)
{
	assert(before->item_count >= 2);
	const struct item *winner = &before->items[0], *loser = &before->items[1];
	return store_move_back(d->store, before, last->item, last->other, err) &&
		(winner->live || !loser->live ||
			store_item_exchange_tags(d->store, d->a, winner->id, loser->id, err));
}

/* The item that a split made becomes an alias of the one that it came from: nothing that was ever
 * there goes away. */
static bool split_restore(struct deciding *d, const struct decision *last, struct err *err)
{
	struct item made;
	if (!store_item_need(d->store, d->a, last->other, &made, err))
		return false;
	before_add(d->a, &d->before, &made);
	made.merged_into = last->item;
	return store_item_write(d->store, &made, err) &&
		store_move_copies(d->store, d->a, last->other, last->item, &d->before, err);
}

static bool restore(struct deciding *d, const struct decision *last, struct err *err)
{
	struct before before;
	bool seen;
	if (!store_decision_before(d->store, d->a, last->id, &before, err) ||
		!went_out_since(d->store, d->a, last, &seen, err))
		return false;
	for (size_t i = 0; i < before.item_count; i++)
		if (!item_restore(d, before.items[i], seen, err))
			return false;
	switch (last->verb) {
	case VERB_MERGE: return merge_restore(d, last, &before, err);
	case VERB_SPLIT: return split_restore(d, last, err);
	case VERB_DISTINCT: return store_pair_drop(d->store, last->item, last->other, err);
	default: return true;
	}
}

/* Copies moved only with a merge or a split. What is before readers again after a withdrawal may
 * have changed at its source meanwhile. */
static bool rejudge_all(struct deciding *d, const struct decision *last, struct err *err)
{
	if (last->verb != VERB_WITHDRAW && !last->other)
		return true;
	return deciding_rejudge(d, last->item, err) && deciding_rejudge(d, last->other, err);
}

bool decide_undo(struct deciding *d, struct err *err)
{
	struct decision last;
	bool undone = false;
	if (d->request->decision &&
		!store_decision_is_undone(d->store, d->request->decision, &undone, err))
		return false;
	if (undone) /* both editors wanted the same */
		return true;
	if (!find_last(d, &last, err) || !nothing_later(d, &last, err) || !restore(d, &last, err))
		return false;
	d->row.item = last.item;
	d->row.other = last.other;
	d->row.entry = last.entry;
	d->row.undoes = last.id;
	last.undone = true;
	d->result->undone = last;
	return deciding_log(d, err) && rejudge_all(d, &last, err);
}
