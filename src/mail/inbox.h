/* inbox: mail that arrived, message by message, from wherever it is kept.
 *
 *     struct inbox in = {.place = S("maildir:/var/mail/bounce"), .take = on_message, .user = &x};
 *     if (!inbox_read(&in, err)) …
 *
 * Nothing is deleted. Where mail is kept on remembers what was taken: a Maildir by moving it to cur
 * and marking it as seen, once `take` has returned true; an IMAP server by the number that `marked`
 * is told. A file is read from its beginning each time. Between `take` and the remembering the
 * process may die: then the message comes again. So `take` has to know a message that it had. */
#ifndef MAIL_INBOX_H
#define MAIL_INBOX_H

#include "base/arena.h"
#include "base/err.h"

/* Bytes of a message that are read; the rest is passed over. */
enum { INBOX_MESSAGE_MAX = 4 << 20 };

/* How far an IMAP mailbox has been read (RFC 3501 section 2.3.1.1). */
struct inbox_mark {
	long validity; /* UIDVALIDITY; 0: nothing has been read */
	long uid;      /* of the last message that was taken */
};

struct inbox {
	/* "maildir:PATH", "mbox:PATH", "imaps://USER@HOST/MAILBOX", "imap://…"; or a path: a file with
	 * one message or in the format mbox, a Maildir, "-" for standard input. */
	struct str place;
	struct str password;      /* of the IMAP server */
	struct str ca;            /* as struct smtp_options has it */
	struct inbox_mark mark;   /* how far it was read before */
	const volatile int *stop; /* when it is not zero no more messages are begun; NULL: never */
	/* Takes one message, without the lines that mbox adds. False, with *err: it could not be kept,
	 * and reading ends; it is not remembered as taken. */
	bool (*take)(void *user, struct str message, struct err *err);
	/* Keeps the mark, after a message of an IMAP server was taken. */
	bool (*marked)(void *user, struct inbox_mark mark, struct err *err);
	void *user;
};

/* Hands over all messages that were not taken yet. False when the place cannot be read (ERR_SYSTEM,
 * ERR_SOURCE; ERR_USER when it is no such place), or `take` or `marked` failed.
 *
 * imaps:// is TLS from the start; with imap:// STARTTLS is demanded unless the server is this
 * machine (RFC 8314). Certificates are verified. */
bool inbox_read(const struct inbox *in, struct err *err) MUST_USE;

#endif
