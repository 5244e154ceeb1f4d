/* limit: how often something may be tried, as a token bucket: a number, no behaviour. Who counts:
 * web/limit.h a process for itself, store/tries.h all that have the store. */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

#include <stdint.h>

struct limit {
	int burst;         /* tries at once, at least 1 */
	int64_t refill_ms; /* one more is allowed after each such time */
};

#endif
