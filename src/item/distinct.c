/* Distinct: two items look alike and are not the same publication. */
#include "item/deciding.h"
#include "store/item.h"
#include "store/pair.h"

bool decide_distinct(struct deciding *d, struct err *err)
{
	const struct decision_request *r = d->request;
	struct item other;
	bool has;
	if (r->item == r->other)
		return err_set(err, "an item cannot be apart from itself");
	if (!store_item_need(d->store, d->a, r->item, &d->item, err) ||
		!store_item_need(d->store, d->a, r->other, &other, err) ||
		!store_pair_has(d->store, r->item, r->other, &has, err))
		return false;
	if (has)
		return true;
	d->row.other = r->other;
	d->row.other_title = item_face(&other).title;
	return deciding_saw(d, r->version, &d->item, err) &&
		deciding_saw(d, r->other_version, &other, err) &&
		store_pair_add(d->store, r->item, r->other, err) && deciding_log(d, err);
}
