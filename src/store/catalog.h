/* store/catalog: what items can be found by: their words (FTS5), source, section and topics.
 *
 * It is derived from items and brought up to date afterwards, in batches, so that a visit to a
 * source pays nothing for it. Entries and decisions are append-only, so what changed since the last
 * time is what came after two marks. item/catalog.h, which knows the topics, fills it in:
 *
 *     store_catalog_changed(s, &a, fingerprint, 200, &batch, err);
 *     for each item of it: store_catalog_put(…) or, when it was merged away, store_catalog_drop(…)
 *     store_catalog_done(s, &batch, err);
 *
 * All of that is one transaction. */
#ifndef STORE_CATALOG_H
#define STORE_CATALOG_H

#include "model/section.h"
#include "store/ids.h"
#include "store/store.h"

struct catalog_batch {
	int64_t *items; /* ids that have to be looked at, each once */
	size_t n;
	bool more;               /* others changed besides */
	int64_t entry, decision; /* the marks after it */
	struct str fingerprint;
};
/* At most about `limit` items that changed. Another fingerprint (of the topics) than the last
 * time's begins at the first item. None: the catalogue is up to date. */
bool store_catalog_changed(struct store *s, struct arena *a, struct str fingerprint, long limit,
	struct catalog_batch *out, struct err *err) MUST_USE;

/* The next batch begins at the first item. */
bool store_catalog_begin(struct store *s, struct err *err) MUST_USE;

struct catalog_words {
	struct str title, summary, text, author;
};
/* What an item can be found by. */
struct catalog_item {
	int64_t id;
	struct catalog_words words;
	enum section section;
	struct ids sources; /* of its copies */
	struct strs topics; /* slugs */
};
/* Replaces what the item could be found by. Words that did not change are not indexed again. */
bool store_catalog_put(struct store *s, const struct catalog_item *item, struct err *err) MUST_USE;
/* The item is not found any more. */
bool store_catalog_drop(struct store *s, int64_t item, struct err *err) MUST_USE;
/* The whole batch was taken in: the next one begins after it. */
bool store_catalog_done(struct store *s, const struct catalog_batch *batch, struct err *err)
	MUST_USE;

#endif
