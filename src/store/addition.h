/* store/addition: what editors add by hand: a row for each, which stays. */
#ifndef STORE_ADDITION_H
#define STORE_ADDITION_H

#include "model/addition.h"
#include "store/store.h"

/* Adds the row and sets its id. No two of one kind and text wait (store_addition_find). */
bool store_addition_add(struct store *s, struct addition *addition, struct err *err) MUST_USE;
/* The newest of this kind and text; *found is false when there is none. */
bool store_addition_find(struct store *s, struct arena *a, int kind, struct str text,
	struct addition *out, bool *found, struct err *err) MUST_USE;
/* The one with this number; *found is false when there is none. */
bool store_addition_get(struct store *s, struct arena *a, int64_t id, struct addition *out,
	bool *found, struct err *err) MUST_USE;
/* Those that wait for this kind of source and may be asked for now, oldest first. */
bool store_addition_due(struct store *s, struct arena *a, struct str source, int64_t now,
	struct additions *out, struct err *err) MUST_USE;
/* Whether any waits for it, due or not. */
bool store_addition_waits(struct store *s, struct str source, bool *waits, struct err *err)
	MUST_USE;
/* The number of the newest; 0: there is none. */
bool store_addition_last(struct store *s, int64_t *id, struct err *err) MUST_USE;
/* Writes state, fault, due, misses, item, held and done, unless it waits no longer. Inside a
 * transaction. */
bool store_addition_write(struct store *s, const struct addition *addition, struct err *err)
	MUST_USE;
/* What it is looked up by, and where, is another from now on: writes kind, text, source, due and
 * misses, unless it waits no longer. *handed is false when another that waits has this kind and
 * text already; then nothing is written. Inside a transaction. */
bool store_addition_hand_on(
	struct store *s, const struct addition *addition, bool *handed, struct err *err) MUST_USE;
/* At most `limit`, the newest first. */
bool store_addition_list(
	struct store *s, struct arena *a, long limit, struct additions *out, struct err *err) MUST_USE;

#endif
