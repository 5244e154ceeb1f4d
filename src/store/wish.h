/* store/wish: what editors add by hand: a row for each, which stays. */
#ifndef STORE_WISH_H
#define STORE_WISH_H

#include "model/wish.h"
#include "store/store.h"

/* Adds the row and sets its id. No two of one kind and text wait (store_wish_find). */
bool store_wish_add(struct store *s, struct wish *wish, struct err *err) MUST_USE;
/* The newest of this kind and text; *found is false when there is none. */
bool store_wish_find(struct store *s, struct arena *a, int kind, struct str text, struct wish *out,
	bool *found, struct err *err) MUST_USE;
/* Those that wait for this kind of source and may be asked for now, oldest first. */
bool store_wish_due(struct store *s, struct arena *a, struct str source, int64_t now,
	struct wishes *out, struct err *err) MUST_USE;
/* Whether any waits for it, due or not. */
bool store_wish_waits(struct store *s, struct str source, bool *waits, struct err *err) MUST_USE;
/* The number of the newest; 0: there is none. */
bool store_wish_last(struct store *s, int64_t *id, struct err *err) MUST_USE;
/* Writes state, due, misses, item, held and done, unless it waits no longer. Inside a
 * transaction. */
bool store_wish_write(struct store *s, const struct wish *wish, struct err *err) MUST_USE;
/* At most `limit`, the newest first. */
bool store_wish_list(
	struct store *s, struct arena *a, long limit, struct wishes *out, struct err *err) MUST_USE;

#endif
