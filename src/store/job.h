/* store/job: what the desk asks of the worker, since the desk itself opens no connection.
 *
 * A job is asked for once: while one of the same kind and key is open, asking again only makes it
 * due at once. A worker takes it for a time (a lease); one that dies loses it, and only the holder
 * of the lease can finish it. A job may be done twice when a worker dies; one that must not says so
 * before it begins (store_job_begin), and the next worker finds it `begun`. Each function is a
 * transaction of its own, or a part of the one that is open. */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "model/job.h"
#include "store/lease.h"
#include "store/store.h"

struct job {
	int64_t id;
	enum job_kind kind;
	struct str key;
	struct str asked_by; /* the editor */
	int64_t asked, due;
	int64_t finished;    /* NO_TIME: open */
	bool failed;         /* when it is finished */
	struct str outcome;  /* in words, for the editor; why not yet, while it is open */
	bool running;        /* a worker holds it at the `now` of the query */
	int64_t lease_until; /* of the worker that took it */
	int64_t lease_token;
	long attempts; /* how often it was taken */
	/* When it is taken: an earlier worker began what must not be done twice, and died. Whether it
	 * was done is not known. */
	bool begun;
};
struct jobs {
	struct job *v;
	size_t n;
};

/* Asks for a job; one of this kind and key that is open already becomes due. */
bool store_job_ask(struct store *s, enum job_kind kind, struct str key, struct str editor,
	int64_t now, struct err *err) MUST_USE;
/* The oldest job that is due and that nobody holds. *found is false when there is none. */
bool store_job_take(struct store *s, struct arena *a, int64_t seconds, struct job *out, bool *found,
	struct err *err) MUST_USE;
/* What follows must not be done twice: a worker that takes the job after this one died finds it
 * `begun`. The lease is renewed. One that is no longer ours is an error. */
bool store_job_begin(struct store *s, const struct job *job, int64_t seconds, struct err *err)
	MUST_USE;
/* Done, or failed for good; the outcome is in words for the editor who asked. A lease that is no
 * longer ours is an error. */
bool store_job_finish(struct store *s, const struct job *job, bool failed, struct str outcome,
	int64_t now, struct err *err) MUST_USE;
/* Not now: it may be taken again at `due` (store_clock), and `why` is its outcome until then. The
 * caller says by this that nothing of it was done, even when it had begun. A lease that is no
 * longer ours is an error. */
bool store_job_later(
	struct store *s, const struct job *job, int64_t due, struct str why, struct err *err) MUST_USE;
/* As store_job_later, of what was not even tried: the attempt does not count. */
bool store_job_wait(
	struct store *s, const struct job *job, int64_t due, struct str why, struct err *err) MUST_USE;
/* Forgets the finished jobs of this kind that were finished before then. */
bool store_job_sweep(struct store *s, enum job_kind kind, int64_t before, struct err *err) MUST_USE;
/* Whether any job is due. Cheap: a worker asks this every second. */
bool store_job_waits(struct store *s, bool *waits, struct err *err) MUST_USE;
/* The latest job of this kind and key; *found is false when there is none. */
bool store_job_find(struct store *s, struct arena *a, const struct job *of, struct job *out,
	bool *found, struct err *err) MUST_USE;
/* The latest job of this kind for each key. */
bool store_job_latest(struct store *s, struct arena *a, enum job_kind kind, struct jobs *out,
	struct err *err) MUST_USE;

#endif
