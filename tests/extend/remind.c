/* remind: a kind of job for the test. */
#include "work/job.h"

static bool remind_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str outcome = str_printf(&a, STR_FMT " was reminded", STR_ARG(job->key));
	return store_job_finish(w->store, job, false, outcome, w->now, err);
}

const struct work_job WORK_REMIND = {remind_run};
