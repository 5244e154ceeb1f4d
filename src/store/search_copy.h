/* search_copy: the index of words of a store that was copied (private to store/). */
#ifndef STORE_SEARCH_COPY_H
#define STORE_SEARCH_COPY_H

#include "store/site_copy.h"

/* After all rows were copied to the store `to`, which may be of another engine and has no words
 * yet: readers find what they found in `from`. What editors look through cannot be read back from
 * an index: out->words says it of each item, so that nothing is left to those who search first.
 * Without these the catalogue (store/catalog.h) begins anew with the first item. With `out` what
 * readers look through is compared (store/copy.h); NULL: not. In a transaction. */
bool search_copy(struct store *from, struct store *to, struct site_copied *out, struct err *err)
	MUST_USE;

#endif
