/* Reject: not for our readers; of an update: readers go on seeing what they see. */
#include "item/deciding.h"

/* Why a live item cannot be rejected; true when it can. */
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

bool decide_reject(struct deciding *d, struct err *err)
{
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	bool words = deciding_edit(d);
	if (d->item.state == ITEM_REJECTED && !words)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	if (d->item.live) {
		const struct face face = item_face(&d->item);
		if (!can_decline(&d->item, words, err))
			return false;
		d->item.has_dismissed = true;
		d->item.dismissed = face_hash(&face);
		d->item.changes = (struct reasons){0};
	} else {
		d->item.state = ITEM_REJECTED;
		d->item.deferred_until = NO_TIME;
	}
	d->row.reason = d->request->reason;
	return deciding_write(d, err);
}
