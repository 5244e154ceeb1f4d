/* test_mail: mails the next edition of a section to one editor, as a test. The desk asks for it by
 * the job JOB_TEST_MAIL, and a worker does it. */
#ifndef MAIL_TEST_MAIL_H
#define MAIL_TEST_MAIL_H

#include "model/site.h"
#include "store/job.h"

/* The key of the job for this section and this editor, in the arena. */
struct str test_mail_key(struct arena *a, enum section section, int64_t editor);

/* What the worker lends it. */
struct test_mail {
	const struct site *site;
	struct store *store;
	int64_t now;              /* the site's clock: decides which edition is next, and the Date */
	int64_t wall;             /* the wall clock, of leases */
	const volatile int *stop; /* not zero: end early */
};

/* Does a job that was taken: mails the edition that digest_draft makes, its subject marked as a
 * test, to the address of the editor in the key. Nothing is frozen, and nothing counts as mailed.
 *
 * The job is finished with the outcome in words, or put off a few times while the mail server does
 * not take the message. A message is handed over at most once: when a worker died on the way, or
 * the server did not say whether it took it, the job fails and asks the editor to look whether the
 * message arrived. False when the store failed or the lease was lost. */
bool test_mail_do(const struct test_mail *options, const struct job *job, struct err *err) MUST_USE;

#endif
