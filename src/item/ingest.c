#include "item/ingest.h"

#include <assert.h>

#include "item/arrival.h"
#include "item/decide.h"
#include "item/join.h"
#include "item/name.h"
#include "item/notice.h"
#include "item/regroup.h"
#include "item/rejudge.h"
#include "item/update.h"
#include "judge/judge.h"
#include "model/identifier.h"
#include "store/item.h"
#include "store/key.h"
#include "store/due.h"
#include "store/pair.h"

/* A decision of the source itself. */
static bool decide_automatically(
	struct ingest *in, struct decision_request request, struct err *err)
{
	struct decision_result result;
	request.actor = (struct actor){.name = in->source->name, .automatic = true};
	request.now = in->now;
	return item_decide(in->site, in->store, &in->scratch, &request, &result, err);
}

/* For a source that is configured with approve = "auto". */
static bool approve_automatically(struct ingest *in, int64_t item, struct err *err)
{
	return decide_automatically(
		in, (struct decision_request){.verb = VERB_APPROVE, .item = item}, err);
}

/* A notice of a retraction or a correction is no publication for readers: the paper that it is
 * about carries it, and comes back by itself. One that names no such paper waits for an editor, who
 * alone can find what it is about. */
static bool set_notice_aside(
	struct ingest *in, int64_t item, const struct entry *notice, struct err *err)
{
	if (!notice_names_any(notice->paper))
		return true;
	return decide_automatically(in,
		(struct decision_request){.verb = VERB_REJECT, .item = item, .cause = CAUSE_NOTICE}, err);
}

/* Judges an item anew after `copy` of it came or changed. A source that approves by itself approves
 * what its own copy says, not what another one does. */
static bool renew(
	struct ingest *in, int64_t item, const struct reasons *changes, int64_t copy, struct err *err)
{
	struct copies copies;
	struct rejudged now;
	const struct rejudging r = {in->site, in->store, &in->scratch, item, &copies, changes, 0};
	/* What it is related to may be another: its page says so. */
	if (!store_entry_copies(in->store, &in->scratch, item, &copies, err) ||
		!item_rejudge_copies(&r, &now, err) || !store_dirty_add(in->store, item, err))
		return false;
	in->counts.updates += now.came_back;
	if (now.is_notice && (now.state == ITEM_QUEUED || now.state == ITEM_DEFERRED))
		return set_notice_aside(in, item, &copies.v[now.main].entry, err);
	return !now.waits || !in->source->auto_approve || copies.v[now.main].id != copy ||
		approve_automatically(in, item, err);
}

/* *withdrawn: the item, which may be an alias, was withdrawn. It keeps its page and the reason on
 * it, whatever a registry makes of its record. */
static bool is_withdrawn(struct ingest *in, int64_t id, bool *withdrawn, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_follow(in->store, &in->scratch, id, &item, &found, err))
		return false;
	*withdrawn = found && item.state == ITEM_WITHDRAWN;
	return true;
}

/* Merges the two, unless an editor said that they are not the same, or withdrew one of them. */
static bool join_items(struct ingest *in, int64_t item, int64_t other, struct err *err)
{
	const struct decision_request merge = {.verb = VERB_MERGE, .item = item, .other = other};
	bool here, there, distinct;
	if (!is_withdrawn(in, item, &here, err) || !is_withdrawn(in, other, &there, err) ||
		!store_pair_kept_apart(in->store, item, other, &distinct, err))
		return false;
	return here || there || distinct || decide_automatically(in, merge, err);
}

/* Where a registry merged other records into this one (nctIdAliases of ClinicalTrials.gov), their
 * items are merged into this item. */
static bool join_aliases(
	struct ingest *in, const struct entry *entry, int64_t item, struct err *err)
{
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n; i++) {
		struct str alias = identifier_nct(&in->scratch, entry->trial->aliases.v[i]);
		int64_t other;
		bool found;
		if (!alias.n)
			continue;
		if (!store_key_find(in->store, KEY_NCT, alias, &other, &found, err))
			return false;
		if (found && other != item && !join_items(in, item, other, err))
			return false;
		if (!found && !store_key_add(in->store, KEY_NCT, alias, item, err))
			return false;
	}
	return true;
}

/* Stores the entry as a copy of the item, with all that it says of others. *copy is its row; NULL:
 * nobody asks. */
static bool store_copy(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, int64_t item, int64_t *copy, struct err *err)
{
	const struct entry_seed seed = {.source = in->source_id,
		.item = item,
		.now = in->now,
		.entry = &arrival->entry,
		.detail = arrival->detail,
		.hash = arrival->hash,
		.match_why = matched->why,
		.is_first = arrival->name_is_free};
	return store_entry_add(in->store, &seed, copy, err) &&
		arrival_remember(in, arrival, matched, item, err) &&
		join_aliases(in, &arrival->entry, item, err) && notice_spread(in, arrival, item, err);
}

/* The other sources of the item that hold the same record would say this at their next visit: they
 * say it now, so that it is told once, whichever of them speaks for the item. Adds what changed. */
static bool store_twins(struct ingest *in, const struct arrival *arrival, int64_t item,
	struct reasons *changes, struct err *err)
{
	const struct entry *entry = &arrival->entry;
	struct copies copies;
	if (!entry->paper && !entry->trial)
		return true;
	if (!store_entry_copies(in->store, &in->scratch, item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++) {
		const struct copy *twin = &copies.v[i];
		const struct entry_seed seed = {.source = twin->source_id,
			.item = item,
			.now = in->now,
			.entry = entry,
			.detail = arrival->detail,
			.hash = arrival->hash,
			.match_why = twin->match_why};
		if (twin->source_id == in->source_id || twin->entry.kind != entry->kind ||
			!str_eq(twin->entry.native, entry->native) ||
			hash_eq(entry_hash(&twin->entry), arrival->hash) ||
			update_is_older(entry, &twin->entry))
			continue;
		update_facts(&in->scratch, &twin->entry, entry, changes);
		if (!store_entry_add(in->store, &seed, NULL, err))
			return false;
	}
	return true;
}

static bool add_item(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, struct err *err)
{
	const struct first_copy first = {&arrival->entry, in->source->name, &arrival->keys};
	struct verdict verdict;
	int64_t item;
	struct item_seed seed = {.verdict = &verdict, .now = in->now, .backfill = in->backfill};
	item_judge(&in->scratch, &arrival->entry, in->source, in->before, &verdict);
	if (!name_add_item(in->store, &in->scratch, &first, &seed, &item, err) ||
		!store_copy(in, arrival, matched, item, NULL, err))
		return false;
	in->counts.new_items++;
	if (judge_is_notice(&verdict))
		return set_notice_aside(in, item, &arrival->entry, err);
	if (in->source->auto_approve && verdict.face.title.n)
		return approve_automatically(in, item, err);
	return true;
}

static bool add_copy(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, struct err *err)
{
	struct reasons changes = {0};
	int64_t copy, item = matched->item;
	in->counts.new_copies++;
	return store_copy(in, arrival, matched, item, &copy, err) &&
		join_also_same(in, matched, &item, err) && store_twins(in, arrival, item, &changes, err) &&
		renew(in, item, &changes, copy, err);
}

static bool add_entry(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct matched matched;
	arrival_keys(in, arrival);
	if (!arrival_match(in, arrival, 0, &matched, err) || !regroup_for(in, arrival, &matched, err))
		return false;
	return matched.item ? add_copy(in, arrival, &matched, err) :
						  add_item(in, arrival, &matched, err);
}

static bool change_entry(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct reasons changes = {0};
	struct matched matched;
	int64_t copy, item = arrival->ref.item;
	if (update_is_older(&arrival->entry, &arrival->before)) {
		in->counts.unchanged++;
		return true;
	}
	update_facts(&in->scratch, &arrival->before, &arrival->entry, &changes);
	arrival_keys(in, arrival);
	if (!arrival_match(in, arrival, item, &matched, err) ||
		!store_copy(in, arrival, &matched, item, &copy, err) ||
		!join_also_same(in, &matched, &item, err) ||
		!store_twins(in, arrival, item, &changes, err) || !renew(in, item, &changes, copy, err))
		return false;
	in->counts.changed++;
	return true;
}

void ingest_end(struct ingest *in)
{
	arena_free(&in->scratch);
}

/* Done once, before the first entry of an answer. No two entries of one answer have the same name,
 * so those that are stored meanwhile change nothing. */
static bool look_at_source(struct ingest *in, struct err *err)
{
	bool any;
	if (!store_entry_any(in->store, in->source_id, &any, err))
		return false;
	in->source_is_new = !any;
	return item_unverified_before(in->store, &in->scratch, &in->before, err);
}

bool ingest_entry(struct ingest *in, const struct entry *said, struct err *err)
{
	struct arrival arrival;
	arena_reset(&in->scratch);
	if (!in->counts.entries && !look_at_source(in, err))
		return false;
	in->counts.entries++;
	if (!arrival_begin(in, said, &arrival, err))
		return false;
	/* An entry that was taken in once is kept up to date, also when `keep` and `drop` would leave
	 * its next version out. */
	if (!arrival.known && !judge_wanted(&arrival.entry, in->source)) {
		in->counts.unwanted++;
		return true;
	}
	if (!arrival.known)
		return add_entry(in, &arrival, err);
	if (!hash_eq(arrival.ref.hash, arrival.hash))
		return change_entry(in, &arrival, err);
	in->counts.unchanged++;
	return true;
}

/* What the source of this copy would have brought. */
static bool say_for(
	struct ingest *in, const struct record_copy *copy, const struct entry *said, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct ingest of = {.store = in->store,
		.site = in->site,
		.source = item_source(&a, in->site, copy->source, said->kind),
		.source_id = copy->source_id,
		.now = in->now,
		.counts = in->counts};
	bool well = ingest_entry(&of, said, err);
	in->counts = of.counts;
	ingest_end(&of);
	return well;
}

/* The item that has the record's number under one of its former numbers; 0: none has. */
static bool find_former(
	struct ingest *in, const struct entry *entry, struct matched *out, struct err *err)
{
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n && !out->item; i++) {
		struct str alias = identifier_nct(&in->scratch, entry->trial->aliases.v[i]);
		bool found = false;
		if (alias.n && !store_key_find(in->store, KEY_NCT, alias, &out->item, &found, err))
			return false;
		if (found)
			out->why = str_printf(
				&in->scratch, "ClinicalTrials.gov joined " STR_FMT " to it", STR_ARG(alias));
		else
			out->item = 0;
	}
	return true;
}

/* A record of which no source gave a copy yet. */
static bool join_record(struct ingest *in, const struct entry *said, struct err *err)
{
	struct arrival arrival;
	struct matched matched;
	arena_reset(&in->scratch);
	in->counts.entries++;
	if (!arrival_begin(in, said, &arrival, err))
		return false;
	arrival_keys(in, &arrival);
	if (!arrival_match(in, &arrival, 0, &matched, err) ||
		(!matched.item && !find_former(in, said, &matched, err)))
		return false;
	return !matched.item || add_copy(in, &arrival, &matched, err);
}

bool ingest_record(struct ingest *in, const struct entry *said, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct record_copies copies;
	assert(in->watch && (int)said->kind == in->watch->kind);
	if (!store_watch_copies(in->store, &a, (int)said->kind, said->native, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++)
		if (!say_for(in, &copies.v[i], said, err))
			return false;
	return copies.n || join_record(in, said, err);
}
