/* retry: when to ask again after a response that is not the one hoped for. Pure. */
#ifndef FETCH_RETRY_H
#define FETCH_RETRY_H

#include "fetch/fetch.h"

enum { RETRY_ATTEMPTS = 3 };

/* Whether the same request may succeed in a moment: no connection, nothing left to make one with,
 * an answer to it that broke off, or status 408, 429, 500, 502, 503 or 504. Another status lasts,
 * even when its page broke off. Not when the session is used up, nor at a bot wall. */
bool retry_makes_sense(const struct fetch_response *response);
/* Milliseconds to wait before attempt number `attempt` (2, 3, …) at one request: Retry-After when
 * given, else 1 s, 4 s, … and up to half as much again, by `random` (any number). -1 when there is
 * no further attempt for now: after RETRY_ATTEMPTS, or when Retry-After is over a minute. */
int64_t retry_delay(const struct fetch_response *response, int attempt, uint32_t random);

#endif
