#include "fetch/queue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fnv.h"

struct queue_host {
	struct queue_host *next;          /* in its bucket */
	long running;                     /* requests, at least 1 */
	struct request *line, **line_end; /* those that wait for a place, in order */
	size_t n;                         /* bytes of the name */
	char name[];
};

static void host_free(struct queue_host *host)
{
	for (struct request *r = host->line, *next; r; r = next) {
		next = r->next;
		request_free(r);
	}
	free(host);
}

void queue_free(struct queue *q)
{
	for (size_t i = 0; i < q->count; i++)
		request_free(q->heap[i]);
	free(q->heap);
	for (size_t i = 0; i < QUEUE_BUCKETS; i++) {
		for (struct queue_host *host = q->hosts[i], *next; host; host = next) {
			next = host->next;
			host_free(host);
		}
	}
	*q = (struct queue){.per_host = q->per_host};
}

static bool is_before(const struct request *a, const struct request *b)
{
	return a->not_before != b->not_before ? a->not_before < b->not_before : a->order < b->order;
}

static void swap(struct request **a, struct request **b)
{
	struct request *kept = *a;
	*a = *b;
	*b = kept;
}

void queue_add(struct queue *q, struct request *r)
{
	if (q->count == q->size) {
		q->size = q->size ? q->size * 2 : 64;
		q->heap = alloc_resize(q->heap, q->size * sizeof *q->heap);
	}
	if (!r->order) /* else it was redirected, and keeps its turn */
		r->order = ++q->submitted;
	size_t i = q->count++;
	q->heap[i] = r;
	for (; i && is_before(q->heap[i], q->heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&q->heap[i], &q->heap[(i - 1) / 2]);
}

/* Moves the first request down to where it belongs. */
static void sift_down(struct queue *q)
{
	for (size_t i = 0;;) {
		size_t first = i;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < q->count; child++)
			if (is_before(q->heap[child], q->heap[first]))
				first = child;
		if (first == i)
			return;
		swap(&q->heap[i], &q->heap[first]);
		i = first;
	}
}

struct request *queue_take_due(struct queue *q, int64_t now)
{
	if (q->count == 0 || q->heap[0]->not_before > now)
		return NULL;
	struct request *r = q->heap[0];
	q->heap[0] = q->heap[--q->count];
	sift_down(q);
	return r;
}

int64_t queue_next_time(const struct queue *q)
{
	return q->count ? q->heap[0]->not_before : INT64_MAX;
}

/* By the FNV-1a hash of the name. Whoever makes names collide gains little: a bucket holds at most
 * as many hosts as there are transfers. */
static struct queue_host **bucket_of(struct queue *q, struct str name)
{
	return &q->hosts[fnv32_add(FNV32_BEGIN, name) % QUEUE_BUCKETS];
}

/* The pointer to the host in its bucket, or the one to NULL where a new host is put. */
static struct queue_host **host_place(struct queue *q, struct str name)
{
	struct queue_host **place = bucket_of(q, name);
	while (*place && !str_eq((struct str){(*place)->name, (*place)->n}, name))
		place = &(*place)->next;
	return place;
}

static struct queue_host *host_new(struct str name)
{
	struct queue_host *host = alloc_bytes(sizeof *host + name.n);
	*host = (struct queue_host){.line_end = &host->line, .n = name.n};
	memcpy(host->name, name.p, name.n);
	return host;
}

bool queue_enter_host(struct queue *q, struct request *r)
{
	struct queue_host **place = host_place(q, r->host);
	if (!*place)
		*place = host_new(r->host);
	struct queue_host *host = *place;
	assert(q->per_host >= 1);
	if (host->running < q->per_host) {
		host->running++;
		return true;
	}
	r->next = NULL;
	*host->line_end = r;
	host->line_end = &r->next;
	q->in_line++;
	return false;
}

struct request *queue_leave_host(struct queue *q, const struct request *r)
{
	struct queue_host **place = host_place(q, r->host), *host = *place;
	assert(host && host->running >= 1);
	struct request *first = host->line;
	if (first) {
		host->line = first->next;
		if (!host->line)
			host->line_end = &host->line;
		assert(q->in_line);
		q->in_line--;
		return first;
	}
	if (--host->running == 0) {
		*place = host->next;
		free(host);
	}
	return NULL;
}
