#include "source/wish.h"

#include "match/match.h"
#include "store/entry.h"
#include "store/wish.h"

enum { TIMES_MISSING = 2, SOON_SECONDS = 60, LISTED_SECONDS = 6 * 3600 };

struct strs wish_natives(struct visit *visit)
{
	struct strs natives = {0};
	for (size_t i = 0; i < visit->wishes.n; i++)
		strs_add(&visit->arena, &natives, visit->wishes.v[i].text);
	return natives;
}

static bool names_it(const struct entry *entry, const struct wish *wish)
{
	return (wish->kind == KEY_DOI && str_eq(entry->keys.doi, wish->text)) ||
		(wish->kind == KEY_PMCID && str_eq(entry->keys.pmcid, wish->text));
}

/* Where a registry joined the record to another one, it gives that one. */
static bool is_wished(const struct wish *wish, const struct entry *entry)
{
	return wish->state == WISH_WAITS &&
		(str_eq(entry->native, wish->text) || names_it(entry, wish) ||
			(entry->trial && strs_have(entry->trial->aliases, wish->text)));
}

static bool settle(
	struct ingest *in, struct wish *wish, const struct entry *entry, bool is_new, struct err *err)
{
	struct entry_ref ref;
	bool found;
	if (!store_entry_find(in->store, in->source_id, entry->native, &ref, &found, err))
		return false;
	if (!found)
		return true; /* it stays as it is, and is asked for again */
	wish->state = WISH_CAME;
	wish->item = ref.item;
	wish->held = !is_new;
	wish->done = in->now;
	return store_wish_write(in->store, wish, err);
}

bool wish_take_in(
	struct ingest *in, struct visit *visit, const struct entry *entry, struct err *err)
{
	size_t before = in->counts.new_items;
	bool taken = false;
	for (size_t i = 0; i < visit->wishes.n; i++) {
		struct wish *wish = &visit->wishes.v[i];
		if (!is_wished(wish, entry))
			continue;
		if (!taken && !ingest_entry(in, entry, err))
			return false;
		taken = true;
		if (!settle(in, wish, entry, in->counts.new_items > before, err))
			return false;
	}
	return true;
}

static const struct absence *absence_of(const struct visit *visit, const struct wish *wish)
{
	for (size_t i = 0; i < visit->absences.n; i++)
		if (str_eq(visit->absences.v[i].native, wish->text))
			return &visit->absences.v[i];
	return NULL;
}

/* A record that the service lists, and did not give, is waited for. */
static void miss(struct wish *wish, const struct absence *absence, int64_t now)
{
	bool listed = absence && absence->listed;
	if (listed) {
		wish->misses = 0;
		wish->due = now + LISTED_SECONDS;
		return;
	}
	wish->misses++;
	wish->due = now + SOON_SECONDS;
	bool deleted = absence && absence->deleted;
	if (!deleted && wish->misses < TIMES_MISSING)
		return;
	wish->state = deleted ? WISH_DELETED : WISH_MISSING;
	wish->done = now;
}

bool wish_end(struct ingest *in, struct visit *visit, struct err *err)
{
	for (size_t i = 0; i < visit->wishes.n; i++) {
		struct wish *wish = &visit->wishes.v[i];
		if (wish->state != WISH_WAITS)
			continue;
		miss(wish, absence_of(visit, wish), in->now);
		if (!store_wish_write(in->store, wish, err))
			return false;
	}
	return true;
}
