/* release_row: releases as they are made and read, for the files of store/ (private). */
#ifndef STORE_RELEASE_ROW_H
#define STORE_RELEASE_ROW_H

#include "store/release.h"
#include "store/statement.h"

/* The releases whose ids a query gives, in its order; ends the query. */
bool releases_take(struct store *s, struct arena *a, struct query *ids, struct releases *out,
	struct err *err) MUST_USE;

/* Freezes the face as a release of the item (its id, live release and topics are read). `published`
 * stays what readers saw before, else it is `at`. `note`: what readers are told of the change;
 * empty: what they were told last stands on. */
bool release_add(struct store *s, const struct item *item, const struct face *face, struct str note,
	int64_t at, bool automatic, int64_t *id, struct err *err) MUST_USE;
/* The same words once more, for this item, as of `at`. */
bool release_copy(
	struct store *s, int64_t from, int64_t item, int64_t at, int64_t *id, struct err *err) MUST_USE;

#endif
