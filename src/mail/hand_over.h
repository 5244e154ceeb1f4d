/* hand_over: the end of a job that mails one message: the message is handed to the mail server once
 * at most, tried again while the server does not take it, and the job ends with what became of it
 * in words.
 *
 *     struct hand_over h = {.a = a, .work = work, .job = job, .pauses = PAUSES, .pause_count = n};
 *     if (!hand_over_may(&h, &may, err))
 *         return false;
 *     if (!may)
 *         return true;                              the job is ended
 *     … writes the message …                        or hand_over_failed(&h, why, err)
 *     h.to = address;
 *     h.sent = S("sent");
 *     return hand_over_send(&h, eml, err);
 *
 * That the message is about to be handed over is noted before (store_job_begin). When a worker died
 * on the way, or the server did not say whether it took the message, the job fails and says so:
 * nothing is sent again by itself that may have arrived. */
#ifndef MAIL_HAND_OVER_H
#define MAIL_HAND_OVER_H

#include "model/site.h"
#include "store/job.h"

/* What the worker lends a job that mails. */
struct mail_work {
	const struct site *site;
	struct store *store;
	int64_t now;              /* the site's clock */
	int64_t wall;             /* the store's clock (store_clock), of what is due when */
	const volatile int *stop; /* not zero: end early */
};

struct smtp;
/* The site's mail server (mail/smtp.h), which stops when the worker is to; no connection yet. NULL
 * when the configuration names none (ERR_USER). smtp_close frees it. */
struct smtp *hand_over_open(const struct mail_work *work, struct err *err);

/* Of mail.per_hour, what editions may take: a tenth is kept for letters to readers, so that nobody
 * who signs up waits for an edition. 0: there is no limit. */
long hand_over_share_of_editions(const struct site *site);
#define HAND_OVER_NO_SHARE "this hour's share (mail.per_hour) is used up"

struct hand_over {
	struct arena *a;
	const struct mail_work *work;
	const struct job *job;
	const int64_t *pauses; /* seconds to wait after each attempt that the server put off; after the
							* last one it is given up */
	size_t pause_count;
	struct str to;   /* the address, as an editor typed it */
	bool unnamed;    /* to a reader, who was counted (hand_over_has_share): nothing that is kept may
					  * name the address: of what the server says there are    the codes alone */
	struct str sent; /* the outcome in words when the server took it */
};

/* Whether the job may go on; when not it is ended: an earlier worker may have handed it over, or
 * workers broke off too often. False, as of all of these, when the store failed or the lease was
 * lost. */
bool hand_over_may(const struct hand_over *h, bool *may, struct err *err) MUST_USE;
/* Whether the hour has room for a letter to a reader, which is counted then; when not the job waits
 * until it has. Letters to editors are counted too, but wait for nothing. */
bool hand_over_has_share(const struct hand_over *h, bool *has, struct err *err) MUST_USE;
/* Ends the job: it failed for good. */
bool hand_over_failed(const struct hand_over *h, struct str why, struct err *err) MUST_USE;
/* Hands the message over, and ends the job or puts it off. */
bool hand_over_send(const struct hand_over *h, struct str eml, struct err *err) MUST_USE;

#endif
