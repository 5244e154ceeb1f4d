/* store/delivery: the ledger of the digest: an edition on its way (mailing), and what became of
 * each copy (delivery). One row an edition and subscriber, so nobody gets an edition twice.
 *
 *     store_mailing_begin(…)                     one row for everyone who is on the list now
 *     store_delivery_take(…, &d, &found, err)    `sending` is committed: now it may be handed over
 *     store_delivery_end(…, &d, err)             what became of it
 *
 * A sender ends one copy and takes the next in one transaction (store/unit.h). One that dies leaves
 * at most one copy of which nobody knows whether it arrived (store_delivery_lost). Several senders
 * may share a mailing. Who left the list, or everything, meanwhile gets none: that is looked at in
 * the transaction that takes the copy. */
#ifndef STORE_DELIVERY_H
#define STORE_DELIVERY_H

#include "model/delivery.h"
#include "store/lease.h"
#include "store/store.h"

struct mailing {
	int64_t edition;
	enum mailing_state state;
	struct str editor;  /* who sent it */
	int64_t people;     /* how many it was to go to */
	int64_t at;         /* when it was begun */
	int64_t ended;      /* cancelled or done; NO_TIME: it is not over */
	int64_t due;        /* not gone on with before: the mail server was not reached, or an hour's
						 * share is used up */
	struct str problem; /* why */
};
/* How many people an edition of the list goes to now: its confirmed subscribers; `about` an item
 * (0: none): those of them who were sent an edition of the list that held it. */
bool store_mailing_people(
	struct store *s, struct str list, int64_t about, int64_t *people, struct err *err) MUST_USE;
/* How many copies of editions of the list that hold the item are still to be sent. */
bool store_mailing_waiting(
	struct store *s, struct str list, int64_t item, int64_t *copies, struct err *err) MUST_USE;
/* Begins it: one planned copy for each of those people, who are counted into *people. A mailing of
 * this edition that is there already is an error (ERR_USER). */
bool store_mailing_begin(struct store *s, const struct mailing *mailing, struct str list,
	int64_t about, int64_t *people, struct err *err) MUST_USE;
bool store_mailing_get(struct store *s, struct arena *a, int64_t edition, struct mailing *out,
	bool *there, struct err *err) MUST_USE;
/* Pauses, resumes or cancels (then no planned copy is handed over any more). *changed is false when
 * it stood so already, or is over. */
bool store_mailing_set(struct store *s, int64_t edition, enum mailing_state state, int64_t now,
	bool *changed, struct err *err) MUST_USE;
/* Not before `due`, and why; `due` 0 and no problem: it goes on. */
bool store_mailing_put_off(
	struct store *s, int64_t edition, int64_t due, struct str problem, struct err *err) MUST_USE;
/* Done, if no copy waits and none is being handed over. *done says whether. */
bool store_mailing_finish(
	struct store *s, int64_t edition, int64_t now, bool *done, struct err *err) MUST_USE;

struct delivery {
	int64_t edition, subscriber;
	enum delivery_state state;
	long attempts;
	int64_t due;                /* of a deferred copy: when to try again; NO_TIME */
	int64_t at;                 /* of the last attempt; NO_TIME */
	struct str code;            /* what the mail server said: "550 5.1.1"; no text */
	bool again;                 /* it is sent once more after a crash, with the same Message-ID */
	struct str handle, address; /* of the subscriber: sealed (model/subscriber.h) */
};
/* Takes the next copy that is due of an edition on its way, for a subscriber who is on the list,
 * and marks it `sending`. *found is false when none is due, or the mailing is paused or over. */
bool store_delivery_take(struct store *s, struct arena *a, int64_t edition, int64_t seconds,
	struct delivery *out, bool *found, struct err *err) MUST_USE;
/* What became of a copy that was taken: state, due, at, code, attempts and again. A copy whose
 * lease another sender has is an error. */
bool store_delivery_end(struct store *s, const struct delivery *delivery, struct err *err) MUST_USE;
/* Gives back the copy for this subscriber, if this process took it: it was never handed over, since
 * nobody could tell whether the taking was saved. Inside a transaction. */
bool store_delivery_untake(
	struct store *s, int64_t edition, int64_t subscriber, struct err *err) MUST_USE;
/* Copies that somebody was about to hand over who died, or whose lease ended: unknown; when
 * `again`, planned once more, and unknown the second time. *n counts them. */
bool store_delivery_lost(struct store *s, bool again, int64_t *n, struct err *err) MUST_USE;
/* An editor decides about the unknown copies of an edition that is not cancelled: sent again, with
 * those that were refused for another reason than their address, or taken as sent. */
bool store_delivery_settle(struct store *s, int64_t edition, bool again, int64_t now, int64_t *n,
	struct err *err) MUST_USE;

/* A copy came back: notes the time and the code. *there is false when there was no such copy. */
bool store_delivery_bounced(struct store *s, const struct delivery *delivery, int64_t now,
	bool *there, struct err *err) MUST_USE;

struct delivery_counts {
	int64_t n[DELIVERY_STATES];
	int64_t bounced;
	int64_t next; /* when the first deferred copy is due; NO_TIME: none is */
};
bool store_delivery_count(
	struct store *s, int64_t edition, struct delivery_counts *out, struct err *err) MUST_USE;
#endif
