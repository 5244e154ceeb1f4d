/* store/witness: what notices say of the publications that they name: a retraction, a correction.
 * The notice may be here before the record of the publication says so. */
#ifndef STORE_WITNESS_H
#define STORE_WITNESS_H

#include "model/entry.h"
#include "store/store.h"

/* The kinds of key (enum key_kind) of a PMID and a DOI, whose meaning the store does not know. */
struct witness_kinds {
	int pmid, doi;
};
struct witness {
	int key_kind;
	struct str key;         /* of the publication */
	struct correction said; /* of it, with the names of the notice as far as they are known */
};
/* Notes it; *is_new: it was not known. Inside a transaction. */
bool store_witness_add(struct store *s, const struct witness *witness, int64_t now, bool *is_new,
	struct err *err) MUST_USE;
/* It is not said any more. Inside a transaction. */
bool store_witness_remove(struct store *s, const struct witness *witness, struct err *err) MUST_USE;
/* What is said of the copies of an item, by their PMIDs and DOIs; the names of each notice. */
bool store_witness_list(struct store *s, struct arena *a, int64_t item,
	const struct witness_kinds *kinds, struct corrections *out, struct err *err) MUST_USE;

#endif
