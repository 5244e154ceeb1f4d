/* ingest: an entry becomes a copy of an item. The one place where match, judge and store meet.
 *
 * All functions work inside the caller's group (store_begin). What they do is a function of the
 * store, the entry and `now`. */
#ifndef ITEM_INGEST_H
#define ITEM_INGEST_H

#include "model/entry.h"
#include "model/site.h"
#include "store/item.h"

struct ingest_counts {
	size_t entries;   /* seen */
	size_t unchanged; /* said the same as before */
	size_t unwanted;  /* left out by keep and drop */
	size_t new_items;
	size_t new_copies; /* joined an item that was there */
	size_t changed;    /* a new version of a copy */
	size_t updates;    /* published items that came back to the queue */
};

struct ingest {
	struct store *store;
	const struct site *site;
	const struct source *source;
	int64_t source_id;
	bool backfill;      /* the source's first run: what it brings is not news */
	bool source_is_new; /* it had no entries: no earlier visit gave one a name (a first entry tells)
						 */
	int64_t now;
	struct ingest_counts counts;
	struct arena scratch; /* of the entry at hand; the caller frees it with ingest_end */
};

/* Frees what the work on entries needed. */
void ingest_end(struct ingest *in);

/* Takes one entry in: unchanged (nothing is written), a new version of its copy, a new copy of an
 * item, or a new item. An answer older than what is known (a trial's lastUpdatePostDate, a paper's
 * version or DateRevised) is not taken. */
bool ingest_entry(struct ingest *in, const struct entry *entry, struct err *err) MUST_USE;

/* The source no longer has this record: a published item comes back to the queue with that reason,
 * one that waits is warned of. With `told` this was said before, and a published item does not
 * come back for it again. *held is false when no item holds the record. */
bool ingest_vanished(struct ingest *in, struct str native, const struct reason *reason, bool told,
	bool *held, struct err *err) MUST_USE;
/* The record is back: what ingest_vanished said of it goes. */
bool ingest_returned(struct ingest *in, struct str native, struct err *err) MUST_USE;

#endif
