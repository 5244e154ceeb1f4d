#include "item/addition.h"

#include <assert.h>

#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "item/decide.h"
#include "item/ingest.h"
#include "model/identifier.h"
#include "store/entry.h"
#include "store/key.h"
#include "store/source.h"
#include "store/unit.h"
#include "store/addition.h"

enum { SHOWN = 80 };

/* Which kind of source has the records of a kind of key, and what they are. */
static const struct looked_up {
	enum key_kind key;
	enum source_kind source;
	enum entry_kind entry;
} LOOKED_UP[] = {
	{KEY_PMID, SOURCE_ADD_PUBMED, ENTRY_PAPER},
	{KEY_NCT, SOURCE_ADD_CLINICALTRIALS, ENTRY_TRIAL},
	{KEY_PMCID, SOURCE_ADD_PUBMED, ENTRY_PAPER},
	{KEY_DOI, SOURCE_ADD_PUBMED, ENTRY_PAPER},
	{KEY_URL, SOURCE_ADD_PAGE, ENTRY_NEWS},
};
enum { LOOKED_UP_COUNT = sizeof LOOKED_UP / sizeof *LOOKED_UP };

static const struct looked_up *looked_up(enum key_kind key)
{
	for (size_t i = 0; i < LOOKED_UP_COUNT; i++)
		if (LOOKED_UP[i].key == key)
			return &LOOKED_UP[i];
	return NULL;
}

bool item_addition_read(struct arena *a, struct str text, struct key *out, struct err *err)
{
	struct str said = str_trim(text);
	struct keys ids = match_url_ids(a, said);
	ids.pmid = str_or(identifier_pmid(a, said), ids.pmid);
	ids.nct = str_or(identifier_nct(a, said), ids.nct);
	ids.pmcid = str_or(identifier_pmcid(a, said), ids.pmcid);
	ids.doi = str_or(identifier_doi(a, said), ids.doi);
	*out = match_record_key(&ids);
	if (!out->text.n && url_is_sound(a, said))
		*out = (struct key){KEY_URL, match_url_key(a, said)};
	return out->text.n ||
		err_set_kind(err, ERR_USER,
			"“" STR_FMT "” is no PMID (31314805), PMCID (PMC1234567), NCT number (NCT01234567) or "
			"DOI, and no web address (http:// or https://); an item can be typed, with a title",
			STR_ARG(utf8_cut(said, SHOWN)));
}

/* The item that has the record as a copy; 0: none has. One that only knows the number, as news that
 * link to the record do, still wants the record. */
static bool find_held(struct store *store, const struct key *key, int64_t *item, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies;
	bool found;
	*item = 0;
	if (!store_key_find(store, (int)key->kind, key->text, item, &found, err))
		return false;
	if (!found) {
		*item = 0;
		return true;
	}
	if (key->kind == KEY_URL)
		return true;
	if (!store_entry_copies(store, &a, *item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++)
		if (copies.v[i].entry.kind == looked_up(key->kind)->entry ||
			(key->kind == KEY_DOI && copies.v[i].entry.kind == ENTRY_WORK))
			return true;
	*item = 0;
	return true;
}

/* The row that is there and says the same; else a new one. */
static bool add_row(struct store *store, struct arena *a, const struct addition *addition,
	struct addition *out, struct err *err)
{
	struct addition before;
	bool found;
	if (!store_addition_find(store, a, addition->kind, addition->text, &before, &found, err))
		return false;
	bool same = before.state == addition->state && before.item == addition->item;
	*out = found && same ? before : *addition;
	if (found && same) {
		out->held = out->item != 0;
		return true;
	}
	return store_addition_add(store, out, err);
}

bool item_addition_ask_within(struct store *store, struct arena *a,
	const struct addition_request *request, struct addition *out, struct err *err)
{
	struct key key;
	int64_t item;
	if (!item_addition_read(a, request->text, &key, err) || !find_held(store, &key, &item, err))
		return false;
	const struct addition addition = {.kind = (int)key.kind,
		.text = key.text,
		.said = str_trim(request->text),
		.editor = request->editor,
		.asked = request->now,
		.source = str_of(source_kind_word(looked_up(key.kind)->source)),
		.state = item ? ADDITION_CAME : ADDITION_WAITS,
		.item = item,
		.held = item != 0,
		.done = item ? request->now : NO_TIME};
	return add_row(store, a, &addition, out, err) &&
		(out->state != ADDITION_WAITS || store_source_hurry(store, out->source, request->now, err));
}

bool item_addition_ask(struct store *store, struct arena *a, const struct addition_request *request,
	struct addition *out, struct err *err)
{
	struct unit u;
	return unit_begin(&u, store, err) &&
		unit_end(&u, item_addition_ask_within(store, a, request, out, err), err);
}

/* Named by what it says, so that the same typed again is the same story. */
static struct entry entry_of(struct arena *a, const struct typed_item *typed)
{
	char day[TIME_TEXT];
	const struct str fields[] = {
		typed->title, typed->summary, typed->label, typed->url, str_of(date_iso(typed->day, day))};
	struct str name = hash_hex(a, hash_strs(fields, sizeof fields / sizeof *fields));
	return (struct entry){.kind = ENTRY_NEWS,
		.native = name,
		.guid = name,
		.url = typed->url,
		.title = typed->title,
		.text = typed->summary,
		.lead = typed->summary,
		.publisher = typed->label,
		.published = date_local_time(typed->day),
		.updated = NO_TIME};
}

/* Section, topics and summary are the editor's own words, which no source overwrites. */
static bool decide_typed(const struct site *site, struct store *store, struct arena *a,
	const struct typed_item *typed, int64_t item, struct err *err)
{
	struct decision_result result;
	struct decision_request request = {.verb = VERB_EDIT,
		.actor = {.name = typed->editor},
		.now = typed->now,
		.item = item,
		.edit = {.section = typed->section,
			.set_summary = typed->summary.n > 0,
			.summary = typed->summary,
			.set_topics = typed->set_topics,
			.topics = typed->topics}};
	if (typed->words_follow)
		return true;
	bool any = typed->section || request.edit.set_summary || typed->set_topics;
	return !any || item_decide(site, store, a, &request, &result, err);
}

static bool take_typed(const struct site *site, struct store *store, struct arena *a,
	const struct typed_item *typed, struct addition *out, struct err *err)
{
	const struct source *source = &site->built_in[SOURCE_ADDED];
	struct str word = str_of(source_kind_word(SOURCE_ADDED));
	const struct source_seed seed = {.name = source->name, .kind = word, .fingerprint = S("typed")};
	const struct entry entry = entry_of(a, typed);
	struct ingest in = {.store = store, .site = site, .source = source, .now = typed->now};
	struct entry_ref ref;
	bool found = false;
	bool well = store_source_unvisited(store, &seed, &in.source_id, err) &&
		ingest_entry(&in, &entry, err) &&
		store_entry_find(store, in.source_id, entry.native, &ref, &found, err);
	bool is_new = in.counts.new_items > 0, again = in.counts.unchanged > 0;
	ingest_end(&in);
	assert(!well || found);
	if (!well || (is_new && !decide_typed(site, store, a, typed, ref.item, err)))
		return false;
	const struct addition addition = {.kind = KEY_GUID,
		.text = entry.native,
		.said = typed->title,
		.editor = typed->editor,
		.asked = typed->now,
		.source = word,
		.state = ADDITION_CAME,
		.item = ref.item,
		.held = !is_new,
		.done = typed->now};
	if (!add_row(store, a, &addition, out, err))
		return false;
	out->again = again;
	return true;
}

bool item_type(const struct site *site, struct store *store, struct arena *a,
	const struct typed_item *typed, struct addition *out, struct err *err)
{
	struct unit u;
	if (typed->url.n && !url_is_sound(a, typed->url))
		return err_set_kind(err, ERR_USER,
			"“" STR_FMT "” is not a web address (http:// or https://)",
			STR_ARG(utf8_cut(typed->url, SHOWN)));
	assert(typed->title.n);
	return unit_begin(&u, store, err) &&
		unit_end(&u, take_typed(site, store, a, typed, out, err), err);
}
