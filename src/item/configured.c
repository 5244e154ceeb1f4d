#include "item/configured.h"

#include "store/item.h"
#include "base/hash.h"
#include "item/decide.h"
#include "item/filing.h"
#include "item/rejudge.h"
#include "judge/judge.h"
#include "store/configured.h"
#include "store/decision.h"
#include "store/release.h"
#include "store/unit.h"

enum { GROUP = 200 };

struct configuring {
	const struct site *site;
	struct store *store;
	int64_t now;
	const volatile int *stop; /* may be NULL */
};

/* An item and what it is made of. */
struct affected {
	struct arena *a;
	struct item item;
	struct copies copies;
};

static const struct source *source_of_copy(const struct site *site, const struct copy *copy)
{
	return site_source(site, copy->source);
}

/* Whether a source wants it. A source that left the configuration wants what it brought. */
static bool is_wanted(const struct site *site, const struct copies *copies)
{
	for (size_t i = 0; i < copies->n; i++) {
		const struct source *source = source_of_copy(site, &copies->v[i]);
		if (!source || judge_wanted(&copies->v[i].entry, source))
			return true;
	}
	return !copies->n;
}

static const struct copy *main_copy(const struct affected *at)
{
	return &at->copies.v[item_main_copy(&at->copies)];
}

/* A decision of the source that speaks for the item. */
static bool decide_by_source(const struct configuring *c, const struct affected *at,
	struct decision_request request, struct err *err)
{
	struct decision_result result;
	request.item = at->item.id;
	request.actor = (struct actor){.name = main_copy(at)->source, .automatic = true};
	request.now = c->now;
	return item_decide(c->site, c->store, at->a, &request, &result, err);
}

/* The decision that rejected the item because no source wanted it; *found only when nobody decided
 * on the item since. */
static bool find_setting_aside(const struct configuring *c, const struct affected *at,
	struct decision *last, bool *found, struct err *err)
{
	if (!store_decision_last(c->store, at->a, at->item.id, last, found, err))
		return false;
	*found = *found && last->verb == VERB_REJECT && last->actor.automatic &&
		last->cause == CAUSE_UNWANTED;
	return true;
}

static bool set_aside_or_back(
	const struct configuring *c, const struct affected *at, bool wanted, struct err *err)
{
	struct decision last;
	bool aside, waits = at->item.state == ITEM_QUEUED || at->item.state == ITEM_DEFERRED;
	if (!wanted)
		return !waits ||
			decide_by_source(c, at,
				(struct decision_request){.verb = VERB_REJECT, .cause = CAUSE_UNWANTED}, err);
	if (at->item.state != ITEM_REJECTED)
		return true;
	if (!find_setting_aside(c, at, &last, &aside, err))
		return false;
	return !aside ||
		decide_by_source(
			c, at, (struct decision_request){.verb = VERB_UNDO, .decision = last.id}, err);
}

/* Editors are told of a published item that its sources leave it out now, by a reason that goes
 * when they no longer do. */
static bool tell_unwanted(const struct configuring *c, const struct affected *at, bool wanted,
	struct reasons *further, struct err *err)
{
	struct reasons changes = {0};
	const struct reason unwanted = {.kind = REASON_UNWANTED, .from = main_copy(at)->source};
	if (!wanted)
		return reason_add(at->a, further, unwanted), true;
	for (size_t i = 0; i < at->item.changes.n; i++)
		if (at->item.changes.v[i].kind != REASON_UNWANTED)
			reason_add(at->a, &changes, at->item.changes.v[i]);
	return changes.n == at->item.changes.n ||
		store_item_set_changes(c->store, at->item.id, &changes, err);
}

static bool judge_anew(const struct configuring *c, const struct affected *at,
	const struct reasons *further, struct err *err)
{
	const struct source *source = source_of_copy(c->site, main_copy(at));
	struct rejudged now;
	/* No source was asked, so a record that was missing still is. */
	const struct rejudging r = {c->site, c->store, at->a, at->item.id, &at->copies, further,
		at->item.warnings & WARNING_MISSING};
	if (!item_rejudge_copies(&r, &now, err))
		return false;
	return !now.waits || !source || !source->auto_approve ||
		decide_by_source(c, at, (struct decision_request){.verb = VERB_APPROVE}, err);
}

static bool read_affected(
	const struct configuring *c, int64_t id, struct affected *out, bool *is_there, struct err *err)
{
	if (!store_item_get(c->store, out->a, id, &out->item, is_there, err) ||
		!store_entry_copies(c->store, out->a, id, &out->copies, err))
		return false;
	*is_there = *is_there && !out->item.merged_into && out->copies.n;
	return true;
}

/* The configuration of one of the item's sources has changed. */
static bool source_changed(const struct configuring *c, int64_t id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct affected at = {.a = &a};
	struct reasons further = {0};
	bool is_there;
	if (!read_affected(c, id, &at, &is_there, err))
		return false;
	if (!is_there)
		return true;
	bool wanted = is_wanted(c->site, &at.copies);
	return (at.item.live ? tell_unwanted(c, &at, wanted, &further, err) :
						   set_aside_or_back(c, &at, wanted, err)) &&
		judge_anew(c, &at, &further, err);
}

/* The configuration of the topics has changed. An item that waits is filed when somebody looks at
 * it, so only a live one is judged anew. */
static bool topics_changed(const struct configuring *c, int64_t id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct affected at = {.a = &a};
	struct release live;
	bool is_there, found;
	if (!read_affected(c, id, &at, &is_there, err))
		return false;
	if (!is_there || !at.item.live)
		return true;
	if (!store_release_get(c->store, &a, at.item.live, &live, &found, err))
		return false;
	return !found ||
		strs_eq(filing_of_release(&a, c->site, &live),
			filing_of_item(&a, c->site, &at.item, &at.copies)) ||
		judge_anew(c, &at, &(struct reasons){0}, err);
}

typedef bool item_changed(const struct configuring *c, int64_t id, struct err *err);

/* Calls `changed` for each item, GROUP of them in each transaction; *done is false when it was
 * stopped before the end. */
static bool reach_all(const struct configuring *c, const struct ids *items, item_changed *changed,
	bool *done, struct err *err)
{
	for (size_t i = 0; i < items->n;) {
		struct unit unit;
		bool well = true;
		*done = !(c->stop && *c->stop);
		if (!*done)
			return true;
		if (!unit_begin(&unit, c->store, err))
			return false;
		for (size_t end = i + GROUP; i < items->n && i < end && well; i++)
			well = changed(c, items->v[i], err);
		if (!unit_end(&unit, well, err))
			return false;
	}
	*done = true;
	return true;
}

static struct str fingerprint_of_source(struct arena *a, const struct source *source)
{
	struct strs all = {0};
	strs_add(a, &all, source->label);
	strs_add(a, &all, str_of(section_word(source->section)));
	strs_add(a, &all, pattern_text(source->keep));
	strs_add(a, &all, pattern_text(source->drop));
	for (size_t i = 0; i < source->topics.n; i++)
		strs_add(a, &all, source->topics.v[i]);
	return hash_hex(a, hash_strs(all.v, all.n));
}

static struct str fingerprint_of_topics(struct arena *a, const struct site *site)
{
	struct strs all = {0};
	for (size_t i = 0; i < site->topic_count; i++) {
		strs_add(a, &all, site->topics[i].slug);
		strs_add(a, &all, pattern_text(site->topics[i].match));
	}
	return hash_hex(a, hash_strs(all.v, all.n));
}

/* A part of the configuration, and the items that a change of it may reach. */
struct part {
	struct str what, fingerprint;
	const struct source *source; /* NULL: the topics, which reach what is published */
	bool is_new, changed;        /* against what is noted */
};
struct parts {
	struct part *v;
	size_t n, new_count;
};

static bool add_part(const struct configuring *c, struct arena *a, struct part part,
	struct parts *out, struct err *err)
{
	struct str noted;
	bool found;
	if (!store_configured_get(c->store, a, part.what, &noted, &found, err))
		return false;
	part.is_new = !found;
	part.changed = found && !str_eq(noted, part.fingerprint);
	out->new_count += part.is_new;
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = part;
	return true;
}

static bool list_parts(
	const struct configuring *c, struct arena *a, struct parts *out, struct err *err)
{
	struct part part = {.what = S("topics"), .fingerprint = fingerprint_of_topics(a, c->site)};
	bool well = add_part(c, a, part, out, err);
	for (size_t i = 0; i < c->site->source_count && well; i++) {
		const struct source *source = part.source = &c->site->sources[i];
		part.what = str_printf(a, "source " STR_FMT, STR_ARG(source->name));
		part.fingerprint = fingerprint_of_source(a, source);
		well = add_part(c, a, part, out, err);
	}
	return well;
}

static bool note_part(const struct configuring *c, const struct part *part, struct err *err)
{
	return store_configured_put(c->store, part->what, part->fingerprint, err);
}

/* All at once: a new site has hundreds, and each by itself would wait for the disk. */
static bool note_new(const struct configuring *c, const struct parts *parts, struct err *err)
{
	struct unit unit;
	bool well = true;
	if (!parts->new_count)
		return true;
	if (!unit_begin(&unit, c->store, err))
		return false;
	for (size_t i = 0; i < parts->n && well; i++)
		well = !parts->v[i].is_new || note_part(c, &parts->v[i], err);
	return unit_end(&unit, well, err);
}

/* What it changes is noted when all items have been reached: else the next run goes on. */
static bool reach_part(
	const struct configuring *c, struct arena *a, const struct part *part, struct err *err)
{
	struct ids items = {0};
	bool done;
	if (!(part->source ? store_configured_items(c->store, a, part->source->name, &items, err) :
						 store_configured_live(c->store, a, &items, err)))
		return false;
	return reach_all(c, &items, part->source ? source_changed : topics_changed, &done, err) &&
		(!done || note_part(c, part, err));
}

bool item_configured(const struct site *site, struct store *store, int64_t now,
	const volatile int *stop, struct err *err)
{
	const struct configuring c = {site, store, now, stop};
	struct arena a CLEANUP_ARENA = {0};
	struct parts parts = {0};
	bool well = list_parts(&c, &a, &parts, err) && note_new(&c, &parts, err);
	for (size_t i = 0; i < parts.n && well; i++)
		well = !parts.v[i].changed || reach_part(&c, &a, &parts.v[i], err);
	return well;
}
