#include <assert.h>
#include <stdlib.h>

#include "store/lease.h"
#include "work/job.h"

/* Longer than any job takes, but for those that renew their lease (store_job_begin). */
enum { LEASE_SECONDS = 1800 };

#define WORK_OF(name, word) [JOB_##name] = &WORK_##name,
static const struct work_job *const JOBS[JOB_KIND_COUNT] = {JOB_KINDS(WORK_OF)};
#undef WORK_OF

bool work_job_tryout(struct work *w, struct arena *a, const struct job *job,
	struct config_tryout *out, bool *there, struct err *err)
{
	return store_config_tryout_get(
		w->store, a, strtoll(str_cstr(a, job->key), NULL, 10), out, there, err);
}

struct mail_work work_mail(const struct work *w)
{
	int64_t wall = store_clock(w->store);
	return (struct mail_work){.site = w->site,
		.store = w->store,
		.now = w->pinned ? w->now : wall,
		.wall = wall,
		.stop = w->stop};
}

static bool run_job(struct work *w, const struct job *job, struct err *err)
{
	assert((size_t)job->kind < JOB_KIND_COUNT);
	if (job->kind != JOB_UNKNOWN)
		return JOBS[job->kind]->run(w, job, err);
	return store_job_finish(w->store, job, true,
		S("this program does not know such a job; is the worker older than the desk?"), w->now,
		err);
}

/* *found is false when no job is due. */
static bool run_next_job(struct work *w, bool *found, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct job job;
	return store_job_take(w->store, &a, LEASE_SECONDS, &job, found, err) &&
		(!*found || run_job(w, &job, err));
}

bool work_jobs(struct work *w)
{
	struct err err;
	bool found = true, well = store_lease_free(w->store, LEASED_JOBS, &err);
	while (well && found && !*w->stop)
		well = run_next_job(w, &found, &err);
	if (!well)
		w->events->failed(w->user, &err);
	return well;
}
