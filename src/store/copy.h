/* copy: all rows of a store into another one, of any engine (private to store/). */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/connection.h"
#include "store/sqlite/objects.h"

/* Copies the rows of the tables among `objects`, which both stores have and which are empty in
 * `to`. In a transaction of `to`, whose triggers and foreign keys must not be there yet. */
bool copy_rows(struct store *from, struct store *to, const struct objects *objects, struct err *err)
	MUST_USE;

#endif
