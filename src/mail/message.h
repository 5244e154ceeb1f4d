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
	struct str id;   /* begins the Message-ID: atext and dots; followed by a hash of the content and
					  * the seed, and by the domain of `from` */
	struct str seed; /* who this copy is for, so that two have two Message-IDs: any bytes; empty:
					  * only the content counts */
	/* What stands for the content in the Message-ID and the boundary, the same in all copies of an
	 * edition: at least 16 hexadecimal digits. Empty: a hash of the content. */
	struct str content;
	struct str list_name; /* List-Id (RFC 2919): its phrase, any text */
	/* List-Id: letters, digits and "-"; followed by the domain of `from`. Empty: it is of no list,
	 * and has none of its headers. */
	struct str list_label;
	/* List-Unsubscribe (RFC 2369): an https: and a mailto: URI; either may be empty. With the first
	 * comes List-Unsubscribe-Post (RFC 8058). No line of the header is longer than 78 characters
	 * when a URI has at most 74: one cannot be folded. */
	struct str unsubscribe_url, unsubscribe;
	struct str archive, owner; /* List-Archive and List-Owner: one URI each; empty: none */
	/* Feedback-ID, which tells a sender what complaints are about: up to three fields with ":"
	 * between them, of ASCII without spaces; a name of the domain follows. Empty: none. */
	struct str feedback;
	struct str text; /* as flowed_write gives it: LF line ends */
	struct str html; /* empty: text alone */
};

/* Writes the whole message into the arena. Names and subject may be any text: line ends and control
 * characters become spaces, and what is not ASCII becomes encoded words (RFC 2047). No line is a
 * lone dot. False (ERR_USER) when an address or a URI cannot stand in a header. */
bool message_write(struct arena *a, const struct message *message, struct str *out, struct err *err)
	MUST_USE;

/* What stands for the content: of message->content, or a hash in the arena. A message with this as
 * its `content` is the same message. */
struct str message_content(struct arena *a, const struct message *message);
/* The Message-ID with its angle brackets; `domain` is that of message->from, in ASCII. */
struct str message_id(struct arena *a, const struct message *message, struct str domain);

/* Turns the address of a mailbox into the form that SMTP carries, in the arena: an addr-spec of at
 * most 254 bytes (RFC 5321 section 4.5.3.1) in ASCII, an international domain encoded (IDNA). False
 * (ERR_USER) when the text is no mail address. */
bool message_address(struct arena *a, struct str text, struct str *address, struct err *err)
	MUST_USE;

/* "mailto:ADDRESS?subject=SUBJECT" (RFC 6068), in the arena. */
struct str message_mailto(struct arena *a, struct str address, struct str subject);

#endif
