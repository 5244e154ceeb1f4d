/* The job CAMPAIGN: an editor wants an edition handed to listmonk. */
#include "mail/campaign.h"
#include "work/campaign.h"
#include "work/job.h"

enum { ATTEMPTS = 5, PAUSE = 120, LONG_PAUSE = 600 };

/* Who does not answer is asked again for a while; what an editor has to put right ends the job. */
static bool not_made(struct work *w, const struct job *job, const struct err *why, struct err *err)
{
	struct str words = str_of(why->text);
	if (why->kind == ERR_BUSY)
		return store_job_wait(w->store, job, store_clock(w->store) + PAUSE, words, err);
	if (why->kind == ERR_SOURCE && job->attempts < ATTEMPTS)
		return store_job_later(w->store, job, store_clock(w->store) + LONG_PAUSE, words, err);
	if (why->kind == ERR_SOURCE || why->kind == ERR_USER)
		return store_job_finish(w->store, job, true, words, w->now, err);
	*err = *why;
	return false;
}

static bool campaign_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct mail_work work = work_mail(w);
	struct campaign_wish wish = {.editor = job->asked_by};
	struct frozen_edition edition;
	struct campaign made;
	struct err why;
	int64_t id;
	bool there;
	campaign_of_key(job->key, &id, &wish.twice);
	if (!store_edition_get(w->store, &a, id, &edition, &there, err))
		return false;
	if (!there)
		return store_job_finish(w->store, job, true, S("there is no such edition"), w->now, err);
	if (!campaign_make(&a, &work, &edition, &wish, &made, &why))
		return not_made(w, job, &why, err);
	return store_job_finish(w->store, job, false,
		str_printf(&a, "campaign %lld of listmonk%s", (long long)made.number,
			made.before ? " already" : ", a draft"),
		w->now, err);
}

const struct work_job WORK_CAMPAIGN = {campaign_run};
