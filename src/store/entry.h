/* store/entry: copies. Rows are immutable but for `current` and the item they belong to. */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H

#include "base/hash.h"
#include "model/entry.h"
#include "store/ids.h"
#include "store/store.h"

/* What of an entry has no columns of its own: its paper or trial as JSON, in the arena; empty when
 * it has neither. Text that is not UTF-8 is an error. */
bool entry_detail_to_json(
	struct arena *a, const struct entry *entry, struct str *json, struct err *err) MUST_USE;
/* The hash of everything an entry says, of which this is the detail. An entry with the hash of what
 * is stored says nothing new. */
struct hash entry_hash_with(const struct entry *entry, struct str detail);
/* The same, where the detail is not at hand. */
struct hash entry_hash(const struct entry *entry);

struct entry_ref {
	int64_t id, item;
	struct hash hash;
};
/* The current entry of (source, native). *found is false when there is none. The fast path of a
 * second visit. */
bool store_entry_find(struct store *s, int64_t source, struct str native, struct entry_ref *out,
	bool *found, struct err *err) MUST_USE;
/* Whether the source ever gave an entry. */
bool store_entry_any(struct store *s, int64_t source, bool *any, struct err *err) MUST_USE;
/* Adds a version: the one before it (if any) is no longer current. Returns the row's id in *id,
 * unless `id` is NULL. Inside a transaction. */
struct entry_seed {
	int64_t source, item, now;
	const struct entry *entry;
	struct str detail;    /* entry_detail_to_json of it */
	struct hash hash;     /* entry_hash of it */
	struct str match_why; /* why it joined the item; empty: it is the item's first */
	bool is_first;        /* the source has no current entry of this name, as is known */
};
bool store_entry_add(struct store *s, const struct entry_seed *seed, int64_t *id, struct err *err)
	MUST_USE;

struct copy {
	int64_t id, source_id, seen;
	int64_t first;     /* the oldest version of the entry that the item has; 0: not asked */
	bool spoke;        /* it, or an earlier version, was the main copy at the last judgement */
	struct str source; /* its name */
	bool left;         /* its source is not configured any more */
	struct str match_why;
	bool gone;          /* its service no longer has the record, as its item was told */
	struct entry entry; /* whole, with paper or trial */
};
struct copies {
	struct copy *v;
	size_t n;
};
/* The current entries of an item, in the order in which it got the first version of each: a new
 * version takes the place of the one before. */
bool store_entry_copies(
	struct store *s, struct arena *a, int64_t item, struct copies *out, struct err *err) MUST_USE;
/* The current entries of several items, each once, by their order; those of an item by their
 * versions, with no word on which spoke. */
enum { COPIES_AT_ONCE = 8 };
bool store_entry_copies_of(struct store *s, struct arena *a, const struct ids *items,
	struct copies out[static COPIES_AT_ONCE], struct err *err) MUST_USE;
/* What tells most copies apart before they are read. */
struct copy_time {
	int64_t item;
	enum entry_kind kind;
	int64_t published; /* NO_TIME: unknown */
};
struct copy_times {
	struct copy_time *v;
	size_t n;
};
/* Of the current entries of these items, each once, at most COPIES_AT_ONCE; item by item. */
bool store_entry_times_of(struct store *s, struct arena *a, const struct ids *items,
	struct copy_times *out, struct err *err) MUST_USE;
/* The item that a copy belongs to. */
bool store_entry_item(struct store *s, int64_t id, int64_t *item, bool *found, struct err *err)
	MUST_USE;
/* All versions of an item's entries, oldest first: its history. */
bool store_entry_versions(
	struct store *s, struct arena *a, int64_t item, struct copies *out, struct err *err) MUST_USE;
/* The native ids (PMIDs, NCT numbers) of a source's current entries, but for those of rejected
 * items. Those of withdrawn items are among them: readers may see such an item again. */
bool store_entry_natives(
	struct store *s, struct arena *a, int64_t source, struct strs *out, struct err *err) MUST_USE;

#endif
