#include "item/batch.h"

#include <assert.h>

#include "item/filing.h"
#include "store/batch.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/shown.h"
#include "store/unit.h"

struct batch {
	const struct site *site;
	struct store *store;
	struct arena *a;
	struct batch_result *result;
};

static void leave(struct batch *b, struct batch_left left)
{
	struct batch_result *r = b->result;
	r->left = arena_grow(b->a, r->left, r->left_count, sizeof *r->left);
	r->left[r->left_count++] = left;
}

/* The item of this number is left as it is: called by its title, where it has one. */
static bool leave_item(struct batch *b, int64_t id, struct str why, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_get(b->store, b->a, id, &item, &found, err))
		return false;
	leave(b, (struct batch_left){found ? id : 0, found ? item_face(&item).title : STR_NONE, why});
	return true;
}

/* Files the item under one more topic. */
static bool add_topic(
	struct batch *b, struct str topic, int64_t id, struct edit *edit, struct err *err)
{
	struct item item;
	struct copies copies;
	bool found;
	if (!store_item_get(b->store, b->a, id, &item, &found, err))
		return false;
	if (!found || !topic.n)
		return true;
	if (!store_entry_copies(b->store, b->a, id, &copies, err))
		return false;
	edit->topics = filing_of_item(b->a, b->site, &item, &copies);
	edit->set_topics = !strs_have(edit->topics, topic);
	if (edit->set_topics)
		strs_add(b->a, &edit->topics, topic);
	return true;
}

/* Makes one decision of the batch; what its actor could put right is noted, and it is left out. */
static bool decide_one(struct batch *b, const struct decision_request *request, struct err *err)
{
	struct decision_result made;
	struct err why;
	if (item_decide(b->site, b->store, b->a, request, &made, &why)) {
		b->result->row = b->result->row ? b->result->row : made.row;
		b->result->done++;
		return true;
	}
	if (why.kind != ERR_USER) {
		*err = why;
		return false;
	}
	return leave_item(b, request->item,
		made.stale && request->verb != VERB_UNDO ? S("somebody else changed it in between") :
												   str_copy(b->a, str_of(why.text)),
		err);
}

static bool decide_all(
	struct batch *b, const struct batch_request *request, int64_t batch, struct err *err)
{
	for (size_t i = 0; i < request->n; i++) {
		struct decision_request one = request->decision;
		one.item = request->v[i].item;
		one.version = request->v[i].version;
		one.batch = batch;
		if (!add_topic(b, request->add_topic, one.item, &one.edit, err) ||
			!decide_one(b, &one, err))
			return false;
	}
	return true;
}

/* Ends the batch. One without a row of the log is no batch, and leaves none. */
static bool batch_end(struct unit *unit, struct batch *b, bool well, struct err *err)
{
	bool written = well && b->result->row;
	if (unit_end(unit, written, err) || (well && !written))
		return true;
	*b->result = (struct batch_result){0};
	return false;
}

bool item_decide_batch(const struct site *site, struct store *store, struct arena *a,
	const struct batch_request *request, struct batch_result *result, struct err *err)
{
	struct batch b = {site, store, a, result};
	struct unit unit;
	int64_t batch;
	assert(request->n > 0 && request->n <= BATCH_MAX && request->decision.verb != VERB_UNDO);
	*result = (struct batch_result){0};
	if (!unit_begin(&unit, store, err))
		return false;
	bool well = store_batch_add(store, request->what, &batch, err) &&
		decide_all(&b, request, batch, err);
	return batch_end(&unit, &b, well, err);
}

static bool undo_one(struct batch *b, const struct batch_undo *undo, const struct decision *d,
	int64_t batch, struct err *err)
{
	bool seen = false;
	if (d->undone || d->undoes)
		return true;
	if (undo->unseen && !store_shown_decision(b->store, d->id, &seen, err))
		return false;
	if (seen)
		return leave_item(
			b, d->item, S("readers have seen it: a senior editor can take it back"), err);
	const struct decision_request one = {.verb = VERB_UNDO,
		.actor = undo->actor,
		.now = undo->now,
		.item = d->item,
		.decision = d->id,
		.batch = batch};
	return decide_one(b, &one, err);
}

bool item_undo_batch(const struct site *site, struct store *store, struct arena *a,
	const struct batch_undo *undo, struct batch_result *result, struct err *err)
{
	struct batch b = {site, store, a, result};
	struct decisions decisions;
	struct unit unit;
	int64_t batch;
	*result = (struct batch_result){0};
	if (!unit_begin(&unit, store, err))
		return false;
	bool well = store_batch_list(store, a, undo->batch, &decisions, err) &&
		store_batch_add(store, STR_NONE, &batch, err);
	for (size_t i = decisions.n; well && i-- > 0;)
		well = undo_one(&b, undo, &decisions.v[i], batch, err);
	return batch_end(&unit, &b, well, err);
}
