#include "source/addition.h"

#include "match/match.h"
#include "store/entry.h"
#include "store/addition.h"

enum { TIMES_MISSING = 2, SOON_SECONDS = 60, LISTED_SECONDS = 6 * 3600 };

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
	addition->state = ADDITION_CAME;
	addition->item = ref.item;
	addition->held = !is_new;
	addition->done = in->now;
	return store_addition_write(in->store, addition, err);
}

bool addition_take_in(
	struct ingest *in, struct visit *visit, const struct entry *entry, struct err *err)
{
	size_t before = in->counts.new_items;
	bool taken = false;
	for (size_t i = 0; i < visit->additions.n; i++) {
		struct addition *addition = &visit->additions.v[i];
		if (!is_wanted(addition, entry))
			continue;
		if (!taken && !ingest_entry(in, entry, err))
			return false;
		taken = true;
		if (!settle(in, addition, entry, in->counts.new_items > before, err))
			return false;
	}
	return true;
}

/* Where to look next for what this service does not have. */
static bool goes_on(const struct addition *addition, enum source_kind *next)
{
	*next = SOURCE_ADD_CROSSREF;
	return addition->kind == KEY_DOI &&
		str_eq(addition->source, str_of(source_kind_word(SOURCE_ADD_PUBMED)));
}

static bool hand_on(
	struct ingest *in, struct addition *addition, enum source_kind next, struct err *err)
{
	bool handed;
	addition->source = str_of(source_kind_word(next));
	addition->due = addition->misses = 0;
	if (!store_addition_hand_on(in->store, addition, &handed, err))
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

/* A record that the service lists, and did not give, is waited for. */
static void miss(struct addition *addition, const struct absence *absence, int64_t now)
{
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
