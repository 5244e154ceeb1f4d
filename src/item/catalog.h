/* catalog: items as they can be found: their words, source, section and topics (store/catalog.h
 * keeps them). */
#ifndef ITEM_CATALOG_H
#define ITEM_CATALOG_H

#include "model/site.h"
#include "store/catalog.h"

/* The words by which the item is found. */
bool catalog_words_of(struct store *store, struct arena *a, int64_t id, struct catalog_words *out,
	struct err *err) MUST_USE;
/* Brings at most about `limit` items that changed up to date, in one transaction. *more: others
 * are left. */
bool catalog_update(
	const struct site *site, struct store *store, long limit, bool *more, struct err *err) MUST_USE;
/* All of them, in several transactions, so that others can write in between; ends early when *stop
 * is not zero (may be NULL). */
bool catalog_complete(const struct site *site, struct store *store, const volatile int *stop,
	struct err *err) MUST_USE;

#endif
