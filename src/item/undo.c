/* Undo: takes back the last decision that stands, and is a decision itself. */
#include <assert.h>

#include "item/verb.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/move.h"
#include "store/pair.h"
#include "store/shown.h"

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

/* A merge or split touches two items. A later decision on the other one may rest on the merge or
 * split, so it has to be undone first. */
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

/* Where readers have seen a later release in between, or that the item is gone, what comes back is
 * a new release, so that atom:updated never goes back. */
static bool release_restore(struct deciding *d, struct item *was, struct err *err)
{
	struct shown shown;
	if (!was->live)
		return true;
	if (!store_shown_get(d->store, was->id, &shown, err))
		return false;
	bool overtaken = shown.release > was->live || (shown.release == was->live && shown.gone);
	return !overtaken ||
		store_release_copy(d->store, was->live, was->id, d->request->now, &was->live, err);
}

static void add_lasting(struct arena *a, struct reasons *out, const struct reasons *reasons)
{
	for (size_t i = 0; i < reasons->n; i++)
		if (reason_is_lasting(&reasons->v[i]))
			reason_add(a, out, reasons->v[i]);
}

/* One item as it was before. What the decision settled waits again, beside what the sources said
 * since; all that faces show is found by comparing them again (rejudge_all). */
static bool item_restore(struct deciding *d, struct item was, struct err *err)
{
	struct item is;
	if (!store_item_need(d->store, d->a, was.id, &is, err))
		return false;
	before_add(d->a, &d->before, &is);
	if (!release_restore(d, &was, err) || !deciding_restore_assignee(d, &was, err))
		return false;
	struct reasons settled = was.changes;
	was.changes = (struct reasons){0};
	if (was.live) {
		add_lasting(d->a, &was.changes, &settled);
		add_lasting(d->a, &was.changes, &is.changes);
	}
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
	return store_item_write(d->store, &made, err) && store_pair_forget(d->store, made.id, err) &&
		store_move_copies(d->store, d->a, last->other, last->item, &d->before, err);
}

static bool restore(struct deciding *d, const struct decision *last, struct err *err)
{
	struct before before;
	if (!store_decision_before(d->store, d->a, last->id, &before, err))
		return false;
	for (size_t i = 0; i < before.item_count; i++)
		if (!item_restore(d, before.items[i], err))
			return false;
	switch (last->verb) {
	case VERB_MERGE: return merge_restore(d, last, &before, err);
	case VERB_SPLIT: return split_restore(d, last, err);
	case VERB_DISTINCT: return store_pair_drop(d->store, last->item, last->other, err);
	default: return true;
	}
}

/* Copies may have moved, and the sources may have said something else since the decision. */
static bool rejudge_all(struct deciding *d, const struct decision *last, struct err *err)
{
	return deciding_rejudge(d, last->item, err) && deciding_rejudge(d, last->other, err);
}

bool verb_undo(struct deciding *d, struct err *err)
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
