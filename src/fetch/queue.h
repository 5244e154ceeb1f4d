/* queue: requests that wait: for their time, and then for a place at their host. Internal to
 * fetch/.
 *
 *     queue_add(&q, r);
 *     r = queue_take_due(&q, now);        its time has come
 *     if (queue_enter_host(&q, r))        its host has a place: it runs, and later leaves
 *         next = queue_leave_host(&q, r);    next may run in its place
 */
#ifndef FETCH_QUEUE_H
#define FETCH_QUEUE_H

#include "fetch/request.h"

enum { QUEUE_BUCKETS = 256 };

struct queue_host;
struct queue {
	/* A binary heap of the requests that wait for their time: by not_before, then as submitted. */
	struct request **heap;
	size_t count, size;
	uint64_t submitted; /* how many were, ever */
	long per_host;      /* requests that run at one host at most; at least 1 */
	size_t in_line;     /* requests that wait for a place at their host */
	/* A hash table of the hosts at which requests run: never more than there are transfers. */
	struct queue_host *hosts[QUEUE_BUCKETS];
};

/* Frees the requests that still wait. */
void queue_free(struct queue *q);
void queue_add(struct queue *q, struct request *r);
/* Takes off the first request whose time has come; NULL when there is none. */
struct request *queue_take_due(struct queue *q, int64_t now);
/* When the next request is due; INT64_MAX when none waits. */
int64_t queue_next_time(const struct queue *q);
/* True: r may run, and must leave its host later. False: the queue keeps it in the host's line
 * until queue_leave_host returns it. */
bool queue_enter_host(struct queue *q, struct request *r) MUST_USE;
/* r, which had entered, no longer runs at its host. Returns the first in the host's line, which has
 * entered in its place, or NULL. */
struct request *queue_leave_host(struct queue *q, const struct request *r);

#endif
