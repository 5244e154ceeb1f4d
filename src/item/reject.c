/* Reject: the item is not for our readers; or, for an update of a live item: readers go on seeing
 * what they see. */
#include "item/verb.h"
#include "item/filing.h"
#include "item/update.h"
#include "store/release.h"

/* Whether the update of a live item can be declined; when it cannot, the error says why. */
static bool can_decline(const struct item *item, bool words, struct err *err)
{
	if (words)
		return err_set(err,
			"item %lld is published, and its words were changed here: approve it to put them "
			"before readers, or leave them as they were to keep what readers see",
			(long long)item->id);
	return item->changes.n ||
		err_set(err, "item %lld is published and nothing about it waits: it can be withdrawn",
			(long long)item->id);
}

bool deciding_decline(struct deciding *d, struct err *err)
{
	struct face face = item_face(&d->item);
	struct release live;
	struct strs topics, were = {0};
	bool found;
	if (!store_release_get(d->store, d->a, d->item.live, &live, &found, err) ||
		!deciding_file(d, &face, &topics, err))
		return false;
	if (found)
		were = filing_of_release(d->a, d->site, &live);
	if (found && !live.face.facts.n)
		face.facts = STR_NONE; /* they were not compared */
	d->item.has_dismissed = true;
	d->item.dismissed = update_hash(d->a, &face, were, topics);
	d->item.changes = (struct reasons){0};
	return true;
}

bool verb_reject(struct deciding *d, struct err *err)
{
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	bool words = deciding_edit(d);
	if (d->item.state == ITEM_REJECTED && !words)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	if (d->item.live) {
		if (!can_decline(&d->item, words, err) || !deciding_decline(d, err))
			return false;
	} else {
		d->item.state = ITEM_REJECTED;
		d->item.deferred_until = NO_TIME;
	}
	d->row.reason = d->request->reason;
	return deciding_write(d, err);
}
