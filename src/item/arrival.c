#include "item/arrival.h"

#include <assert.h>

#include "item/rejudge.h"
#include "match/cluster.h"
#include "match/native.h"
#include "store/item.h"
#include "store/key.h"

/* The copy as it stands in the store. */
static bool read_copy(
	struct ingest *in, const struct entry_ref *ref, struct entry *out, struct err *err)
{
	struct copies copies;
	if (!store_entry_copies(in->store, &in->scratch, ref->item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++)
		if (copies.v[i].id == ref->id) {
			*out = copies.v[i].entry;
			return true;
		}
	return err_set_kind(err, ERR_STORE, "copy %lld of item %lld is not among its copies",
		(long long)ref->id, (long long)ref->item);
}

/* A name that the source has given to a story, and whether that story is the entry's. */
struct name_found {
	bool taken, same_text, same_story;
	struct entry_ref ref;
	struct entry before;
};

static bool look_under(struct ingest *in, const struct arrival *arrival, struct str name,
	struct name_found *out, struct err *err)
{
	const struct entry *entry = &arrival->entry;
	*out = (struct name_found){0};
	if (!store_entry_find(in->store, in->source_id, name, &out->ref, &out->taken, err))
		return false;
	out->same_text = out->taken && hash_eq(out->ref.hash, arrival->hash);
	if (!out->taken || out->same_text)
		return true;
	if (!read_copy(in, &out->ref, &out->before, err))
		return false;
	out->same_story = match_is_same_story(&out->before, entry);
	return true;
}

static void take_name(struct arrival *arrival, struct str name, const struct name_found *found)
{
	if (!str_eq(arrival->entry.native, name)) {
		arrival->entry.native = name;
		arrival->hash = entry_hash_with(&arrival->entry, arrival->detail);
	}
	if (!found)
		return;
	arrival->known = true;
	arrival->ref = found->ref;
	arrival->before = found->before;
}

/* Looks under the names that an earlier visit may have given the entry. *free_name is set to the
 * first that nobody has, unless it was found before. */
static bool look_under_others(
	struct ingest *in, struct arrival *arrival, struct str *free_name, struct err *err)
{
	const struct strs *also = &arrival->entry.also;
	if (in->source_is_new)
		return true;
	for (size_t i = 0; i < also->n && !arrival->known; i++) {
		struct name_found found;
		if (!look_under(in, arrival, also->v[i], &found, err))
			return false;
		if (found.same_story)
			take_name(arrival, also->v[i], &found);
		else if (!found.taken && !free_name->n)
			*free_name = also->v[i];
	}
	return true;
}

static bool take_free_name(struct arrival *arrival, struct str name)
{
	take_name(arrival, name, NULL);
	return arrival->name_is_free = true;
}

/* All its names belong to other stories, so its name is a hash of what it says: as at an earlier
 * visit, when it said the same. */
static bool name_by_hash(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct name_found found;
	struct str name = hash_hex(&in->scratch, arrival->hash);
	if (!look_under(in, arrival, name, &found, err))
		return false;
	if (!found.taken)
		return take_free_name(arrival, name);
	take_name(arrival, name, &found);
	return true;
}

static bool name_arrival(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct str native = arrival->entry.native;
	struct name_found own;
	if (!look_under(in, arrival, native, &own, err))
		return false;
	if (own.same_text || own.same_story) {
		take_name(arrival, native, &own);
		return true;
	}
	struct str free_name = own.taken ? STR_NONE : native;
	if (!look_under_others(in, arrival, &free_name, err) || arrival->known)
		return arrival->known;
	if (own.taken && !match_is_another_story(&in->scratch, &own.before, &arrival->entry)) {
		take_name(arrival, native, &own);
		return true;
	}
	arrival->namesake = own.taken ? own.ref.item : 0;
	return free_name.n ? take_free_name(arrival, free_name) : name_by_hash(in, arrival, err);
}

bool arrival_begin(
	struct ingest *in, const struct entry *said, struct arrival *out, struct err *err)
{
	*out = (struct arrival){.entry = *said};
	out->entry.url = match_url_clean(&in->scratch, said->url);
	if (!entry_detail_to_json(&in->scratch, &out->entry, &out->detail, err))
		return false;
	out->hash = entry_hash_with(&out->entry, out->detail);
	return name_arrival(in, out, err);
}

void arrival_keys(struct ingest *in, struct arrival *arrival)
{
	struct match_keys all;
	match_keys(&in->scratch, &arrival->entry, in->source->name, &all);
	arrival->keys.n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind != KEY_GUID)
			arrival->keys.v[arrival->keys.n++] = all.v[i];
}

/* An item that has one of the entry's keys. */
struct sharer {
	const struct key *key;      /* that the two share */
	const struct key *found_by; /* by which the item was found */
	int64_t item;
	struct copies copies;
};

static enum match_answer match_copy(struct ingest *in, const struct arrival *arrival,
	const struct key *key, const struct copy *copy, struct str *why)
{
	struct arena *a = &in->scratch;
	return match_decide(a, arrival->sought.described, match_describe(a, &copy->entry), *key, why);
}

/* Whether the item has a copy with another PMID than the entry: whatever else they share, an editor
 * decides. */
static bool has_other_pmid(const struct copies *copies, const struct entry *entry)
{
	for (size_t i = 0; i < copies->n; i++)
		if (alike_pmids_differ(&copies->v[i].entry, entry))
			return true;
	return false;
}

/* The answer of the copy that speaks for the item. Where that one is in doubt, another copy may be
 * sure: news that an editor joined with a paper is still the news. */
static enum match_answer match_copies(
	struct ingest *in, const struct arrival *arrival, const struct sharer *sharer, struct str *why)
{
	const struct copies *copies = &sharer->copies;
	const struct copy *main = &copies->v[item_main_copy(copies)];
	enum match_answer answer = match_copy(in, arrival, sharer->key, main, why);
	for (size_t i = 0; i < copies->n && answer == MATCH_POSSIBLE; i++) {
		struct str sure;
		if (match_copy(in, arrival, sharer->key, &copies->v[i], &sure) != MATCH_SAME)
			continue;
		answer = MATCH_SAME;
		*why = sure;
	}
	if (answer != MATCH_SAME || sharer->key->kind == KEY_PMID ||
		!has_other_pmid(copies, &arrival->entry))
		return answer;
	*why = S("Much agrees, but they are two PubMed records.");
	return MATCH_POSSIBLE;
}

static void note_related(
	struct matched *out, const struct key *key, enum relation relation, struct str why)
{
	if (out->related_count < ARRIVAL_RELATED_MAX)
		out->related[out->related_count++] = (struct mention){
			relation, (int)key->kind, key->text, why};
}

static void match_item(struct ingest *in, const struct arrival *arrival,
	const struct sharer *sharer, int64_t own, struct matched *out)
{
	struct str why;
	enum match_answer answer = match_copies(in, arrival, sharer, &why);
	if (answer == MATCH_SAME && !own && !out->item) {
		out->item = sharer->item;
		out->why = why;
	} else if (answer == MATCH_SAME && out->also_count < ARRIVAL_ALSO_MAX) {
		out->also[out->also_count++] = (struct also_same){sharer->item, why};
	} else if (answer == MATCH_SAME || answer == MATCH_POSSIBLE) {
		note_related(out, sharer->found_by, RELATION_POSSIBLE, why);
	} else if (answer == MATCH_RELATED) {
		note_related(out, sharer->found_by, RELATION_SAME_WORK, why);
	}
}

static bool match_sharer(struct ingest *in, struct arrival *arrival, struct sharer sharer,
	int64_t own, struct matched *out, struct err *err)
{
	bool found;
	if (!store_key_find(in->store, (int)sharer.found_by->kind, sharer.found_by->text, &sharer.item,
			&found, err))
		return false;
	if (!found || sharer.item == own || sharer.item == out->item)
		return true;
	if (!store_entry_copies(in->store, &in->scratch, sharer.item, &sharer.copies, err))
		return false;
	if (sharer.copies.n)
		match_item(in, arrival, &sharer, own, out);
	return true;
}

/* News at the address of a paper's DOI share that key with it. Another item may have had the key
 * before them, as when the journal's feed announced the paper; their address is theirs alone. */
static bool match_address_of_doi(struct ingest *in, struct arrival *arrival, const struct key *doi,
	int64_t own, struct matched *out, struct err *err)
{
	struct key *page = arena_new(&in->scratch, struct key);
	*page = (struct key){
		KEY_URL, match_url_key(&in->scratch, match_record_url(&in->scratch, *doi))};
	return match_sharer(in, arrival, (struct sharer){.key = doi, .found_by = page}, own, out, err);
}

static bool match_by_keys(
	struct ingest *in, struct arrival *arrival, int64_t own, struct matched *out, struct err *err)
{
	bool paper = entry_kind_is_paper(arrival->entry.kind);
	for (size_t i = 0; i < arrival->keys.n; i++) {
		const struct key *key = &arrival->keys.v[i];
		if (!match_sharer(
				in, arrival, (struct sharer){.key = key, .found_by = key}, own, out, err) ||
			(paper && key->kind == KEY_DOI &&
				!match_address_of_doi(in, arrival, key, own, out, err)))
			return false;
	}
	return true;
}

bool arrival_key_of_item(struct ingest *in, int64_t id, struct key *out, struct err *err)
{
	struct stored_keys keys;
	struct item item;
	if (!store_key_list(in->store, &in->scratch, id, &keys, err))
		return false;
	if (keys.n) {
		*out = (struct key){(enum key_kind)keys.v[0].kind, keys.v[0].key};
		return true;
	}
	if (!store_item_need(in->store, &in->scratch, id, &item, err))
		return false;
	*out = (struct key){KEY_TAG, item.tag};
	return store_key_add(in->store, KEY_TAG, item.tag, id, err);
}

static bool note_alike(
	struct ingest *in, const struct alike *alike, struct matched *out, struct err *err)
{
	struct key key;
	if (!arrival_key_of_item(in, alike->item, &key, err))
		return false;
	note_related(out, &key,
		alike->found.answer == MATCH_RELATED ? RELATION_SAME_WORK : RELATION_POSSIBLE,
		str_of(alike->found.why));
	return true;
}

/* Of those that it is the same as, it becomes a copy of the first that it may be, and the others
 * are to be joined with that one. */
static bool match_alike(
	struct ingest *in, const struct alike *alike, int64_t own, struct matched *out, struct err *err)
{
	if (alike->item == out->item)
		return true;
	if (alike->found.answer != MATCH_SAME || alike->copies.n >= CLUSTER_MAX) {
		if (!own && !out->contested.item && alike->found.strength > 0 &&
			alike->found.answer != MATCH_RELATED)
			out->contested = (struct also_same){alike->item, str_of(alike->found.why)};
		return note_alike(in, alike, out, err);
	}
	if (!own && !out->item) {
		out->item = alike->item;
		out->why = str_of(alike->found.why);
	} else if (out->also_count < ARRIVAL_ALSO_MAX) {
		out->also[out->also_count++] = (struct also_same){alike->item, str_of(alike->found.why)};
	}
	return true;
}

bool arrival_match(
	struct ingest *in, struct arrival *arrival, int64_t own, struct matched *out, struct err *err)
{
	struct alikes alikes;
	*out = (struct matched){0};
	arrival->sought = alike_seek(&in->scratch, match_describe(&in->scratch, &arrival->entry));
	if (!match_by_keys(in, arrival, own, out, err) ||
		!alike_find(in->store, &in->scratch, &arrival->sought, own, &alikes, err))
		return false;
	for (size_t i = 0; i < alikes.n; i++)
		if (!match_alike(in, &alikes.v[i], own, out, err))
			return false;
	return true;
}

static bool remember_mentions(
	struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	struct match_keys mentions;
	match_mentions(&in->scratch, &arrival->entry, &mentions);
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

/* Tells the editor that the feed gave two stories one guid. */
static bool remember_namesake(
	struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	struct str guid = str_printf(&in->scratch, STR_FMT "\n" STR_FMT, STR_ARG(in->source->name),
		STR_ARG(arrival->entry.guid));
	const struct mention mention = {.relation = RELATION_POSSIBLE,
		.kind = KEY_GUID,
		.key = guid,
		.why = S("The feed used the guid of this story again. Title, address and date differ.")};
	assert(item != arrival->namesake);
	return store_key_add(in->store, KEY_GUID, guid, arrival->namesake, err) &&
		store_related_add(in->store, item, &mention, err);
}

bool arrival_remember(struct ingest *in, const struct arrival *arrival,
	const struct matched *matched, int64_t item, struct err *err)
{
	for (size_t i = 0; i < arrival->keys.n; i++) {
		const struct key *key = &arrival->keys.v[i];
		if (!store_key_add(in->store, (int)key->kind, key->text, item, err))
			return false;
	}
	assert(arrival->sought.described); /* it was matched */
	if (!alike_remember(in->store, &arrival->sought, item, err) ||
		!remember_mentions(in, arrival, item, err))
		return false;
	for (size_t i = 0; i < matched->related_count; i++)
		if (!store_related_add(in->store, item, &matched->related[i], err))
			return false;
	return !arrival->namesake || arrival->namesake == item ||
		remember_namesake(in, arrival, item, err);
}
