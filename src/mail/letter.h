/* letter: mail from the desk to one person who works there. The desk or the worker asks for a
 * letter by the job JOB_LETTER, and a worker writes and mails it.
 *
 * A letter holds what is true when it is mailed. The secret in a link is made then, too: the store
 * never has more than its hash. Letters go to confirmed addresses alone, but for the one that asks
 * for the confirmation. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "mail/hand_over.h"
#include "store/editor_mail.h"
#include "store/mail_link.h"

enum letter_kind {
	LETTER_CONFIRM, /* to the address that an editor wants: is it theirs? */
	LETTER_RESET,   /* a link to a new password */
	LETTER_INVITE,  /* a link by which somebody becomes an editor */
	LETTER_DAILY,   /* what waits in the queue, to who chose that */
	LETTER_ALERT,   /* what came about (store/alert.h), to who chose that */
	/* To whoever owns the address that was signed up for the digest: do they want it? Nothing that
	 * is kept of it names the address. */
	LETTER_SUBSCRIBE,
};
enum { LETTER_KIND_COUNT = LETTER_SUBSCRIBE + 1 };

/* How long the links are good, in seconds. */
enum {
	LETTER_CONFIRM_SECONDS = 2 * 86400,
	LETTER_RESET_SECONDS = 3600,
	LETTER_INVITE_SECONDS = 7 * 86400,
	LETTER_SUBSCRIBE_SECONDS = 5 * 86400,
};

/* Whether letters with links can be mailed: there is a mail server, and it is known by which
 * address browsers reach the desk. What a browser says of that address is not believed. */
bool letter_can_link(const struct site *site);
/* Of the secret in a link: 128 random bits, so that the line of a link fits on a terminal. */
enum { LETTER_SECRET_DIGITS = 32 };
/* Makes a link and keeps it, but for its secret. */
bool letter_make_link(struct store *s, struct arena *a, const struct mail_link *link,
	struct str *secret, struct err *err) MUST_USE;
/* Asks for a letter to the editor, or about the invitation, `of`. One that waits already is not
 * mailed twice. 0 is nobody: it costs the same, and nothing is mailed. `asked_by` may be empty. */
bool letter_ask(struct store *s, enum letter_kind kind, int64_t of, struct str asked_by,
	int64_t now, struct err *err) MUST_USE;
/* The latest job of such a letter. */
bool letter_find(struct store *s, struct arena *a, enum letter_kind kind, int64_t of,
	struct job *out, bool *found, struct err *err) MUST_USE;

/* An address that an editor is to have. */
struct letter_wish {
	int64_t editor;
	struct str address; /* as message_address takes it; empty: none any more */
	struct str asked_by;
	int64_t now;
};
/* Notes the address, and asks for the letter that asks its owner, if there is a mail server. Links
 * to confirm an earlier one end. */
bool letter_want_address(const struct site *site, struct store *s, const struct letter_wish *wish,
	struct err *err) MUST_USE;

/* The latest letter that the editor chose to get, as far as it was not mailed for good. */
bool letter_chosen_failed(struct store *s, struct arena *a, int64_t editor, struct job *out,
	bool *failed, struct err *err) MUST_USE;

/* Looks what came about and whether it is anybody's hour, and asks for the letters that editors
 * chose. What is asked for is noted with it, so that nothing is mailed twice, whenever a worker is
 * killed, and however clocks jump: a day has one letter at most. Part of each round of a worker. */
bool letter_plan(const struct mail_work *work, struct err *err) MUST_USE;

/* The last day that counts as decided for who chose another hour (before: the one that was chosen;
 * -1: never): today when the hour has passed, so that the first letter is not one of the past. In
 * the arena. */
struct str letter_first_day(
	struct arena *a, const struct editor_mail *mail, int before, int64_t now);

/* Does a job JOB_LETTER that was taken. False when the store failed or the lease was lost. */
bool letter_do(const struct mail_work *work, const struct job *job, struct err *err) MUST_USE;

#endif
