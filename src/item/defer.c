/* Defer: out of the queue until a day. */
#include "item/verb.h"

bool verb_defer(struct deciding *d, struct err *err)
{
	int64_t until = d->request->until;
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	bool words = deciding_edit(d);
	if (d->item.state == ITEM_DEFERRED && d->item.deferred_until == until && !words)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	if (d->item.live)
		return err_set(err, "item %lld is published and cannot wait", (long long)d->item.id);
	d->item.state = ITEM_DEFERRED;
	d->item.deferred_until = until;
	d->row.until = until;
	return deciding_write(d, err);
}
