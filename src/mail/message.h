/* message: an Internet message that says one thing twice, as text and as HTML (RFC 5322; MIME
 * multipart/alternative, RFC 2046 section 5.1.4), built by GMime.
 *
 * What comes out is ready for SMTP: CRLF, seven bits, header lines of at most 78 characters
 * wherever they can be folded. Equal values give equal bytes: the boundary and the Message-ID are
 * made from the content, the date is given. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/arena.h"
#include "base/err.h"

struct mailbox {
	struct str name;    /* any text; may be empty */
	struct str address; /* addr-spec: an ASCII local part without quotes; the domain may be
						   international */
};

struct message {
	struct mailbox from, to;
	struct str subject;
	int64_t date;
	struct str id; /* the readable part of the Message-ID: atext and dots; a hash of the content and
					  the domain of `from` follow */
	struct str list_name; /* List-Id (RFC 2919): phrase and label; the domain of `from` follows the
							 label */
	struct str list_label;
	struct str unsubscribe; /* List-Unsubscribe (RFC 2369): one URI */
	struct str archive;     /* List-Archive: one URI; empty: none */
	struct str text;        /* as flowed_write gives it: LF line ends */
	struct str html;
};

/* The whole message, in the arena. Names and subject may be any text: line ends and control
 * characters in them become spaces, what is not ASCII becomes encoded words (RFC 2047). False when
 * an address or an URI cannot stand in a header. */
bool message_write(struct arena *a, const struct message *message, struct str *out, struct err *err)
	MUST_USE;

/* The address as it travels, in the arena: an addr-spec of at most 254 bytes (RFC 5321
 * section 4.5.3.1) in ASCII, its domain encoded (IDNA) where it is international. False when the
 * text is none that struct mailbox could hold. */
bool message_address(struct arena *a, struct str text, struct str *address, struct err *err)
	MUST_USE;

/* The mailto: URI (RFC 6068) that asks `address` for `subject`. */
struct str message_mailto(struct arena *a, struct str address, struct str subject);

#endif
