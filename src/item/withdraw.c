/* Withdraw: readers saw the item by our own mistake, and are told that it is gone and why. */
#include "base/utf8.h"
#include "item/verb.h"
#include "store/shown.h"

bool verb_withdraw(struct deciding *d, struct err *err)
{
	struct str reason = d->request->reason;
	struct shown shown;
	if (!reason.n)
		return err_set(err, "readers are told why an item was withdrawn: give a reason");
	if (utf8_length(reason) > NOTE_MAX)
		return err_set(err, "a reason has at most %d characters", NOTE_MAX);
	if (!deciding_read(d, d->request->item, &d->item, err))
		return false;
	if (d->item.state == ITEM_WITHDRAWN)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err) ||
		!store_shown_get(d->store, d->item.id, &shown, err))
		return false;
	if (!d->item.live)
		return err_set(err, "item %lld is not published", (long long)d->item.id);
	if (!shown.release)
		return err_set(
			err, "no reader has seen item %lld yet: undo its approval", (long long)d->item.id);
	d->item.live = 0;
	d->item.state = ITEM_WITHDRAWN;
	d->item.changes = (struct reasons){0};
	d->row.reason = reason;
	d->row.takes = true;
	return deciding_write(d, err);
}
