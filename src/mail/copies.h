/* copies: one message for many recipients. It is rendered and encoded once; a copy differs in the
 * To, the Date, the Message-ID and a token, which stands in the links that are for this recipient
 * alone. Tokens are as long as the placeholder that the message was rendered with, so no line
 * breaks elsewhere.
 *
 *     struct copies copies CLEANUP_COPIES;
 *     copies_begin(&copies, &arena, &message, placeholder, err)
 *     for each recipient:
 *         buf_clear(&eml);
 *         copies_write(&copies, &(struct copy){to, date, seed, token}, &eml, err)
 *
 * A copy is, to the byte, what message_write makes of the message with these values in it and with
 * message_content of the message as its `content`. It costs a copy of the bytes, and no memory that
 * stays. */
#ifndef MAIL_COPIES_H
#define MAIL_COPIES_H

#include "base/buf.h"
#include "mail/message.h"

/* Bytes from `at` on that a copy replaces by those of the token from `from` on. */
struct copies_slot {
	size_t at, from, n;
};

/* What all copies share. Private. */
struct copies {
	struct message message;
	struct str domain; /* of the sender, in ASCII */
	struct str bytes;  /* the message with the placeholder */
	struct copies_span {
		size_t from, to;
	} to, date, id; /* in `bytes`: these fields after their colons, with their line ends */
	struct copies_slot *slots;
	size_t n;
	size_t token; /* the length of a token */
	struct arena scratch;
};

/* What one copy has of its own. */
struct copy {
	struct mailbox to;
	int64_t date;
	struct str seed;  /* as in struct message */
	struct str token; /* as long as the placeholder, of the same characters */
};

/* Writes the message, whose `to`, `date` and `seed` do not count, and finds where the placeholder
 * stands: in its header, its text and its HTML, where it is part of addresses. The placeholder is
 * of letters, digits, "-" and "_" and occurs nowhere by chance. *copies is to be freed by
 * copies_end, whatever is returned; it needs the arena and what the message points to until then.
 * False: as message_write, or the placeholder could not be found everywhere (ERR_SYSTEM). */
bool copies_begin(struct copies *copies, struct arena *a, const struct message *message,
	struct str placeholder, struct err *err) MUST_USE;
/* Adds the copy to the buffer, ready for SMTP. False (ERR_USER) when the address is none, when the
 * token is not of the form of the placeholder, or when the buffer is full. */
bool copies_write(struct copies *copies, const struct copy *copy, struct buf *out, struct err *err)
	MUST_USE;
void copies_end(struct copies *copies);

#define CLEANUP_COPIES __attribute__((cleanup(copies_end)))

#endif
