/* The job TEST_MAIL: an editor wants the next edition of a section by mail, as a test. */
#include "mail/test_mail.h"

#include <time.h>

#include "work/job.h"

static bool test_mail_run(struct work *w, const struct job *job, struct err *err)
{
	int64_t wall = time(NULL);
	const struct test_mail options = {.site = w->site,
		.store = w->store,
		.now = w->pinned ? w->now : wall,
		.wall = wall,
		.stop = w->stop};
	return test_mail_do(&options, job, err);
}

const struct work_job WORK_TEST_MAIL = {test_mail_run};
