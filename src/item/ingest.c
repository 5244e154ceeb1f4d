#include "item/ingest.h"

#include <assert.h>
#include <string.h>

#include "item/decide.h"
#include "item/rejudge.h"
#include "item/update.h"
#include "judge/judge.h"
#include "match/match.h"
#include "store/entry.h"

static const struct reasons NO_REASONS = {0};

/* A decision of the source itself. */
static bool decide_automatically(
	struct ingest *in, struct decision_request request, struct err *err)
{
	struct decision_result result;
	request.actor = (struct actor){.name = in->source->name, .automatic = true};
	request.now = in->now;
	return item_decide(in->site, in->store, &in->scratch, &request, &result, err);
}

/* A source may say at once what its changes mean, without an editor. */
static bool approve_automatically(struct ingest *in, int64_t item, struct err *err)
{
	return decide_automatically(
		in, (struct decision_request){.verb = VERB_APPROVE, .item = item}, err);
}

/* A notice of a retraction or a correction is no publication for readers: the paper that it is
 * about carries it, and comes back by itself. */
static bool set_notice_aside(struct ingest *in, int64_t item, struct err *err)
{
	return decide_automatically(in,
		(struct decision_request){.verb = VERB_REJECT, .item = item, .cause = CAUSE_NOTICE}, err);
}

/* Judges an item anew after one of its copies came or changed. */
static bool renew(struct ingest *in, int64_t item, const struct copies *copies,
	const struct reasons *changes, bool *updated, struct err *err)
{
	const struct rejudging r = {in->site, in->store, &in->scratch, item, copies, changes};
	return item_rejudge_copies(&r, updated, err) &&
		(!*updated || !in->source->auto_approve || approve_automatically(in, item, err));
}

/* The same, with the copies that the store holds by now. */
static bool renew_stored(
	struct ingest *in, int64_t item, const struct reasons *changes, bool *updated, struct err *err)
{
	struct copies copies;
	return store_entry_copies(in->store, &in->scratch, item, &copies, err) &&
		renew(in, item, &copies, changes, updated, err);
}

/* The entry at hand. */
struct arrival {
	const struct entry *entry;
	struct hash hash;
	/* Its identity keys but for feed and guid: that one is (source, native) of the entry itself,
	 * which was looked for first. */
	struct match_keys keys;
};

static void arrival_begin(struct ingest *in, struct arrival *arrival)
{
	struct match_keys all;
	match_keys(&in->scratch, arrival->entry, in->source->name, &all);
	arrival->keys.n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind != KEY_GUID)
			arrival->keys.v[arrival->keys.n++] = all.v[i];
}

/* Keys that nobody has yet become the item's; what the entry speaks of is remembered as related. */
static bool remember_keys(
	struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	struct match_keys mentions;
	for (size_t i = 0; i < arrival->keys.n; i++) {
		const struct key *key = &arrival->keys.v[i];
		if (!store_key_add(in->store, (int)key->kind, key->text, item, err))
			return false;
	}
	match_mentions(&in->scratch, arrival->entry, &mentions);
	for (size_t i = 0; i < mentions.n; i++) {
		const struct key *key = &mentions.v[i];
		const struct mention mention = {.relation = RELATION_MENTIONS,
			.kind = (int)key->kind,
			.key = key->text,
			.why = str_printf(&in->scratch, "mentions %s " STR_FMT, key_kind_word(key->kind),
				STR_ARG(key->text))};
		if (!store_related_add(in->store, item, &mention, err))
			return false;
	}
	return true;
}

enum { RELATED_MAX = 8 };
/* What the entry was found to be. */
struct matched {
	int64_t item; /* the same publication; 0: none is */
	struct str why;
	struct copies copies;                /* of that item */
	struct mention related[RELATED_MAX]; /* other items about the same work */
	size_t related_count;
};

/* Asks of an item that shares a key whether it is the same publication. */
static void match_item(struct ingest *in, const struct arrival *arrival, const struct key *key,
	int64_t item, const struct copies *copies, struct matched *out)
{
	struct arena *a = &in->scratch;
	struct str why;
	const struct entry *main = &copies->v[item_main_copy(copies)].entry;
	struct match_candidate candidate = match_describe(a, main);
	enum match_answer answer = match_decide(a, arrival->entry, &candidate, *key, &why);
	if (answer == MATCH_SAME) {
		out->item = item;
		out->why = why;
		out->copies = *copies;
	} else if (answer != MATCH_DIFFERENT && out->related_count < RELATED_MAX) {
		enum relation relation = answer == MATCH_POSSIBLE ? RELATION_POSSIBLE : RELATION_SAME_WORK;
		out->related[out->related_count++] = (struct mention){
			relation, (int)key->kind, key->text, why};
	}
}

static bool match_items(
	struct ingest *in, const struct arrival *arrival, struct matched *out, struct err *err)
{
	*out = (struct matched){0};
	for (size_t i = 0; i < arrival->keys.n && !out->item; i++) {
		const struct key *key = &arrival->keys.v[i];
		struct copies copies = {0};
		int64_t item;
		bool found;
		if (!store_key_find(in->store, (int)key->kind, key->text, &item, &found, err))
			return false;
		if (found && !store_entry_copies(in->store, &in->scratch, item, &copies, err))
			return false;
		if (copies.n)
			match_item(in, arrival, key, item, &copies, out);
	}
	return true;
}

/* The stable name: minted once from the strongest identity at first sight (DESIGN: pmid/…, nct/…,
 * else our own number). */
static struct str mint_tag(struct arena *a, const struct match_keys *keys)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].kind == KEY_PMID || keys->v[i].kind == KEY_NCT)
			return str_printf(
				a, "%s/" STR_FMT, key_kind_word(keys->v[i].kind), STR_ARG(keys->v[i].text));
	return STR_NONE;
}

static bool store_copy(struct ingest *in, const struct arrival *arrival, int64_t item,
	struct str match_why, int64_t *copy, struct err *err)
{
	const struct entry_seed seed = {.source = in->source_id,
		.item = item,
		.now = in->now,
		.entry = arrival->entry,
		.hash = arrival->hash,
		.match_why = match_why};
	return store_entry_add(in->store, &seed, copy, err) && remember_keys(in, arrival, item, err);
}

static bool add_item(
	struct ingest *in, const struct arrival *arrival, int64_t *item, struct err *err)
{
	struct verdict verdict;
	int64_t copy;
	judge_entry(&in->scratch, arrival->entry, in->source, &verdict);
	const struct item_seed seed = {.tag = mint_tag(&in->scratch, &arrival->keys),
		.verdict = &verdict,
		.now = in->now,
		.backfill = in->backfill};
	if (!store_item_add(in->store, &seed, item, err) ||
		!store_copy(in, arrival, *item, STR_NONE, &copy, err))
		return false;
	in->counts.new_items++;
	if (judge_is_notice(&verdict))
		return set_notice_aside(in, *item, err);
	if (in->source->auto_approve && verdict.face.title.n)
		return approve_automatically(in, *item, err);
	return true;
}

static bool add_copy(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, struct err *err)
{
	bool updated;
	struct copy copy = {.source_id = in->source_id,
		.source = in->source->name,
		.seen = in->now,
		.match_why = matched->why,
		.entry = *arrival->entry};
	if (!store_copy(in, arrival, matched->item, matched->why, &copy.id, err))
		return false;
	struct copies copies = {
		arena_array(&in->scratch, matched->copies.n + 1, sizeof copy), matched->copies.n + 1};
	memcpy(copies.v, matched->copies.v, matched->copies.n * sizeof copy);
	copies.v[copies.n - 1] = copy;
	if (!renew(in, matched->item, &copies, &NO_REASONS, &updated, err))
		return false;
	in->counts.new_copies++;
	in->counts.updates += updated;
	return true;
}

/* *withdrawn: the item, which may be an alias, was withdrawn. It keeps its page and the reason on
 * it, whatever a registry makes of its record. */
static bool is_withdrawn(struct ingest *in, int64_t id, bool *withdrawn, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_get(in->store, &in->scratch, id, true, &item, &found, err))
		return false;
	*withdrawn = found && item.state == ITEM_WITHDRAWN;
	return true;
}

static bool join_items(struct ingest *in, int64_t item, int64_t other, struct err *err)
{
	const struct decision_request merge = {.verb = VERB_MERGE, .item = item, .other = other};
	bool here, there, updated;
	if (!is_withdrawn(in, item, &here, err) || !is_withdrawn(in, other, &there, err))
		return false;
	return here || there ||
		(decide_automatically(in, merge, err) &&
			renew_stored(in, item, &NO_REASONS, &updated, err));
}

/* A registry folded one record into another: the alias's item joins (ClinicalTrials.gov
 * nctIdAliases). */
static bool join_aliases(
	struct ingest *in, const struct entry *entry, int64_t item, struct err *err)
{
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n; i++) {
		struct str alias = match_nct(&in->scratch, entry->trial->aliases.v[i]);
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

static bool add_entry(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct matched matched;
	arrival_begin(in, arrival);
	if (!match_items(in, arrival, &matched, err))
		return false;
	int64_t item = matched.item;
	if (item ? !add_copy(in, arrival, &matched, err) : !add_item(in, arrival, &item, err))
		return false;
	for (size_t i = 0; i < matched.related_count; i++)
		if (!store_related_add(in->store, item, &matched.related[i], err))
			return false;
	return join_aliases(in, arrival->entry, item, err);
}

/* The copy as it stood, to tell what changed. */
static bool find_copy(
	struct ingest *in, const struct entry_ref *ref, struct entry *out, bool *found, struct err *err)
{
	struct copies copies;
	*found = false;
	if (!store_entry_copies(in->store, &in->scratch, ref->item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++)
		if (copies.v[i].id == ref->id) {
			*out = copies.v[i].entry;
			*found = true;
		}
	return true;
}

static bool change_entry(
	struct ingest *in, struct arrival *arrival, const struct entry_ref *ref, struct err *err)
{
	struct entry before;
	struct reasons changes = {0};
	bool found, updated;
	int64_t copy;
	if (!find_copy(in, ref, &before, &found, err))
		return false;
	if (found && update_is_older(arrival->entry, &before)) {
		in->counts.unchanged++;
		return true;
	}
	if (found)
		update_facts(&in->scratch, &before, arrival->entry, &changes);
	arrival_begin(in, arrival);
	if (!store_copy(in, arrival, ref->item, STR_NONE, &copy, err) ||
		!join_aliases(in, arrival->entry, ref->item, err) ||
		!renew_stored(in, ref->item, &changes, &updated, err))
		return false;
	in->counts.changed++;
	in->counts.updates += updated;
	return true;
}

void ingest_end(struct ingest *in)
{
	arena_free(&in->scratch);
}

bool ingest_entry(struct ingest *in, const struct entry *said, struct err *err)
{
	struct entry entry = *said;
	struct arrival arrival = {.entry = &entry};
	struct entry_ref ref;
	bool found;
	arena_reset(&in->scratch);
	in->counts.entries++;
	if (!judge_wanted(&entry, in->source)) {
		in->counts.unwanted++;
		return true;
	}
	entry.url = match_url_clean(&in->scratch, entry.url);
	arrival.hash = entry_hash(&entry);
	if (!store_entry_find(in->store, in->source_id, entry.native, &ref, &found, err))
		return false;
	if (!found)
		return add_entry(in, &arrival, err);
	if (!hash_eq(ref.hash, arrival.hash))
		return change_entry(in, &arrival, &ref, err);
	in->counts.unchanged++;
	return true;
}

/* What waits has no update card: the editor finds it among the warnings. */
static bool warn_of_missing(
	struct ingest *in, struct arena *a, const struct item *item, struct err *err)
{
	struct copies copies;
	struct verdict verdict;
	if (item->warnings & WARNING_MISSING)
		return true;
	if (!store_entry_copies(in->store, a, item->id, &copies, err))
		return false;
	assert(copies.n); /* it is an item of one, which was found by it */
	item_verdict(a, in->site, &copies, &verdict);
	verdict.warnings |= WARNING_MISSING;
	return store_item_judge(in->store, item->id, &verdict, item->main_copy, err);
}

bool ingest_vanished(
	struct ingest *in, struct str native, const struct reason *reason, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct entry_ref ref;
	struct item item;
	bool found;
	if (!store_entry_find(in->store, in->source_id, native, &ref, &found, err))
		return false;
	if (!found)
		return true;
	if (!store_item_get(in->store, &a, ref.item, true, &item, &found, err))
		return false;
	if (!found || reason_is_among(&item.changes, reason))
		return true;
	if (!item.live)
		return warn_of_missing(in, &a, &item, err);
	reason_add(&a, &item.changes, *reason);
	in->counts.updates++;
	return store_item_set_changes(in->store, item.id, &item.changes, err);
}
