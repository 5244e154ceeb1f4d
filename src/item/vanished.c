/* A record that its source no longer has, and one that is back. */
#include <assert.h>

#include "store/item.h"
#include "item/ingest.h"
#include "item/notice.h"
#include "item/rejudge.h"
#include "store/entry.h"

/* The items that hold this record of the source; for a watch, of any source. */
static bool find_items(
	struct ingest *in, struct arena *a, struct str native, struct items *out, struct err *err)
{
	struct record_copies copies;
	struct entry_ref ref;
	bool found = false;
	*out = (struct items){0};
	if (in->watch) {
		if (!store_watch_copies(in->store, a, in->watch->kind, native, &copies, err))
			return false;
	} else {
		if (!store_entry_find(in->store, in->source_id, native, &ref, &found, err))
			return false;
		copies = (struct record_copies){arena_new(a, struct record_copy), found};
		copies.v[0].item = ref.item;
	}
	out->v = arena_array(a, copies.n, sizeof *out->v);
	for (size_t i = 0; i < copies.n; i++) {
		struct item *item = &out->v[out->n];
		if (!store_item_follow(in->store, a, copies.v[i].item, item, &found, err))
			return false;
		out->n += found && !(out->n && out->v[out->n - 1].id == item->id);
	}
	return true;
}

/* An item that is not live has no update card, so the editor is told among its warnings. */
static bool set_warning(
	struct ingest *in, struct arena *a, const struct item *item, bool missing, struct err *err)
{
	struct heard heard;
	struct copies copies;
	struct verdict verdict;
	if (missing == ((item->warnings & WARNING_MISSING) != 0))
		return true;
	if (!store_entry_copies(in->store, a, item->id, &copies, err) ||
		!item_heard(in->store, a, item->id, &heard, err))
		return false;
	assert(copies.n); /* the record is one of them: the item was found by it */
	size_t main = item_verdict(a, in->site, &copies, &heard, &verdict);
	if (missing)
		verdict.warnings |= WARNING_MISSING;
	return store_item_judge(in->store, item->id, &verdict, copies.v[main].id, err);
}

/* What readers would see of the item now, and `changes`, are why it is in the queue. */
static bool judge_again(struct ingest *in, struct arena *a, const struct item *item,
	const struct reasons *changes, struct err *err)
{
	struct copies copies;
	struct rejudged now;
	const struct rejudging r = {in->site, in->store, a, item->id, &copies, changes, 0};
	if (!store_entry_copies(in->store, a, item->id, &copies, err) ||
		!item_rejudge_copies(&r, &now, err))
		return false;
	in->counts.updates += now.came_back;
	return true;
}

bool ingest_vanished(struct ingest *in, struct str native, const struct reason *reason, bool told,
	bool *held, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct items items;
	struct reason told_now = *reason;
	const struct reasons changes = {&told_now, 1};
	if (in->watch && in->watch->kind == WATCH_WORKS)
		return notice_doi_gone(in, native, held, err);
	if (!find_items(in, &a, native, &items, err))
		return false;
	*held = items.n > 0;
	for (size_t i = 0; i < items.n; i++) {
		const struct item *item = &items.v[i];
		if (!item->live ? !set_warning(in, &a, item, true, err) :
						  !told && !judge_again(in, &a, item, &changes, err))
			return false;
	}
	return true;
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

static bool take_back(struct ingest *in, struct arena *a, const struct item *item, struct err *err)
{
	static const struct reasons none = {0};
	struct reasons rest = without_missing(a, &item->changes);
	if (!item->live)
		return set_warning(in, a, item, false, err);
	return store_item_set_changes(in->store, item->id, &rest, err) &&
		judge_again(in, a, item, &none, err);
}

bool ingest_returned(struct ingest *in, struct str native, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct items items;
	if (in->watch && in->watch->kind == WATCH_WORKS)
		return notice_doi_back(in, native, err);
	if (!find_items(in, &a, native, &items, err))
		return false;
	for (size_t i = 0; i < items.n; i++)
		if (!take_back(in, &a, &items.v[i], err))
			return false;
	return true;
}
