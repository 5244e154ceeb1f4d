/* copy: all rows of a store into another one, of any engine (private to store/). */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/connection.h"
#include "store/site_copy.h"
#include "store/sqlite/objects.h"

/* Copies the rows of the tables among `objects`, which both stores have and which are empty in
 * `to`. In a transaction of `to`, whose triggers and foreign keys must not be there yet.
 *
 * With `out` all rows are then read again from both and compared, and the log's chain is followed
 * in `to`; NULL: not. */
bool copy_rows(struct store *from, struct store *to, const struct objects *objects,
	struct site_copied *out, struct err *err) MUST_USE;
/* Whether both stores have the same rows in the table. The error says which row differs, by its
 * numbers alone: other values may be secrets. *rows goes up by how many there are. */
bool copy_compare(struct store *from, struct store *to, const struct object *table, int64_t *rows,
	struct err *err) MUST_USE;

#endif
