/* The job HAND_PAGE: an editor uploaded a page that was kept by hand. It is anybody's document, so
 * it is read where feeds are. What it gives is JSON for the desk, by the record HAND_PAGE. */
#include <assert.h>

#include "base/record.h"
#include "source/hand.h"
#include "work/job.h"

static bool read_page(struct work *w, struct arena *a, const struct config_tryout *upload,
	const struct job *job, struct err *err)
{
	struct hand_page page;
	struct err why = {0};
	struct str json;
	if (!hand_read_apart(a, upload->after, STR_NONE, &page, &why))
		return store_job_finish(w->store, job, true, str_of(why.text), w->now, err);
	return record_to_json(a, &HAND_PAGE, &page, &json, err) &&
		store_config_tryout_found(w->store, upload->id, json, err) &&
		store_job_finish(w->store, job, false, STR_NONE, w->now, err);
}

static bool hand_page_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct config_tryout upload;
	bool there;
	assert(job->kind == JOB_HAND_PAGE);
	if (!work_job_tryout(w, &a, job, &upload, &there, err))
		return false;
	return there ?
		read_page(w, &a, &upload, job, err) :
		store_job_finish(w->store, job, true, S("the page was kept for a day"), w->now, err);
}

const struct work_job WORK_HAND_PAGE = {hand_page_run};
