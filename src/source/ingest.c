#include "source/ingest.h"

#include <string.h>

#include "item/rejudge.h"
#include "item/update.h"
#include "judge/judge.h"
#include "match/match.h"
#include "store/decision.h"
#include "store/entry.h"

/* A source may say at once what its changes mean, without an editor. */
static bool approve_automatically(struct ingest *in, int64_t item, struct err *err)
{
	struct by by = {.editor = in->source->name, .now = in->now, .automatic = true};
	return decide_approve(in->store, by, item, SECTION_NONE, STR_NONE, err);
}

/* Judges an item anew after one of its copies came or changed. */
static bool renew(struct ingest *in, struct arena *a, int64_t item, const struct copies *copies,
	struct strs changes, bool *updated, struct err *err)
{
	return rejudge_copies(in->site, in->store, a, item, copies, changes, updated, err) &&
		(!*updated || !in->source->auto_approve || approve_automatically(in, item, err));
}

/* The same, with the copies that the store holds by now. */
static bool renew_stored(struct ingest *in, struct arena *a, int64_t item, struct strs changes,
	bool *updated, struct err *err)
{
	struct copies copies;
	return store_entry_copies(in->store, a, item, &copies, err) &&
		renew(in, a, item, &copies, changes, updated, err);
}

/* A notice of a retraction or a correction is no publication for readers: the paper that it is
 * about carries it, and comes back by itself. */
static bool set_aside(struct ingest *in, int64_t item, struct err *err)
{
	struct by by = {.editor = in->source->name, .now = in->now, .automatic = true};
	return decide_reject(
		in->store, by, item, S("a notice about another publication, which says it itself"), err);
}

/* The entry's identity keys but for feed and guid: that one is (source, native) of the entry
 * itself, which was looked for first. */
static void identity_keys(
	struct ingest *in, struct arena *a, const struct entry *entry, struct match_keys *keys)
{
	struct match_keys all;
	match_keys(a, entry, in->source->name, &all);
	keys->n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind != KEY_GUID)
			keys->v[keys->n++] = all.v[i];
}

/* Keys that nobody has yet become the item's; what the entry speaks of is remembered as related. */
static bool remember_keys(struct ingest *in, struct arena *a, int64_t item,
	const struct entry *entry, const struct match_keys *keys, struct err *err)
{
	for (size_t i = 0; i < keys->n; i++)
		if (!store_key_add(in->store, (int)keys->v[i].kind, keys->v[i].text, item, err))
			return false;
	struct match_keys mentions;
	match_mentions(a, entry, &mentions);
	for (size_t i = 0; i < mentions.n; i++) {
		struct str why = str_printf(a, "mentions %s " STR_FMT, key_kind_word(mentions.v[i].kind),
			STR_ARG(mentions.v[i].text));
		if (!store_related_add(
				in->store, item, (int)mentions.v[i].kind, mentions.v[i].text, why, err))
			return false;
	}
	return true;
}

struct matched {
	int64_t item; /* 0: none is the same */
	struct str why;
	struct copies copies;  /* of that item */
	struct key related[8]; /* keys of items that are about the same work */
	struct str related_why[8];
	size_t related_count;
};

/* Asks of each item that shares a key whether it is the same publication. */
static bool match_items(struct ingest *in, struct arena *a, const struct entry *entry,
	const struct match_keys *keys, struct matched *out, struct err *err)
{
	*out = (struct matched){0};
	for (size_t i = 0; i < keys->n && !out->item; i++) {
		int64_t item;
		bool found;
		struct copies copies = {0};
		if (!store_key_find(in->store, (int)keys->v[i].kind, keys->v[i].text, &item, &found, err))
			return false;
		if (found && !store_entry_copies(in->store, a, item, &copies, err))
			return false;
		if (!copies.n)
			continue;
		struct str why;
		struct match_candidate candidate = match_describe(
			a, &copies.v[rejudge_strongest(&copies)].entry);
		enum match_answer answer = match_decide(a, entry, &candidate, keys->v[i], &why);
		if (answer == MATCH_SAME) {
			out->item = item;
			out->why = why;
			out->copies = copies;
		} else if (answer == MATCH_RELATED && out->related_count < 8) {
			out->related[out->related_count] = keys->v[i];
			out->related_why[out->related_count++] = why;
		}
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

static bool add_item(struct ingest *in, struct arena *a, const struct entry *entry,
	struct hash hash, const struct match_keys *keys, int64_t *item, struct err *err)
{
	struct verdict verdict;
	int64_t copy;
	judge_entry(a, entry, in->source, &verdict);
	if (!store_item_add(in->store, mint_tag(a, keys), &verdict, in->now, in->backfill, item, err) ||
		!store_entry_add(
			in->store, in->source_id, *item, in->now, entry, hash, STR_NONE, &copy, err) ||
		!remember_keys(in, a, *item, entry, keys, err))
		return false;
	in->counts.new_items++;
	if (judge_is_notice(&verdict))
		return set_aside(in, *item, err);
	if (in->source->auto_approve && verdict.face.title.n)
		return approve_automatically(in, *item, err);
	return true;
}

static bool add_copy(struct ingest *in, struct arena *a, const struct entry *entry,
	struct hash hash, const struct match_keys *keys, const struct matched *matched, struct err *err)
{
	bool updated;
	struct copy copy = {.source_id = in->source_id,
		.source = in->source->name,
		.seen = in->now,
		.match_why = matched->why,
		.entry = *entry};
	if (!store_entry_add(in->store, in->source_id, matched->item, in->now, entry, hash,
			matched->why, &copy.id, err) ||
		!remember_keys(in, a, matched->item, entry, keys, err))
		return false;
	struct copies copies = {
		arena_array(a, matched->copies.n + 1, sizeof copy), matched->copies.n + 1};
	memcpy(copies.v, matched->copies.v, matched->copies.n * sizeof copy);
	copies.v[copies.n - 1] = copy;
	if (!renew(in, a, matched->item, &copies, (struct strs){0}, &updated, err))
		return false;
	in->counts.new_copies++;
	in->counts.updates += updated;
	return true;
}

/* *withdrawn: the item, which may be an alias, was withdrawn. It keeps its page and the reason on
 * it, whatever a registry makes of its record. */
static bool is_withdrawn(
	struct ingest *in, struct arena *a, int64_t id, bool *withdrawn, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_get(in->store, a, id, true, &item, &found, err))
		return false;
	*withdrawn = found && item.state == ITEM_WITHDRAWN;
	return true;
}

static bool join(struct ingest *in, struct arena *a, int64_t item, int64_t other, struct err *err)
{
	const struct by by = {.editor = in->source->name, .now = in->now, .automatic = true};
	bool here, there, updated;
	if (!is_withdrawn(in, a, item, &here, err) || !is_withdrawn(in, a, other, &there, err))
		return false;
	return here || there ||
		(decide_merge(in->store, by, item, other, err) &&
			renew_stored(in, a, item, (struct strs){0}, &updated, err));
}

/* A registry folded one record into another: the alias's item joins (ClinicalTrials.gov
 * nctIdAliases). */
static bool join_aliases(
	struct ingest *in, struct arena *a, const struct entry *entry, int64_t item, struct err *err)
{
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n; i++) {
		struct str alias = match_nct(a, entry->trial->aliases.v[i]);
		int64_t other;
		bool found;
		if (!alias.n || !store_key_find(in->store, KEY_NCT, alias, &other, &found, err))
			return err_add(err, "alias " STR_FMT, STR_ARG(alias));
		if (found && other != item && !join(in, a, item, other, err))
			return false;
		if (!found && !store_key_add(in->store, KEY_NCT, alias, item, err))
			return false;
	}
	return true;
}

static bool add_entry(struct ingest *in, struct arena *a, const struct entry *entry,
	struct hash hash, struct err *err)
{
	struct match_keys keys;
	struct matched matched;
	identity_keys(in, a, entry, &keys);
	if (!match_items(in, a, entry, &keys, &matched, err))
		return false;
	int64_t item = matched.item;
	if (item ? !add_copy(in, a, entry, hash, &keys, &matched, err) :
			   !add_item(in, a, entry, hash, &keys, &item, err))
		return false;
	for (size_t i = 0; i < matched.related_count; i++)
		if (!store_related_add(in->store, item, (int)matched.related[i].kind,
				matched.related[i].text, matched.related_why[i], err))
			return false;
	return join_aliases(in, a, entry, item, err);
}

/* The copy as it stood, to tell what changed. */
static bool find_copy(struct ingest *in, struct arena *a, const struct entry_ref *ref,
	struct entry *out, bool *found, struct err *err)
{
	struct copies copies;
	*found = false;
	if (!store_entry_copies(in->store, a, ref->item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++)
		if (copies.v[i].id == ref->id) {
			*out = copies.v[i].entry;
			*found = true;
		}
	return true;
}

static bool change_entry(struct ingest *in, struct arena *a, const struct entry *entry,
	struct hash hash, const struct entry_ref *ref, struct err *err)
{
	struct entry before;
	struct match_keys keys;
	struct strs changes = {0};
	bool found, updated;
	int64_t copy;
	if (!find_copy(in, a, ref, &before, &found, err))
		return false;
	if (found && update_is_older(entry, &before)) {
		in->counts.unchanged++;
		return true;
	}
	if (found)
		update_facts(a, &before, entry, &changes);
	identity_keys(in, a, entry, &keys);
	if (!store_entry_add(
			in->store, in->source_id, ref->item, in->now, entry, hash, STR_NONE, &copy, err) ||
		!remember_keys(in, a, ref->item, entry, &keys, err) ||
		!join_aliases(in, a, entry, ref->item, err) ||
		!renew_stored(in, a, ref->item, changes, &updated, err))
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
	struct arena *a = &in->scratch;
	struct entry entry = *said;
	arena_reset(a);
	in->counts.entries++;
	if (!judge_wanted(&entry, in->source)) {
		in->counts.unwanted++;
		return true;
	}
	entry.url = match_url_clean(a, entry.url);
	struct hash hash = entry_hash(&entry);
	struct entry_ref ref;
	bool found;
	if (!store_entry_find(in->store, in->source_id, entry.native, &ref, &found, err))
		return false;
	if (!found)
		return add_entry(in, a, &entry, hash, err);
	if (!hash_eq(ref.hash, hash))
		return change_entry(in, a, &entry, hash, &ref, err);
	in->counts.unchanged++;
	return true;
}

/* What waits has no update card: the editor finds the reason among the warnings. */
static bool warn_of(
	struct ingest *in, struct arena *a, const struct item *item, struct str reason, struct err *err)
{
	struct copies copies;
	struct verdict verdict;
	if (strs_have(item->warnings, reason))
		return true;
	if (!store_entry_copies(in->store, a, item->id, &copies, err))
		return false;
	rejudge_verdict(a, in->site, &copies, &verdict);
	strs_add(a, &verdict.warnings, reason);
	return store_item_judge(in->store, item->id, &verdict, err);
}

bool ingest_vanished(struct ingest *in, struct str native, struct str reason, struct err *err)
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
	if (!found || strs_have(item.update_why, reason))
		return true;
	if (!item.live)
		return warn_of(in, &a, &item, reason, err);
	strs_add(&a, &item.update_why, reason);
	in->counts.updates++;
	return store_item_update_why(in->store, item.id, item.update_why, err);
}
