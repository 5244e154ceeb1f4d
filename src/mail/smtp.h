/* smtp: hands finished messages to a mail server (RFC 5321), by libcurl, over one connection.
 *
 *     struct smtp *smtp = smtp_open(&options, err);         no connection yet
 *     switch (smtp_send(smtp, from, to, eml, &why)) …       one message to one address; repeatedly
 *     smtp_close(smtp);                                     QUIT
 *
 * The first message makes the connection and the others use it. If the server has closed it, or a
 * failure left it in doubt, the next message makes a new one. Each message goes to one address, so
 * that every reply is about that address. Nothing is sent again by itself: the caller decides by
 * the outcome.
 *
 * TLS: smtps:// is TLS from the start (RFC 8314). With smtp://, a login needs STARTTLS (RFC 3207)
 * unless the server is this machine; without a login STARTTLS is used if a server elsewhere offers
 * it. Certificates are always verified. What the server says is text from outside: it is shown on
 * one line, of limited length. */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/arena.h"
#include "base/err.h"

enum {
	SMTP_CONNECT_SECONDS = 30,
	SMTP_REPLY_SECONDS = 300,    /* for each reply (RFC 5321 section 4.5.3.2) */
	SMTP_MESSAGE_SECONDS = 600,  /* for a whole message, connecting included */
	SMTP_MESSAGE_MAX = 32 << 20, /* bytes */
};

struct smtp_options {
	struct str url;            /* "smtp://127.0.0.1:25", without name, password or path */
	struct str user, password; /* AUTH (RFC 4954); empty: none */
	struct str ca;             /* a file of certificates (PEM) that are trusted beside those of the
								* system; empty: none */
	long reply_seconds;        /* 0: SMTP_REPLY_SECONDS */
	const volatile int *stop;  /* when it is not zero no message is begun, and one that is not yet
								* handed over whole is broken off; NULL: never */
};

enum smtp_outcome {
	/* The server has taken responsibility for it (section 4.2.5). */
	SMTP_SENT,
	/* Refused for good (5yz to this sender, address or message): the same message to the same
	 * address will be refused again. */
	SMTP_REFUSED,
	/* Not taken, and nothing was delivered: no connection, 4yz, a server that takes nothing at all
	 * (greeting, TLS, login), a connection lost before the end of the message. */
	SMTP_LATER,
	/* Handed over to its last byte, and no reply came. It may have been delivered: sending it again
	 * may deliver it twice. */
	SMTP_UNSURE,
};

struct smtp;
/* NULL when options->url is no address of a mail server (ERR_USER). smtp_close frees it. */
struct smtp *smtp_open(const struct smtp_options *options, struct err *err);
/* Hands one message over. `from` is the sender of the envelope, to whom failures are reported, and
 * `to` its recipient: both are addr-specs, as message_address gives them. The message is as
 * message_write makes it: ASCII lines of at most 998 bytes that end in CRLF, so it needs neither
 * 8BITMIME nor SMTPUTF8; any other is refused before anything is sent. On the way a dot at the
 * beginning of a line is doubled (section 4.5.2), and the size is announced to a server that knows
 * SIZE (RFC 1870).
 *
 * Unless the outcome is SMTP_SENT, *why says what happened, in words for an editor: ERR_SOURCE when
 * it is about the server, ERR_USER when it is about the message or the configuration. The strings
 * are only read during the call. */
enum smtp_outcome smtp_send(struct smtp *smtp, struct str from, struct str to, struct str message,
	struct err *why) MUST_USE;
/* What the server answered to the last message that was not SMTP_SENT: "550 5.1.1" (RFC 5321
 * section 4.2, RFC 3463), without its words; empty: it answered nothing. As long as smtp. */
struct str smtp_codes(const struct smtp *smtp);
/* Whether the server was told to whom the message goes, before it failed. */
bool smtp_named_recipient(const struct smtp *smtp);
/* Whether that answer is about this message or its address, and another message may fare better;
 * else it is about the connection, or about the sender. */
bool smtp_is_about_message(const struct smtp *smtp);
/* Ends the connection and frees all. NULL is allowed. */
void smtp_close(struct smtp *smtp);

#endif
