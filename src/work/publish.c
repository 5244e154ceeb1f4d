/* The job PUBLISH: an editor wants to see now what became of what she approved. */
#include <assert.h>

#include "work/job.h"

static struct str outcome_of(struct arena *a, const struct publish_result *result)
{
	if (!result->written && !result->removed)
		return S("Nothing had changed: all of it was out already");
	return str_printf(a, "Published: %zu written, %zu removed, %zu as they were", result->written,
		result->removed, result->unchanged);
}

static bool publish_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct publish_result result;
	struct err why = {0};
	assert(job->kind == JOB_PUBLISH);
	if (str_eq(job->key, S("all")) && !publish_forget(w->site, w->store, err))
		return false;
	if (work_publish_to(w, &result, &why))
		return store_job_finish(w->store, job, false, outcome_of(&a, &result), w->now, err);
	if (why.kind != ERR_STORE)
		return store_job_finish(w->store, job, true, str_of(why.text), w->now, err);
	*err = why;
	return false;
}

const struct work_job WORK_PUBLISH = {publish_run};
