/* test_mail: mails the next edition of a section to one editor, as a test. The desk asks for it by
 * the job JOB_TEST_MAIL, and a worker does it. */
#ifndef MAIL_TEST_MAIL_H
#define MAIL_TEST_MAIL_H

#include "mail/hand_over.h"

/* The key of the job for the list of this slug and this editor, in the arena. */
struct str test_mail_key(struct arena *a, struct str list, int64_t editor);

/* Does a job that was taken: mails the edition that digest_draft makes, its subject marked as a
 * test, to the address of the editor in the key. The site's clock decides which edition is next.
 * Nothing is frozen, and nothing counts as mailed. The job is ended, or put off, as
 * mail/hand_over.h says. False when the store failed or the lease was lost. */
bool test_mail_do(const struct mail_work *work, const struct job *job, struct err *err) MUST_USE;

#endif
