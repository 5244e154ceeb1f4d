/* job: the kinds of work that the desk asks of a worker, since the desk itself opens no connection.
 *
 * A new kind of job is one entry here and one file, work/NAME.c, with its const struct work_job
 * WORK_NAME (work/job.h says what that is). An entry is the name and the word under which the store
 * keeps it; the word stays as it is once a store may hold it. */
#ifndef MODEL_JOB_H
#define MODEL_JOB_H

#include "base/str.h"

/* CHECK: visit a source now; the key is its name.
 * TEST_MAIL: mail the next edition of a section to an editor, as a test; the key is made by
 * test_mail_key (mail/test_mail.h).
 * HUB: tell hubs and subscribers of the feeds what they wait for (store/hub.h); it has no key.
 * TRYOUT: see what a change of the configuration would bring; the key is its number
 * (store/config_change.h).
 * OPML: read a list of feeds that an editor uploaded; the key is as of TRYOUT.
 * HAND_PAGE: take a page apart that an editor uploaded; the key is as of TRYOUT.
 * PUBLISH: write what readers see now; the key is "all" when every file is to be looked at.
 * LETTER: mail to somebody who works at the desk; the key is made by mail/letter.h.
 * SEND: hand over the copies of an edition that are due (mail/mailing.h); the key is its number.
 * CAMPAIGN: hand an edition to listmonk; the key is made by campaign_key (mail/campaign.h).
 * WEBSUB: take in what hubs of feeds delivered, and ask hubs to tell (store/websub.h); no key. */
/* clang-format off */
#define JOB_KINDS(JOB) \
	JOB(CHECK, "check") \
	JOB(TEST_MAIL, "test-mail") \
	JOB(HUB, "hub") \
	JOB(WEBSUB, "websub") \
	JOB(TRYOUT, "tryout") \
	JOB(OPML, "opml") \
	JOB(HAND_PAGE, "hand-page") \
	JOB(PUBLISH, "publish") \
	JOB(LETTER, "letter") \
	JOB(SEND, "send") \
	JOB(CAMPAIGN, "campaign")
/* clang-format on */

#define JOB_KIND(name, word) JOB_##name,
enum job_kind {
	JOB_UNKNOWN, /* of another version of the program */
	JOB_KINDS(JOB_KIND) JOB_KIND_COUNT
};
#undef JOB_KIND

/* The word that the store keeps; the kind must be a known one. */
const char *job_kind_word(enum job_kind kind);
/* JOB_UNKNOWN when no kind has this word. */
enum job_kind job_kind_of(struct str word);

#endif
