/* The job CHECK: an editor wants a source visited now. */
#include <assert.h>
#include <time.h>

#include "work/visit.h"

enum { AGAIN_SECONDS = 60 };

/* What the visit brought, or why it failed, for the editor who asked. */
static bool visit_outcome(struct work *w, struct arena *a, const struct run_report *report,
	struct str name, struct str *outcome, struct err *err)
{
	struct source_states all;
	*outcome = S("the visit failed");
	if (!report->failed) {
		size_t n = report->counts.new_items;
		*outcome = str_printf(
			a, "%zu new %s, %zu changed", n, n == 1 ? "item" : "items", report->counts.changed);
		return true;
	}
	if (!store_source_list(w->store, a, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].name, name))
			*outcome = all.v[i].problem;
	return true;
}

static bool check_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str names[] = {job->key}, outcome;
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
		return store_job_later(w->store, job, time(NULL) + AGAIN_SECONDS,
			S("another run is visiting it; it is visited again after that"), err);
	return visit_outcome(w, &a, &report, job->key, &outcome, err) &&
		store_job_finish(w->store, job, report.failed, outcome, w->now, err);
}

const struct work_job WORK_CHECK = {check_run};
