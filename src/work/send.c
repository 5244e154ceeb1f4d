/* The job SEND: an edition goes to its subscribers. It is put off while copies wait, so it lasts
 * until all are handed over. */
#include <stdlib.h>
#include <time.h>

#include "mail/mailing.h"
#include "work/job.h"
#include "work/visit.h"

enum { LEASE_SECONDS = 1800 };

struct send_job {
	struct work *w;
	const struct job *job;
};

/* Publishing waits for no mailing, and the job stays ours. */
static bool meanwhile(void *user)
{
	const struct send_job *of = user;
	struct err err;
	work_publish_meanwhile(of->w);
	return store_job_begin(of->w->store, of->job, (struct lease){time(NULL), LEASE_SECONDS}, &err);
}

/* What a mailing that cannot go on says to editors; the store's own failures are the worker's. */
static bool give_up(struct work *w, const struct job *job, const struct err *why, struct err *err)
{
	if (why->kind == ERR_USER)
		return store_job_finish(w->store, job, true, str_of(why->text), w->now, err);
	*err = *why;
	return false;
}

static bool send_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct mail_work work = work_mail(w);
	struct send_job of = {w, job};
	const struct mailing_sender sender = {&work, meanwhile, &of};
	struct mailing_report report;
	struct err why;
	long edition;
	if (!str_to_long(job->key, &edition))
		return store_job_finish(w->store, job, true, S("there is no such edition"), w->now, err);
	w->look_at = 0;
	if (!mailing_send(&a, &sender, edition, &report, &why))
		return give_up(w, job, &why, err);
	if (report.due != NO_TIME)
		return store_job_later(w->store, job, report.due,
			str_or(report.problem, S("some copies are tried again later")), err);
	return store_job_finish(w->store, job, false,
		report.done ? S("all copies are handed over") : S("paused"), w->now, err);
}

const struct work_job WORK_SEND = {send_run};
