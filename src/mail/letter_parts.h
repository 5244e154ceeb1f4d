/* letter_parts: what the files that write letters share (private to mail/).
 *
 *     letter.c        asking, keys, the job
 *     letter_link.c   letters with a link
 *     letter_told.c   letters that editors chose
 *     letter_reader.c the letter to who signed up for the digest
 *     alert.c         what came about
 *     letter_plan.c   who is told, and when */
#ifndef MAIL_LETTER_PARTS_H
#define MAIL_LETTER_PARTS_H

#include "base/buf.h"
#include "mail/letter.h"
#include "mail/message.h"

enum { LETTER_MAX = 64 << 10 };

/* A letter while it is written. */
struct letter {
	struct arena *a;
	const struct mail_work *work;
	const struct job *job;
	int64_t of;      /* whom or what the key names */
	struct str rest; /* what else it says */
	/* What the writer fills in. */
	struct mailbox to;
	struct str subject;
	int more;        /* alerts beside the one in the subject */
	struct buf text; /* a paragraph a line; it is broken later */
	struct str foot; /* what follows the site's name at its end */
	struct str none; /* why there is nothing to mail after all, which is no failure */
};

/* Writes one kind of letter. False when it cannot be written; *why says so for editors, or is of
 * the store. */
typedef bool letter_writer(struct letter *letter, struct err *why);
letter_writer letter_confirm, letter_reset, letter_invite, letter_daily, letter_alert,
	letter_subscribe;

/* A text of elsewhere, or of an editor, within a line of the letter. In the arena. */
struct str letter_words(struct arena *a, struct str text);
/* The key of a letter's job, in the arena. `rest` may be empty. */
struct str letter_key(struct arena *a, enum letter_kind kind, int64_t of, struct str rest);
/* The `rest` of a daily letter: its day, and from which reminder on it tells of editions that wait
 * (0: of none); in the arena. */
struct str letter_daily_rest(struct arena *a, struct str day, int64_t first_reminder);
/* Brings the alerts up to date. *first and *last: the numbers of those that editors are told of
 * now; 0: none. Inside a transaction. */
bool alert_find(struct arena *a, const struct mail_work *work, int64_t *first, int64_t *last,
	struct err *err) MUST_USE;

/* The active editor to whom it goes. `none` is set when there is none any more. */
bool letter_editor(struct letter *letter, struct editor *editor, struct err *why) MUST_USE;

#endif
