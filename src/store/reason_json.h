/* reason_json: reasons as the store keeps them: a JSON array of objects, '' for none (private to
 * store/). */
#ifndef STORE_REASON_JSON_H
#define STORE_REASON_JSON_H

#include "base/record.h"
#include "model/reason.h"
#include "store/statement.h"

/* {kind, from, to}. */
extern const struct record REASON_RECORD;

/* `json` lives in the arena until query_end. */
void bind_reasons(struct query *q, struct arena *a, const struct reasons *reasons);
/* A value that cannot be read fails the query: query_end says so. */
struct reasons take_reasons(struct query *q, struct arena *a);

#endif
