/* release_row: releases as they are made and read, for the files of store/ (private). */
#ifndef STORE_RELEASE_ROW_H
#define STORE_RELEASE_ROW_H

#include "store/release.h"
#include "store/statement.h"

/* The releases whose ids a query gives, in its order; ends the query. */
bool release_take_all(struct store *s, struct arena *a, struct query *ids, struct releases *out,
	struct err *err) MUST_USE;

#endif
