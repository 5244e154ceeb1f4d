/* retry: what to do after a response that is not the one hoped for. Pure. */
#ifndef FETCH_RETRY_H
#define FETCH_RETRY_H

#include "fetch/fetch.h"

enum { RETRY_ATTEMPTS = 3 };

/* True when the same request may succeed in a moment: no connection, truncated, 408, 429, 500, 502,
 * 503, 504. */
bool retry_makes_sense(const struct fetch_response *response);
/* Milliseconds to wait before attempt number `attempt` (2, 3, …) within one run: Retry-After if
 * given, else 1 s, 4 s, … with up to half of it added by `random` (any number). -1: not in this run
 * (too many attempts, or Retry-After longer than a minute). */
int64_t retry_delay(const struct fetch_response *response, int attempt, uint32_t random);
/* Seconds until a source that failed `failures` runs in a row is visited again: its interval
 * doubled each time, at most a day, and never less than the server's Retry-After. */
int64_t retry_next_visit(int64_t every, long failures, int64_t retry_after);

#endif
