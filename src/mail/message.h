/* message: an Internet message with the same content twice, as text and as HTML (RFC 5322; MIME
 * multipart/alternative, RFC 2046 section 5.1.4), or as text alone. Built by GMime.
 *
 * The result is ready for SMTP: CRLF, seven bits, header lines of at most 78 characters wherever
 * they can be folded. Equal values give equal bytes, since the boundary and the Message-ID are made
 * from the content and the date is given. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/arena.h"
#include "base/err.h"

struct mailbox {
	struct str name;    /* any text; may be empty */
	struct str address; /* addr-spec: an ASCII local part without quotes, and a domain, which may be
						 * international */
};

struct message {
	struct mailbox from, to;
	struct str subject;
	int64_t date;
	struct str id; /* begins the Message-ID: atext and dots; followed by a hash of the content and
					* by the domain of `from` */
	struct str list_name; /* List-Id (RFC 2919): its phrase, any text */
	/* List-Id: letters, digits and "-"; followed by the domain of `from`. Empty: it is of no list,
	 * and has none of its headers. */
	struct str list_label;
	struct str unsubscribe; /* List-Unsubscribe (RFC 2369): one URI */
	struct str archive;     /* List-Archive: one URI; empty: none */
	struct str text;        /* as flowed_write gives it: LF line ends */
	struct str html;        /* empty: text alone */
};

/* Writes the whole message into the arena. Names and subject may be any text: line ends and control
 * characters become spaces, and what is not ASCII becomes encoded words (RFC 2047). False
 * (ERR_USER) when an address or a URI cannot stand in a header. */
bool message_write(struct arena *a, const struct message *message, struct str *out, struct err *err)
	MUST_USE;

/* Turns the address of a mailbox into the form that SMTP carries, in the arena: an addr-spec of at
 * most 254 bytes (RFC 5321 section 4.5.3.1) in ASCII, an international domain encoded (IDNA). False
 * (ERR_USER) when the text is no mail address. */
bool message_address(struct arena *a, struct str text, struct str *address, struct err *err)
	MUST_USE;

/* "mailto:ADDRESS?subject=SUBJECT" (RFC 6068), in the arena. */
struct str message_mailto(struct arena *a, struct str address, struct str subject);

#endif
