/* before: what stood before a decision as the JSON of its row (private to store/). */
#ifndef STORE_BEFORE_H
#define STORE_BEFORE_H

#include "store/decision.h"

/* What stood before, as the JSON of decision.before, in the arena. */
bool before_to_json(struct arena *a, const struct before *before, struct str *json, struct err *err)
	MUST_USE;
/* JSON that cannot be read is damage of the store (ERR_STORE). */
bool before_of_json(struct arena *a, struct str json, struct before *out, struct err *err) MUST_USE;

#endif
