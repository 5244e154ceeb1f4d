/* smtp: hands finished messages to a mail server (RFC 5321), by libcurl, over one connection.
 *
 *     struct smtp *smtp = smtp_open(&options, err);      no connection yet
 *     switch (smtp_send(smtp, from, to, eml, &why)) …    for each message: one, to one address
 *     smtp_close(smtp);                                  QUIT
 *
 * The connection is made by the first message and kept for those that follow; one that the server
 * has closed, or that a failure left in doubt, is made anew by the next. One address a message, so
 * that a reply is about that address. Nothing is tried twice here: who keeps a ledger decides, by
 * the outcome.
 *
 * TLS: smtps:// is TLS from the start (RFC 8314). With smtp://, a login needs STARTTLS (RFC 3207)
 * unless the server is this machine; without a login STARTTLS is used where a server elsewhere
 * offers it. Certificates are always verified. The server's words are from outside: they come out
 * on one line, of bounded length. */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/arena.h"
#include "base/err.h"

enum {
	SMTP_CONNECT_SECONDS = 30,
	SMTP_REPLY_SECONDS = 300,   /* for each reply (RFC 5321 section 4.5.3.2) */
	SMTP_MESSAGE_SECONDS = 600, /* for a message in all, connecting included */
	SMTP_MESSAGE_MAX = 32 << 20,
};

struct smtp_options {
	struct str url;            /* "smtp://127.0.0.1:25"; no name or password in it, no path */
	struct str user, password; /* AUTH (RFC 4954); empty: none */
	long reply_seconds;        /* 0: SMTP_REPLY_SECONDS */
	const volatile int *stop;  /* not zero: what is not yet under way is not begun, what is not yet
								  handed over is broken off. NULL: never */
};

enum smtp_outcome {
	/* The server has taken responsibility for it (section 4.2.5). */
	SMTP_SENT,
	/* For good (5yz to this sender, address or message): the same message to the same address will
	 * be refused again. */
	SMTP_REFUSED,
	/* Not taken, and nothing was delivered: no connection, 4yz, a server that takes nothing at all
	 * (login, TLS, greeting), a line that broke before the message's end. */
	SMTP_LATER,
	/* Handed over to its last byte, and no reply came: perhaps it was delivered. Sending it again
	 * may double it. */
	SMTP_UNSURE,
};

struct smtp;
/* NULL when the address of the server is none. */
struct smtp *smtp_open(const struct smtp_options *options, struct err *err);
/* Hands one message over. `from` is the envelope's sender, where failures are reported to; `to` its
 * recipient; both an addr-spec, as message_address gives it. The message is as message_write makes
 * it: lines of at most 998 bytes that end in CRLF, and ASCII alone, so that it needs neither
 * 8BITMIME nor SMTPUTF8; one that is not is refused before anything is sent. A dot at a line's
 * beginning is doubled on the way (section 4.5.2), its size is announced where the server knows
 * SIZE (RFC 1870). *why is in an editor's words whatever comes out but SMTP_SENT. The strings are
 * only read during the call. */
enum smtp_outcome smtp_send(struct smtp *smtp, struct str from, struct str to, struct str message,
	struct err *why) MUST_USE;
/* Says goodbye. NULL is allowed. */
void smtp_close(struct smtp *smtp);

#endif
