#include "item/lapse.h"

#include "item/decide.h"
#include "item/rejudge.h"
#include "model/facts.h"
#include "model/unverified.h"
#include "store/item.h"
#include "store/note.h"
#include "store/site.h"
#include "store/unit.h"

enum { READ_AT_ONCE = 200 };

struct lapsing {
	const struct site *site;
	struct store *store;
	int64_t now;
	struct date before;
};

/* A decision of the source that speaks for the item. */
static bool approve_by_source(const struct lapsing *l, struct arena *a, int64_t item,
	const struct copy *main, struct err *err)
{
	const struct source *source = site_source(l->site, main->source);
	struct decision_result result;
	const struct decision_request request = {.verb = VERB_APPROVE,
		.item = item,
		.actor = {.name = main->source, .automatic = true},
		.now = l->now};
	return !source || !source->auto_approve ||
		item_decide(l->site, l->store, a, &request, &result, err);
}

static bool judge_lapsed(const struct lapsing *l, int64_t id, struct err *err)
{
	static const struct reasons none = {0};
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	struct copies copies;
	struct rejudged now;
	if (!store_item_need(l->store, &a, id, &item, err) ||
		!store_entry_copies(l->store, &a, id, &copies, err))
		return false;
	/* No source was asked, so a record that was missing still is. */
	const struct rejudging r = {
		l->site, l->store, &a, id, &copies, &none, item.warnings & WARNING_MISSING};
	return item_rejudge_copies(&r, &now, err) &&
		(!now.waits || approve_by_source(l, &a, id, &copies.v[now.main], err));
}

static bool has_lapsed(const struct lapsing *l, const struct trial_row *row)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs said = facts_get(&a, row->facts, FACT_VERIFIED);
	struct date verified = {0};
	return unverified_may_be(row->status) && said.n && date_parse_partial(said.v[0], &verified) &&
		unverified_since(verified, l->before);
}

static bool look_at_trials(const struct lapsing *l, struct err *err)
{
	int64_t last = 0;
	struct trial_rows rows;
	do {
		struct arena a CLEANUP_ARENA = {0};
		if (!store_item_trials(l->store, &a, last, READ_AT_ONCE, &rows, err))
			return false;
		for (size_t i = 0; i < rows.n; i++) {
			last = rows.v[i].id;
			if (has_lapsed(l, &rows.v[i]) && !judge_lapsed(l, last, err))
				return false;
		}
	} while (rows.n);
	return true;
}

/* The month is noted with what it changes: who judges afterwards judges by it. */
static bool lapse(const struct lapsing *l, struct err *err)
{
	char month[TIME_TEXT];
	return store_note_set(
			   l->store, SITE_NOTE_UNVERIFIED, str_of(date_iso(l->before, month)), err) &&
		look_at_trials(l, err);
}

bool item_lapse(const struct site *site, struct store *store, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct lapsing l = {site, store, now, unverified_before(now)};
	struct date last;
	struct unit unit;
	if (!item_unverified_before(store, &a, &last, err))
		return false;
	return date_cmp(l.before, last) <= 0 ||
		(unit_begin(&unit, store, err) && unit_end(&unit, lapse(&l, err), err));
}
