/* The job CHECK: an editor wants a source visited now. */
#include <assert.h>

#include "work/visit.h"

enum { AGAIN_SECONDS = 60 };

/* What the visit brought, or why it failed, for the editor who asked. */
static struct str visit_outcome(struct arena *a, const struct run_report *report)
{
	size_t n = report->counts.new_items;
	if (report->failed)
		return str_copy(a, str_of(report->problem.text));
	return str_printf(
		a, "%zu new %s, %zu changed", n, n == 1 ? "item" : "items", report->counts.changed);
}

static bool check_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str names[] = {job->key};
	struct run_report report;
	assert(job->kind == JOB_CHECK);
	if (!site_source(w->site, job->key))
		return store_job_finish(
			w->store, job, true, S("the configuration has no such source any more"), w->now, err);
	if (!work_visit(w, (struct strs){names, 1}, false, &report, err))
		return false;
	if (*w->stop && !report.sources)
		return store_job_later(w->store, job, w->now,
			S("the worker was stopped; the source is visited when it runs again"), err);
	if (report.leased_elsewhere)
		return store_job_later(w->store, job, store_clock(w->store) + AGAIN_SECONDS,
			S("another run is visiting it; it is visited again after that"), err);
	return store_job_finish(w->store, job, report.failed, visit_outcome(&a, &report), w->now, err);
}

const struct work_job WORK_CHECK = {check_run};
