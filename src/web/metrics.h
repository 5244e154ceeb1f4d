/* metrics: what a server counts of itself, in the text form of Prometheus (exposition format
 * 0.0.4).
 *
 * An application appends its own with metrics_write_head and buf_addf, or with
 * metrics_write_single. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "base/buf.h"

enum { METRICS_BUCKETS = 9 };

struct metrics {
	int64_t started;                /* seconds since 1970 */
	uint64_t requests[6];           /* by the first digit of the status; [0]: no answer was sent */
	uint64_t bytes;                 /* of bodies */
	uint64_t took[METRICS_BUCKETS]; /* requests by how long they took; the last bucket has no end */
	uint64_t took_us;               /* all requests together */
	uint64_t cached;                /* requests that got a page made for an earlier one */
	uint64_t refused;               /* connections, because there were too many */
	uint64_t cut;                   /* connections that took too long over a request */
	size_t connections;             /* open now */
};

/* Counts a request that was answered with this status, and a body of so many bytes, in `took_us`
 * microseconds. */
void metrics_count_request(struct metrics *m, int status, size_t bytes, int64_t took_us);
/* Appends all of it. `resident`: the process's memory in bytes. */
void metrics_write(const struct metrics *m, int64_t now, size_t resident, struct buf *out);

/* The two lines before the values of a metric; `type` is "counter", "gauge" or "histogram". */
void metrics_write_head(struct buf *out, const char *name, const char *type, const char *help);
/* A metric of one value, with its head. */
void metrics_write_single(
	struct buf *out, const char *name, const char *type, const char *help, uint64_t value);

#endif
