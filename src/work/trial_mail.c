/* The job TRIAL_MAIL: an editor wants the next edition of a section by mail, as a test. */
#include "mail/trial_mail.h"

#include <time.h>

#include "work/job.h"

static bool trial_mail_run(struct work *w, const struct job *job, struct err *err)
{
	int64_t wall = time(NULL);
	const struct trial_mail options = {.site = w->site,
		.store = w->store,
		.now = w->pinned ? w->now : wall,
		.wall = wall,
		.stop = w->stop};
	return trial_mail_do(&options, job, err);
}

const struct work_job WORK_TRIAL_MAIL = {trial_mail_run};
