/* Merge: two items are the same publication. */
#include <assert.h>

#include "item/rejudge.h"
#include "item/verb.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/move.h"
#include "store/release.h"

/* What an editor said of the loser is not lost where nothing was said of the winner. */
static void adopt_words(struct item *winner, const struct item *loser)
{
	if (winner->edited_section == SECTION_NONE)
		winner->edited_section = loser->edited_section;
	if (!winner->has_edited_lead)
		winner->lead_status = loser->lead_status;
#define WORDED_ADOPT(name, member, bit) \
	if (!winner->has_edited_##member) { \
		winner->has_edited_##member = loser->has_edited_##member; \
		winner->edited_##member = loser->edited_##member; \
	}
	WORDED_LIST(WORDED_ADOPT)
#undef WORDED_ADOPT
	if (!winner->has_edited_topics) {
		winner->has_edited_topics = loser->has_edited_topics;
		winner->edited_topics = loser->edited_topics;
	}
}

/* What readers see of the loser goes on under the winner, with the tag by which they know it. */
static bool adopt_release(struct deciding *d, const struct item *loser, struct err *err)
{
	struct item *winner = &d->item;
	winner->state = ITEM_APPROVED;
	winner->deferred_until = NO_TIME;
	winner->changes = loser->changes;
	winner->has_dismissed = loser->has_dismissed;
	winner->dismissed = loser->dismissed;
	if (!store_release_copy(d->store, loser->live, winner->id, d->request->now, &winner->live, err))
		return false;
	d->row.release = winner->live;
	return store_item_exchange_tags(d->store, d->a, winner->id, loser->id, err);
}

/* An alias always names the item itself: those of the loser follow it. */
static bool move_aliases(struct deciding *d, int64_t loser, struct err *err)
{
	struct items aliases;
	if (!store_item_aliases(d->store, d->a, loser, &aliases, err))
		return false;
	bool ok = true;
	for (size_t i = 0; i < aliases.n && ok; i++) {
		before_add(d->a, &d->before, &aliases.v[i]);
		aliases.v[i].merged_into = d->item.id;
		ok = store_item_write(d->store, &aliases.v[i], err);
	}
	return ok;
}

/* The item's own copy goes on speaking for it, before older ones that join it. An item that never
 * had another copy was not judged since it came, so none is named. */
static bool name_main_copy(struct deciding *d, struct err *err)
{
	struct copies copies;
	if (d->item.main_copy)
		return true;
	if (!store_entry_copies(d->store, d->a, d->item.id, &copies, err))
		return false;
	if (copies.n)
		d->item.main_copy = copies.v[item_main_copy(&copies)].id;
	return true;
}

static bool join_loser(struct deciding *d, struct item *loser, struct err *err)
{
	if (!d->item.assignee) {
		d->item.assignee = loser->assignee;
		d->item.assigned_word = loser->assigned_word;
	}
	item_unassign(loser);
	if (!d->item.live) {
		adopt_words(&d->item, loser);
		if (loser->live && !adopt_release(d, loser, err))
			return false;
	}
	d->row.takes = loser->live != 0;
	loser->live = 0;
	loser->changes = (struct reasons){0};
	loser->merged_into = d->item.id;
	return name_main_copy(d, err) && move_aliases(d, loser->id, err) &&
		store_item_write(d->store, loser, err) &&
		store_move_copies(d->store, d->a, loser->id, d->item.id, &d->before, err) &&
		deciding_write(d, err) && deciding_rejudge(d, d->item.id, err);
}

bool verb_merge(struct deciding *d, struct err *err)
{
	const struct decision_request *r = d->request;
	struct item loser;
	if (r->item == r->other)
		return err_set(err, "an item cannot be merged with itself");
	if (!deciding_open(d, r->item, &d->item, err) ||
		!store_item_need(d->store, d->a, r->other, &loser, err))
		return false;
	if (loser.merged_into == r->item)
		return true;
	if (!deciding_open(d, r->other, &loser, err) || !deciding_saw(d, r->version, &d->item, err) ||
		!deciding_saw(d, r->other_version, &loser, err))
		return false;
	/* The undo of a merge reads the winner first, then the loser. */
	assert(d->before.item_count == 2 && d->before.items[0].id == r->item);
	d->row.other = r->other;
	d->row.other_title = item_face(&loser).title;
	d->row.reason = r->reason;
	return join_loser(d, &loser, err);
}
