/* Distinct: two items look alike and are not the same publication. */
#include "item/verb.h"
#include "store/pair.h"

bool verb_distinct(struct deciding *d, struct err *err)
{
	const struct decision_request *r = d->request;
	struct item other;
	bool has;
	if (r->item == r->other)
		return err_set(err, "an item cannot be apart from itself");
	if (!deciding_open(d, r->item, &d->item, err) || !deciding_open(d, r->other, &other, err) ||
		!store_pair_has(d->store, r->item, r->other, &has, err))
		return false;
	if (has)
		return true;
	/* Neither item changes, so an undo puts neither back. */
	d->before = (struct before){0};
	d->row.other = r->other;
	d->row.other_title = item_face(&other).title;
	return deciding_saw(d, r->version, &d->item, err) &&
		deciding_saw(d, r->other_version, &other, err) &&
		store_pair_add(d->store, r->item, r->other, err) && deciding_log(d, err);
}
