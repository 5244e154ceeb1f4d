/* The job LETTER: mail from the desk to somebody who works there. */
#include "mail/letter.h"

#include "work/job.h"

static bool letter_run(struct work *w, const struct job *job, struct err *err)
{
	const struct mail_work work = work_mail(w);
	return letter_do(&work, job, err);
}

const struct work_job WORK_LETTER = {letter_run};
