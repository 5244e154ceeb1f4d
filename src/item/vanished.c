/* A record that its source no longer has, and one that is back. */
#include <assert.h>

#include "store/item.h"
#include "item/ingest.h"
#include "item/rejudge.h"
#include "store/entry.h"

/* The item that holds this record of the source; *found is false when none does. */
static bool find_item(struct ingest *in, struct arena *a, struct str native, struct item *item,
	bool *found, struct err *err)
{
	struct entry_ref ref;
	if (!store_entry_find(in->store, in->source_id, native, &ref, found, err))
		return false;
	return !*found || store_item_follow(in->store, a, ref.item, item, found, err);
}

/* An item that is not live has no update card, so the editor is told among its warnings. */
static bool set_warning(
	struct ingest *in, struct arena *a, const struct item *item, bool missing, struct err *err)
{
	struct copies copies;
	struct verdict verdict;
	if (missing == ((item->warnings & WARNING_MISSING) != 0))
		return true;
	if (!store_entry_copies(in->store, a, item->id, &copies, err))
		return false;
	assert(copies.n); /* the record is one of them: the item was found by it */
	size_t main = item_verdict(a, in->site, &copies, &verdict);
	if (missing)
		verdict.warnings |= WARNING_MISSING;
	return store_item_judge(in->store, item->id, &verdict, copies.v[main].id, err);
}

bool ingest_vanished(struct ingest *in, struct str native, const struct reason *reason, bool told,
	bool *held, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	if (!find_item(in, &a, native, &item, held, err))
		return false;
	if (!*held)
		return true;
	if (!item.live)
		return set_warning(in, &a, &item, true, err);
	if (told || reason_is_among(&item.changes, reason))
		return true;
	reason_add(&a, &item.changes, *reason);
	in->counts.updates++;
	return store_item_set_changes(in->store, item.id, &item.changes, err);
}

/* The changes without those that say that it is gone. */
static struct reasons without_missing(struct arena *a, const struct reasons *changes)
{
	struct reasons rest = {0};
	for (size_t i = 0; i < changes->n; i++) {
		const struct reason *reason = &changes->v[i];
		if (reason->kind != REASON_MISSING && reason->kind != REASON_DELETED)
			reason_add(a, &rest, *reason);
	}
	return rest;
}

bool ingest_returned(struct ingest *in, struct str native, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	bool found;
	if (!find_item(in, &a, native, &item, &found, err))
		return false;
	if (!found)
		return true;
	struct reasons rest = without_missing(&a, &item.changes);
	return store_item_set_changes(in->store, item.id, &rest, err) &&
		set_warning(in, &a, &item, false, err);
}
