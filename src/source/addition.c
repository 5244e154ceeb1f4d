#include "source/addition.h"

#include "base/url.h"
#include "item/addition.h"
#include "match/match.h"
#include "store/entry.h"
#include "store/addition.h"
#include "store/key.h"

enum { TIMES_MISSING = 2, SOON_SECONDS = 60, LISTED_SECONDS = 6 * 3600 };
/* How often a page is looked for whose server does not answer, and after what time it is once
 * more. */
enum { TIMES_FAILED = 3, LATER_SECONDS = 900 };

struct strs addition_natives(struct visit *visit)
{
	struct strs natives = {0};
	for (size_t i = 0; i < visit->additions.n; i++)
		strs_add(&visit->arena, &natives, visit->additions.v[i].text);
	return natives;
}

static bool names_it(const struct entry *entry, const struct addition *addition)
{
	return (addition->kind == KEY_DOI && str_eq(entry->keys.doi, addition->text)) ||
		(addition->kind == KEY_PMCID && str_eq(entry->keys.pmcid, addition->text)) ||
		strs_have(entry->also, addition->text);
}

/* Where a registry joined the record to another one, it gives that one. */
static bool is_wanted(const struct addition *addition, const struct entry *entry)
{
	return addition->state == ADDITION_WAITS &&
		(str_eq(entry->native, addition->text) || names_it(entry, addition) ||
			(entry->trial && strs_have(entry->trial->aliases, addition->text)));
}

static bool came(
	struct ingest *in, struct addition *addition, int64_t item, bool held, struct err *err)
{
	addition->state = ADDITION_CAME;
	addition->fault = ADDITION_FAULT_NONE;
	addition->item = item;
	addition->held = held;
	addition->done = in->now;
	return store_addition_write(in->store, addition, err);
}

static bool settle(struct ingest *in, struct addition *addition, const struct entry *entry,
	bool is_new, struct err *err)
{
	struct entry_ref ref;
	bool found;
	if (!store_entry_find(in->store, in->source_id, entry->native, &ref, &found, err))
		return false;
	/* Of a work it may have been stored under a DOI that is an alias by now. */
	for (size_t i = 0; i < entry->also.n && !found; i++)
		if (!store_entry_find(in->store, in->source_id, entry->also.v[i], &ref, &found, err))
			return false;
	if (!found)
		return true; /* it stays as it is, and is asked for again */
	return came(in, addition, ref.item, !is_new, err);
}

/* A page that names the record of a publication is an item that has its identity: the record itself
 * is asked for, too. */
static bool ask_record(
	struct ingest *in, const struct addition *addition, const struct entry *entry, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct key key = match_record_key(&entry->keys);
	struct addition record;
	if (addition->kind != KEY_URL || !key.text.n)
		return true;
	const struct addition_request request = {key.text, addition->editor, in->now};
	if (!item_addition_ask_within(in->store, &a, &request, &record, err))
		return false;
	in->counts.handed_on += record.state == ADDITION_WAITS;
	return true;
}

/* Where the page stands at the address of an item, it is that item, whatever that one is called,
 * and nothing of that one changes. */
static bool find_held(struct ingest *in, struct addition *addition, const struct entry *entry,
	bool *held, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	int64_t item;
	*held = false;
	if (addition->kind != KEY_URL)
		return true;
	if (!store_key_find(in->store, KEY_URL, match_url_key(&a, entry->url), &item, held, err))
		return false;
	return !*held || came(in, addition, item, true, err);
}

bool addition_take_in(
	struct ingest *in, struct visit *visit, const struct entry *entry, struct err *err)
{
	size_t before = in->counts.new_items;
	bool taken = false, held;
	for (size_t i = 0; i < visit->additions.n; i++) {
		struct addition *addition = &visit->additions.v[i];
		if (!is_wanted(addition, entry))
			continue;
		if (!find_held(in, addition, entry, &held, err))
			return false;
		if (held)
			continue;
		if (!taken && !ingest_entry(in, entry, err))
			return false;
		taken = true;
		if (!settle(in, addition, entry, in->counts.new_items > before, err) ||
			!ask_record(in, addition, entry, err))
			return false;
	}
	return true;
}

static bool is_looked_up_by(const struct addition *addition, enum source_kind kind)
{
	return str_eq(addition->source, str_of(source_kind_word(kind)));
}

/* Where to look next for what this service does not have: a DOI elsewhere, and what is no record
 * anywhere is the page whose address was pasted. */
static bool goes_on(const struct addition *addition, enum source_kind *next)
{
	*next = is_looked_up_by(addition, SOURCE_ADD_PUBMED) ? SOURCE_ADD_CROSSREF : SOURCE_ADD_PAGE;
	return addition->kind == KEY_DOI &&
		(*next == SOURCE_ADD_CROSSREF || url_is_web(addition->said));
}

static bool hand_on(
	struct ingest *in, const struct addition *addition, enum source_kind next, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct addition handed_on = *addition;
	bool handed;
	handed_on.source = str_of(source_kind_word(next));
	if (next == SOURCE_ADD_PAGE) {
		handed_on.kind = KEY_URL;
		handed_on.text = match_url_key(&a, addition->said);
	}
	handed_on.due = handed_on.misses = 0;
	if (!store_addition_hand_on(in->store, &handed_on, &handed, err))
		return false;
	in->counts.handed_on += handed;
	return true;
}

static const struct absence *absence_of(const struct visit *visit, const struct addition *addition)
{
	for (size_t i = 0; i < visit->absences.n; i++)
		if (str_eq(visit->absences.v[i].native, addition->text))
			return &visit->absences.v[i];
	return NULL;
}

/* What lasts is not asked for again; nor is what passes, for ever. */
static void fail(struct addition *addition, const struct absence *absence, int64_t now)
{
	int64_t wait = addition->misses ? LATER_SECONDS : SOON_SECONDS;
	addition->fault = absence->fault;
	addition->misses++;
	addition->due = now + (absence->wait > wait ? absence->wait : wait);
	if (addition_fault_passes(absence->fault) && addition->misses < TIMES_FAILED)
		return;
	addition->state = ADDITION_FAILED;
	addition->done = now;
}

/* A record that the service lists, and did not give, is waited for. */
static void miss(struct addition *addition, const struct absence *absence, int64_t now)
{
	if (absence && absence->fault) {
		fail(addition, absence, now);
		return;
	}
	bool listed = absence && absence->listed;
	if (listed) {
		addition->misses = 0;
		addition->due = now + LISTED_SECONDS;
		return;
	}
	addition->misses++;
	addition->due = now + SOON_SECONDS;
	bool deleted = absence && absence->deleted;
	if (!deleted && addition->misses < TIMES_MISSING)
		return;
	addition->state = deleted ? ADDITION_DELETED : ADDITION_MISSING;
	addition->done = now;
}

bool addition_end(struct ingest *in, struct visit *visit, struct err *err)
{
	for (size_t i = 0; i < visit->additions.n; i++) {
		struct addition *addition = &visit->additions.v[i];
		const struct absence *absence = absence_of(visit, addition);
		enum source_kind next;
		if (addition->state != ADDITION_WAITS)
			continue;
		if (!(absence && absence->listed) && goes_on(addition, &next)) {
			if (!hand_on(in, addition, next, err))
				return false;
			continue;
		}
		miss(addition, absence, in->now);
		if (!store_addition_write(in->store, addition, err))
			return false;
	}
	return true;
}
