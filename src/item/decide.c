#include "item/decide.h"

#include <assert.h>

#include "base/url.h"
#include "item/alike.h"
#include "item/filing.h"
#include "item/rejudge.h"
#include "item/verb.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/release.h"
#include "store/unit.h"

bool deciding_read(struct deciding *d, int64_t id, struct item *item, struct err *err)
{
	if (!store_item_need(d->store, d->a, id, item, err))
		return false;
	if (item->merged_into)
		return err_set(err, "item %lld was merged into item %lld", (long long)id,
			(long long)item->merged_into);
	before_add(d->a, &d->before, item);
	return true;
}

bool deciding_open(struct deciding *d, int64_t id, struct item *item, struct err *err)
{
	if (!deciding_read(d, id, item, err))
		return false;
	return item->state != ITEM_WITHDRAWN ||
		err_set(err, "item %lld was withdrawn: undo that first", (long long)id);
}

bool deciding_saw(struct deciding *d, long version, const struct item *item, struct err *err)
{
	if (!version || version == item->version)
		return true;
	d->result->stale = true;
	return err_set(
		err, "item %lld was changed by somebody else in the meantime", (long long)item->id);
}

bool deciding_file(
	struct deciding *d, const struct face *face, struct strs *topics, struct err *err)
{
	struct copies copies;
	if (!store_entry_copies(d->store, d->a, d->item.id, &copies, err))
		return false;
	*topics = filing_of_face(d->a, d->site, &d->item, face, &copies);
	return true;
}

bool deciding_release(
	struct deciding *d, const struct face *face, struct strs topics, struct err *err)
{
	const struct release_seed seed = {.item = &d->item,
		.face = face,
		.topics = topics,
		.note = d->row.note,
		.at = d->request->now,
		.automatic = d->request->actor.automatic};
	if (!store_release_add(d->store, &seed, &d->item.live, err))
		return false;
	d->row.release = d->item.live;
	return true;
}

/* `before` keeps the changes that the decision settled, so that its undo makes them wait again.
 * Changes that wait after it as before were not settled: by the time of an undo there may be
 * others, so they are taken out. */
static void note_settled(struct deciding *d)
{
	for (size_t i = 0; i < d->before.item_count; i++) {
		struct item *was = &d->before.items[i];
		if (was->id == d->item.id && was->changes.v == d->item.changes.v)
			was->changes = (struct reasons){0};
	}
}

/* A source that decides by itself does not answer what an editor was asked. */
static bool settles(const struct decision *row)
{
	switch (row->verb) {
	case VERB_APPROVE:
	case VERB_REJECT:
	case VERB_DEFER:
	case VERB_WITHDRAW: return !row->actor.automatic;
	default: return false;
	}
}

bool deciding_log(struct deciding *d, struct err *err)
{
	return store_decision_add(d->store, &d->row, &d->before, &d->result->row, err);
}

bool deciding_write(struct deciding *d, struct err *err)
{
	assert(d->item.id == d->row.item);
	note_settled(d);
	if (settles(&d->row)) {
		d->row.assignee.id = d->item.assignee;
		item_unassign(&d->item);
	}
	return store_item_write(d->store, &d->item, err) && deciding_log(d, err);
}

bool deciding_rejudge(struct deciding *d, int64_t item, struct err *err)
{
	return !item ||
		(item_rejudge(d->site, d->store, item, &(struct reasons){0}, err) &&
			alike_remember_copies(d->store, d->a, item, err));
}

bool item_decide(const struct site *site, struct store *store, struct arena *a,
	const struct decision_request *request, struct decision_result *result, struct err *err)
{
	static bool (*const verbs[VERB_END])(struct deciding * d, struct err * err) = {
#define VERB_ROW(name, word, number) [VERB_##name] = verb_##word,
		VERBS(VERB_ROW)
#undef VERB_ROW
	};
	struct unit unit;
	struct deciding d = {.site = site,
		.store = store,
		.a = a,
		.request = request,
		.result = result,
		.row = {.verb = request->verb,
			.at = request->now,
			.actor = request->actor,
			.item = request->item,
			.cause = request->cause,
			.batch = {.id = request->batch},
			.until = NO_TIME}};
	assert(request->verb > VERB_NONE && request->verb < VERB_END && verbs[request->verb]);
	*result = (struct decision_result){0};
	if (request->edit.url.n && !url_is_web(request->edit.url))
		return err_set(err, "“" STR_FMT "” is no web address (http:// or https://)",
			STR_ARG(request->edit.url));
	if (!unit_begin(&unit, store, err))
		return false;
	bool decided = verbs[request->verb](&d, err);
	if (unit_end(&unit, decided, err))
		return true;
	*result = (struct decision_result){.stale = result->stale};
	return false;
}
