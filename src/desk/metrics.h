/* metrics: what the desk counts of itself, in the text form of Prometheus (exposition format
 * 0.0.4). */
#ifndef DESK_METRICS_H
#define DESK_METRICS_H

#include "base/buf.h"

enum login_outcome { LOGIN_DONE, LOGIN_REFUSED, LOGIN_LIMITED };
enum { LOGIN_OUTCOMES = 3, METRICS_BUCKETS = 9 };

struct metrics {
	int64_t started;                /* wall clock */
	uint64_t requests[6];           /* by the first digit of the status */
	uint64_t bytes;                 /* of bodies */
	uint64_t took[METRICS_BUCKETS]; /* requests by how long they took, each bucket alone; the last
									   has no end */
	uint64_t took_us;               /* in all */
	uint64_t cached;                /* answered without making the page again */
	uint64_t logins[LOGIN_OUTCOMES];
	uint64_t refused;   /* connections, for there were too many */
	uint64_t cut;       /* connections that took too long over a request */
	uint64_t forged;    /* POSTs that did not come from a page of ours */
	size_t connections; /* now */
};

void metrics_request(struct metrics *m, int status, size_t bytes, int64_t took_us);
/* `resident`: the process's memory in bytes. */
void metrics_write(const struct metrics *m, int64_t now, size_t resident, struct buf *out);

#endif
