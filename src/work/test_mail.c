/* The job TEST_MAIL: an editor wants the next edition of a section by mail, as a test. */
#include "mail/test_mail.h"

#include "work/job.h"

static bool test_mail_run(struct work *w, const struct job *job, struct err *err)
{
	const struct mail_work work = work_mail(w);
	return test_mail_do(&work, job, err);
}

const struct work_job WORK_TEST_MAIL = {test_mail_run};
