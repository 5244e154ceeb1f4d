#include "item/arrival.h"

#include <assert.h>

#include "item/rejudge.h"
#include "match/native.h"

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

/* Looks under the entry's own name. *taken: another story has it. */
static bool look_under_native(
	struct ingest *in, struct arrival *arrival, bool *taken, struct err *err)
{
	struct entry *entry = &arrival->entry;
	bool found;
	*taken = false;
	if (!store_entry_find(in->store, in->source_id, entry->native, &arrival->ref, &found, err))
		return false;
	arrival->known = found && hash_eq(arrival->ref.hash, arrival->hash);
	if (!found || arrival->known)
		return true;
	if (!read_copy(in, &arrival->ref, &arrival->before, err))
		return false;
	arrival->known = !match_is_another_story(&in->scratch, &arrival->before, entry);
	if (!arrival->known) {
		*taken = true;
		arrival->namesake = arrival->ref.item;
	}
	return true;
}

/* The same for a name that an earlier visit may have given it. */
static bool look_under(
	struct ingest *in, struct arrival *arrival, struct str name, bool *taken, struct err *err)
{
	struct entry_ref ref;
	struct entry before;
	if (!store_entry_find(in->store, in->source_id, name, &ref, taken, err) ||
		(*taken && !read_copy(in, &ref, &before, err)))
		return false;
	if (*taken && match_is_same_story(&before, &arrival->entry)) {
		arrival->known = true;
		arrival->ref = ref;
		arrival->before = before;
	}
	return true;
}

static bool name_arrival(struct ingest *in, struct arrival *arrival, struct err *err)
{
	struct entry *entry = &arrival->entry;
	struct str free_name = STR_NONE;
	bool taken;
	if (!look_under_native(in, arrival, &taken, err))
		return false;
	if (arrival->known)
		return true;
	if (!taken)
		free_name = entry->native;
	for (size_t i = 0; i < entry->also.n; i++) {
		if (!look_under(in, arrival, entry->also.v[i], &taken, err))
			return false;
		if (!arrival->known && (taken || free_name.n))
			continue;
		free_name = entry->also.v[i];
		if (arrival->known)
			break;
	}
	assert(free_name.n); /* the last of `also` is a hash of the text, which only this story has */
	entry->native = free_name;
	arrival->hash = entry_hash(entry);
	return true;
}

bool arrival_begin(
	struct ingest *in, const struct entry *said, struct arrival *out, struct err *err)
{
	*out = (struct arrival){.entry = *said};
	out->entry.url = match_url_clean(&in->scratch, said->url);
	out->hash = entry_hash(&out->entry);
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

static enum match_answer match_copy(struct ingest *in, const struct arrival *arrival,
	const struct key *key, const struct copy *copy, struct str *why)
{
	struct match_candidate candidate = match_describe(&in->scratch, &copy->entry);
	return match_decide(&in->scratch, &arrival->entry, &candidate, *key, why);
}

/* The answer of the copy that speaks for the item. Where that one is in doubt, another copy may be
 * sure: news that an editor joined with a paper is still the news. */
static enum match_answer match_copies(struct ingest *in, const struct arrival *arrival,
	const struct key *key, const struct copies *copies, struct str *why)
{
	const struct copy *main = &copies->v[item_main_copy(copies)];
	enum match_answer answer = match_copy(in, arrival, key, main, why);
	for (size_t i = 0; i < copies->n && answer == MATCH_POSSIBLE; i++) {
		struct str sure;
		if (match_copy(in, arrival, key, &copies->v[i], &sure) != MATCH_SAME)
			continue;
		answer = MATCH_SAME;
		*why = sure;
	}
	return answer;
}

static void note_related(
	struct matched *out, const struct key *key, enum relation relation, struct str why)
{
	if (out->related_count < ARRIVAL_RELATED_MAX)
		out->related[out->related_count++] = (struct mention){
			relation, (int)key->kind, key->text, why};
}

static void match_item(struct ingest *in, const struct arrival *arrival, const struct key *key,
	int64_t item, const struct copies *copies, int64_t own, struct matched *out)
{
	struct str why;
	enum match_answer answer = match_copies(in, arrival, key, copies, &why);
	if (answer == MATCH_SAME && !own && !out->item) {
		out->item = item;
		out->why = why;
		out->copies = *copies;
	} else if (answer == MATCH_SAME || answer == MATCH_POSSIBLE) {
		note_related(out, key, RELATION_POSSIBLE, why);
	} else if (answer == MATCH_RELATED) {
		note_related(out, key, RELATION_SAME_WORK, why);
	}
}

bool arrival_match(struct ingest *in, const struct arrival *arrival, int64_t own,
	struct matched *out, struct err *err)
{
	*out = (struct matched){0};
	for (size_t i = 0; i < arrival->keys.n; i++) {
		const struct key *key = &arrival->keys.v[i];
		struct copies copies = {0};
		int64_t item;
		bool found;
		if (!store_key_find(in->store, (int)key->kind, key->text, &item, &found, err))
			return false;
		if (!found || item == own || item == out->item)
			continue;
		if (!store_entry_copies(in->store, &in->scratch, item, &copies, err))
			return false;
		if (copies.n)
			match_item(in, arrival, key, item, &copies, own, out);
	}
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

/* An editor shall see that the feed called two stories by one name. */
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
	if (!remember_mentions(in, arrival, item, err))
		return false;
	for (size_t i = 0; i < matched->related_count; i++)
		if (!store_related_add(in->store, item, &matched->related[i], err))
			return false;
	return !arrival->namesake || arrival->namesake == item ||
		remember_namesake(in, arrival, item, err);
}
