/* catalog: items as they can be found: their words, source, section and topics (store/catalog.h
 * keeps them). */
#ifndef ITEM_CATALOG_H
#define ITEM_CATALOG_H

#include "model/site.h"
#include "store/store.h"

/* Brings at most about `limit` items that changed up to date, in one transaction. *done: how many
 * were; 0 when the catalogue is up to date. */
bool catalog_update(const struct site *site, struct store *store, long limit, size_t *done,
	struct err *err) MUST_USE;
/* All of them, in several transactions, so that others can write in between; ends early when *stop
 * is not zero (may be NULL). */
bool catalog_complete(const struct site *site, struct store *store, const volatile int *stop,
	struct err *err) MUST_USE;

#endif
