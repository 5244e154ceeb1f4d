/* alarms: what keeps the site from going on, told on every page: no worker looks after it, the last
 * publication failed, the store is to be another one, or it still has the example's address. */
#ifndef DESK_ALARMS_H
#define DESK_ALARMS_H

#include <jansson.h>

#include "desk/desk.h"
#include "store/worker.h"

/* What becomes of a job that waits: "The worker does it within a minute …", or that there is no
 * worker and since when. `now` is the wall clock. */
struct str alarms_wait(struct arena *a, struct worker_state worker, int64_t now);
/* Why nothing is fetched, published or mailed; empty: a worker looks after the site. */
struct str alarms_worker(struct arena *a, struct worker_state worker, int64_t now);
/* That the site still has an address that is reserved for examples (RFC 2606); empty: it has
 * not. */
struct str alarms_example(struct arena *a, const struct site *site);

/* Sets `alarms`: {items: [{text, url}]}, false when there are none, with where to put it right; and
 * `worker`: what becomes of a job that waits; `worker_runs`: one is there. A page is shown when
 * they cannot be read. */
void alarms_set(const struct desk *desk, const struct http_request *request, json_t *shell);

#endif
