/* The job SEND: an edition goes to its subscribers. It is put off while copies wait, so it lasts
 * until all are handed over. */
#include <stdlib.h>

#include "base/clock.h"
#include "mail/mailing.h"
#include "work/job.h"
#include "work/visit.h"

enum { LEASE_SECONDS = 1800, TURN_MS = 60000, RETRY_SECONDS = 600 };

struct send_job {
	struct work *w;
	const struct job *job;
	int64_t until; /* clock_ms(): then it is the turn of others */
};

/* Publishing waits for no mailing, and the job stays ours. After a minute the rest of the worker's
 * round has its turn: who unsubscribes by mail gets no copy of an edition that takes hours. */
static bool meanwhile(void *user)
{
	const struct send_job *of = user;
	struct err err;
	work_publish_meanwhile(of->w);
	return clock_ms() < of->until && store_job_begin(of->w->store, of->job, LEASE_SECONDS, &err);
}

/* What keeps a mailing from going on is said to editors, and it is tried again: once it is put
 * right the mailing goes on by itself. The store's own failures are the worker's. */
static bool wait_for_editor(
	struct work *w, const struct job *job, int64_t edition, const struct err *why, struct err *err)
{
	if (why->kind != ERR_USER) {
		*err = *why;
		return false;
	}
	int64_t due = store_clock(w->store) + RETRY_SECONDS;
	return store_mailing_put_off(w->store, edition, due, str_of(why->text), err) &&
		store_job_later(w->store, job, due, str_of(why->text), err);
}

static bool send_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct mail_work work = work_mail(w);
	struct send_job of = {w, job, clock_ms() + TURN_MS};
	const struct mailing_sender sender = {&work, meanwhile, &of};
	struct mailing_report report;
	struct err why;
	long edition;
	if (!str_to_long(job->key, &edition))
		return store_job_finish(w->store, job, true, S("there is no such edition"), w->now, err);
	w->look_at = 0;
	if (!mailing_send(&a, &sender, edition, &report, &why))
		return wait_for_editor(w, job, edition, &why, err);
	if (report.due != NO_TIME)
		return store_job_later(w->store, job, report.due,
			str_or(report.problem, S("some copies are tried again later")), err);
	return store_job_finish(w->store, job, false,
		report.done ? S("all copies are handed over") : S("paused"), w->now, err);
}

const struct work_job WORK_SEND = {send_run};
