/* test_mail: mails the next edition of a section to one editor, as a test: the job JOB_TEST_MAIL
 * that the desk asks for and a worker does. */
#ifndef MAIL_TEST_MAIL_H
#define MAIL_TEST_MAIL_H

#include "model/site.h"
#include "store/job.h"

/* The key of the job of this section and editor, in the arena. */
struct str test_mail_key(struct arena *a, enum section section, int64_t editor);

/* Does a job that was taken, to its end: the edition as digest_draft makes it at `now`, to the
 * address of the editor in the key, its subject marked. Nothing is frozen, and nothing counts as
 * mailed. The job is finished with what came of it in words; or put off, when the mail server does
 * not take it now, a few times. It is handed over at most once: when a worker died while it did, or
 * the server did not say whether it took it, the editor is told to look, and decides. `wall` is the
 * clock of leases; a *stop that is not zero ends it early. False when the store failed or the lease
 * was lost. */
bool test_mail_do(const struct site *site, struct store *store, const struct job *job, int64_t now,
	int64_t wall, const volatile int *stop, struct err *err) MUST_USE;

#endif
