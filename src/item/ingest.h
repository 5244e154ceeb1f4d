/* ingest: an entry becomes a copy of an item: of one that is there, or of a new one. What match/
 * says of it is done here; item/rejudge.h then judges the item anew.
 *
 *     struct ingest in = {store, site, source, source_id, .backfill = …, .now = …};
 *     … ingest_entry(&in, &entry, err) …          for each entry of an answer
 *     ingest_end(&in);                            in.counts says what became of them
 *
 * All functions work inside the caller's transaction (store_begin), which is rolled back when one
 * fails. The same entry at the same `now` does the same to the same store under the same
 * configuration. */
#ifndef ITEM_INGEST_H
#define ITEM_INGEST_H

#include "model/entry.h"
#include "model/reason.h"
#include "model/site.h"
#include "store/store.h"
#include "store/watch.h"

struct ingest_counts {
	size_t entries;   /* seen */
	size_t unchanged; /* said the same as before */
	size_t unwanted;  /* left out by keep and drop */
	size_t new_items;
	size_t new_copies; /* joined an item that was there */
	size_t changed;    /* a new version of a copy */
	size_t updates;    /* published items that came back to the queue */
	size_t handed_on;  /* what editors add that another service is asked for next */
};

struct ingest {
	struct store *store;
	const struct site *site;
	const struct source *source;
	int64_t source_id;
	bool backfill;             /* the source's first visit: what it brings is not news */
	const struct watch *watch; /* it speaks of these records, of any source; NULL: it is no watch */
	int64_t now;
	struct ingest_counts counts;

	/* The rest is ingest's own. */
	bool source_is_new;   /* it had no entries before this answer, so none has a name from before */
	struct date before;   /* item_unverified_before */
	struct arena scratch; /* of the entry at hand */
};

/* Frees the scratch arena; the counts stay. */
void ingest_end(struct ingest *in);

/* Takes one entry in. It is
 *   unchanged      nothing is written; so is one that is older than what we have of it (by a
 *                  trial's lastUpdatePostDate, a paper's version or DateRevised)
 *   a new version  of a copy that the source gave before
 *   a new copy     of an item that is the same publication
 *   a new item
 *   unwanted       left out by `keep` or `drop`, unless the source gave it before */
bool ingest_entry(struct ingest *in, const struct entry *entry, struct err *err) MUST_USE;

/* Takes in a paper or trial that a watch asked for by its number: as what each source that holds
 * the record would have brought. An item that has the number as a key, and no copy of the record,
 * gets it as a copy. It is never a new item. */
bool ingest_record(struct ingest *in, const struct entry *entry, struct err *err) MUST_USE;

/* Takes in what a watch over works says of a publication: a published one of which readers were not
 * told so comes back to the queue. */
bool ingest_said(struct ingest *in, const struct work_said *said, struct err *err) MUST_USE;

/* The source no longer has this record (its `native`). A published item comes back to the queue
 * with that reason, unless `told`: then it came back for it before. Any other item gets
 * WARNING_MISSING. *held is false when no item holds the record. */
bool ingest_vanished(struct ingest *in, struct str native, const struct reason *reason, bool told,
	bool *held, struct err *err) MUST_USE;
/* The record is back: the reason or the warning of ingest_vanished is taken away. */
bool ingest_returned(struct ingest *in, struct str native, struct err *err) MUST_USE;

#endif
