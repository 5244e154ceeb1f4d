/* job: what is particular to one kind of job. Inside work/.
 *
 * A new kind of job is one file here, work/NAME.c, with its const struct work_job WORK_NAME, and
 * one entry in the list of model/job.h:
 *
 *     static bool remind_run(struct work *w, const struct job *job, struct err *err)
 *     {
 *         …
 *         return store_job_finish(w->store, job, false, S("reminded 3 editors"), w->now, err);
 *     }
 *     const struct work_job WORK_REMIND = {remind_run};
 *
 * The desk asks for it by store_job_ask(store, JOB_REMIND, key, …). */
#ifndef WORK_JOB_H
#define WORK_JOB_H

#include "mail/hand_over.h"
#include "store/config_change.h"
#include "store/job.h"
#include "work/work.h"

struct work_job {
	/* Does a job that was taken, and ends it: by store_job_finish with the outcome in words for the
	 * editor who asked, or by store_job_later. A job may be done twice, when a worker dies before
	 * it says that it was done; one that must not calls store_job_begin first. False only when the
	 * store failed or another worker has taken the job over. */
	bool (*run)(struct work *w, const struct job *job, struct err *err);
};

/* What an editor handed over for the job, whose key is its number; *there is false when its day is
 * over. */
bool work_job_tryout(struct work *w, struct arena *a, const struct job *job,
	struct config_tryout *out, bool *there, struct err *err) MUST_USE;

/* What the worker lends a job that mails. */
struct mail_work work_mail(const struct work *w);

#define WORK_EXTERN(name, word) extern const struct work_job WORK_##name;
JOB_KINDS(WORK_EXTERN)
#undef WORK_EXTERN

#endif
