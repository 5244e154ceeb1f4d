/* mailing: a frozen edition on its way to the subscribers of its list.
 *
 *     mailing_start(site, store, &wish, &people, err)      the ledger has a row for each of them
 *     mailing_send(&sender, edition, &report, err)         hands over what is due now
 *
 * The message is rendered and encoded once (mail/copies.h) and handed over by one connection
 * (mail/smtp.h). store/delivery.h is the ledger: a copy is `sending` in it before it is handed over
 * and something else after; so a sender that is killed leaves one copy in doubt, which is sent once
 * more with the same Message-ID, or left to an editor (mail.after_crash). Several senders share a
 * mailing. Whoever left in the meantime gets nothing.
 *
 * What is kept of what a mail server said are its codes: nothing else can hold no address. */
#ifndef MAIL_MAILING_H
#define MAIL_MAILING_H

#include "mail/hand_over.h"
#include "model/edition.h"
#include "store/delivery.h"

struct mailing_wish {
	int64_t edition;
	struct str editor;
	int64_t now;
	int64_t about; /* 0: to everyone on the list; an item: to those who were sent it. A correction
					* goes to those who were sent its item in any case */
	bool twice;    /* also when the edition went to listmonk as well (mail/campaign.h) */
	bool as_frozen; /* also when readers are told otherwise by now (mailing_check_true) */
};
/* How many people the edition would go to; `about` as in the wish. */
bool mailing_people(
	struct store *s, int64_t edition, int64_t about, int64_t *people, struct err *err) MUST_USE;
/* False (ERR_USER), with the title of the first, when the edition says what readers are told
 * otherwise by now (store_edition_outdated): it should not go out unless that is confirmed. */
bool mailing_check_true(struct store *s, int64_t edition, struct err *err) MUST_USE;
/* Begins it, and asks a worker to send. *people says how many it goes to. False (ERR_USER) when the
 * edition cannot be mailed: there is none, it was sent, it is of an older version, nobody is on the
 * list, or what it says is not so any more and nobody confirmed that. One transaction. */
bool mailing_start(const struct site *site, struct store *s, const struct mailing_wish *wish,
	int64_t *people, struct err *err) MUST_USE;
/* Does with one that was begun what an editor wants: pauses, resumes or cancels it, or decides
 * about the copies of which it is not known whether they arrived (EDITION_AGAIN, EDITION_TAKEN). A
 * worker is asked to go on where something is to be sent. *changed is false when it stood so
 * already, or is over. What changed stands in the log. One transaction. */
bool mailing_change(struct store *s, const struct mailing_wish *wish, enum edition_verb verb,
	bool *changed, struct err *err) MUST_USE;

struct mailing_sender {
	const struct mail_work *work;
	/* Called about once a second while it goes on; false: end soon. May be NULL. */
	bool (*meanwhile)(void *user);
	void *user;
};
struct mailing_report {
	int64_t sent, deferred, failed, unknown; /* by this sender, now */
	bool done;                               /* nothing is left to be sent */
	int64_t due;        /* when to go on; NO_TIME: it is done, paused or cancelled */
	struct str problem; /* why not now, in words for editors; in the arena; empty: nothing */
};
/* Hands over every copy that is due, until none is, the mailing is paused or cancelled, the mail
 * server takes none, an hour's share is used up, or work->stop. False when the store or the key
 * failed; what was handed over until then is noted. */
bool mailing_send(struct arena *a, const struct mailing_sender *sender, int64_t edition,
	struct mailing_report *report, struct err *err) MUST_USE;

#endif
