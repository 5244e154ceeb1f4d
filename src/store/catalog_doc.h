/* catalog_doc: the words of an item in the catalogue, alone (private to store/). */
#ifndef STORE_CATALOG_DOC_H
#define STORE_CATALOG_DOC_H

#include "store/catalog.h"

/* Indexes the words of an item that has none yet. In a transaction. */
bool catalog_doc_add(
	struct store *s, int64_t item, const struct catalog_words *words, struct err *err) MUST_USE;

#endif
