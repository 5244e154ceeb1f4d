/* store/batch: decisions that were made together. Each is a row of the log (store/decision.h), in
 * one transaction with the others. */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "store/decision.h"

/* Begins a batch; `what`: how its items were chosen, in words; may be empty. */
bool store_batch_add(struct store *s, struct str what, int64_t *id, struct err *err) MUST_USE;
/* Its decisions, the first one first. */
bool store_batch_list(struct store *s, struct arena *a, int64_t batch, struct decisions *out,
	struct err *err) MUST_USE;

#endif
