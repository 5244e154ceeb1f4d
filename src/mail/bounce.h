/* bounce: mail that came back, and what follows from it for a subscriber.
 *
 * The address does not exist (5.1.x, 5.2.1): no more mail to it, after one report. It is full or
 * its server has a trouble (4.x.x, 5.2.2, or nothing is said): after reports on three days, of
 * which the last is a week or more behind the first, within 100 days. Refused for spam, for its
 * content or by a policy (5.6.x, 5.7.x, 5.1.7, 5.1.8, 5.2.3, 5.3.4, or the words say so): counted,
 * and the address is never stopped for it. Called spam (abuse, fraud, opt-out): unsubscribed from
 * everything. "unsubscribe TOKEN": unsubscribed.
 *
 * Whom a report is about is proven by the address that it was sent to (mail/verp.h), or by the link
 * to leave by in the message that it returns. One that only names the address of a subscriber
 * anybody can write: it counts like a full mailbox, whatever it says.
 *
 * A mail is taken in once: a hash of it is kept in the transaction in which something follows from
 * it. Nothing else of it is kept but codes, and no error or outcome has an address in it. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "model/bounce.h"
#include "model/site.h"
#include "store/store.h"

/* What mails were taken in. */
struct bounce_counts {
	size_t mails;               /* those that were new */
	size_t again;               /* taken in before: nothing follows */
	size_t by[BOUNCE_OUTCOMES]; /* of the new ones; a mail may be about several recipients */
};
/* "3 reports: 1 address stopped, 1 complaint, 1 not understood", in the arena. */
struct str bounce_counts_text(struct arena *a, const struct bounce_counts *counts);

/* Whether what a mail server answered ("550 5.1.1") says that the address does not exist. */
bool bounce_is_of_address(struct str codes);

struct bounce_work {
	const struct site *site;
	struct store *store;
	int64_t now;
	const volatile int *stop; /* not zero: end early; NULL: never */
};
/* Takes in what is at the place (mail/inbox.h); *counts says what followed, also of a part that was
 * read before a failure. A site without a key has no subscribers: an error (ERR_USER). */
bool bounce_read(const struct bounce_work *work, struct str place, struct bounce_counts *counts,
	struct err *err) MUST_USE;
/* The same of mail.bounce_mail; nothing when it is not configured, or the site has no subscribers
 * yet. */
bool bounce_poll(const struct bounce_work *work, struct bounce_counts *counts, struct err *err)
	MUST_USE;

#endif
