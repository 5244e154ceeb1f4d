/* queue: the requests that wait, for their time and for a place at their host. Internal to fetch/.
 */
#ifndef FETCH_QUEUE_H
#define FETCH_QUEUE_H

#include "fetch/request.h"

enum { QUEUE_BUCKETS = 256 };

struct queue_host;
struct queue {
	struct request **heap; /* by not_before, then as submitted */
	size_t count, size;
	uint64_t submitted;
	long per_host;
	size_t in_line;                          /* requests that wait for a place at their host */
	struct queue_host *hosts[QUEUE_BUCKETS]; /* those that are being asked now, so never more than
												transfers that run */
};

/* Frees what still waits. */
void queue_free(struct queue *q);
void queue_add(struct queue *q, struct request *r);
/* The first request whose time has come, taken off; NULL: none. */
struct request *queue_take_due(struct queue *q, int64_t now);
/* When the next one is due; INT64_MAX: none is left. */
int64_t queue_next_time(const struct queue *q);
/* True: r may ask its host now, and must leave it later. False: it stands in line until somebody
 * leaves. */
bool queue_enter_host(struct queue *q, struct request *r) MUST_USE;
/* r asks its host no more. Returns the next in line, which has entered in its place, or NULL. */
struct request *queue_leave_host(struct queue *q, const struct request *r);

#endif
