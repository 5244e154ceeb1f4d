/* mail_received: what a message shows of how it was received: the verdicts of the receiver (RFC
 * 8601), signatures (RFC 6376), the server that handed it over, and the fields of lists. Pure.
 *
 * Only what the nearest receiver says of itself counts: Authentication-Results with the name that
 * the topmost one bears, the topmost Received of a server that is not of the receiver's own house.
 * A sender may write others below these. */
#ifndef PARSE_REPORT_MAIL_RECEIVED_H
#define PARSE_REPORT_MAIL_RECEIVED_H

#include "base/arena.h"

/* Bytes that are read, bytes of texts, and the most of each sort. */
enum {
	MAIL_RECEIVED_BYTES = 4 << 20,
	MAIL_RECEIVED_TEXT_MAX = 300,
	MAIL_RECEIVED_LIST_MAX = 16,
};

enum mail_method { MAIL_SPF, MAIL_DKIM, MAIL_DMARC };
enum mail_verdict { /* RFC 8601 section 2.7 */
	MAIL_VERDICT_OTHER,
	MAIL_NONE, /* nothing is published, or nothing is signed */
	MAIL_PASS,
	MAIL_FAIL,
	MAIL_SOFTFAIL,
	MAIL_NEUTRAL,
	MAIL_ERROR, /* temporary or permanent */
};
struct mail_result {
	enum mail_method method;
	enum mail_verdict verdict;
	struct str domain; /* whose: of the envelope sender, of the signature, of From; or empty */
};

/* Fields that a signature should cover, as bits of `covers`. */
enum mail_field {
	MAIL_FIELD_FROM = 1,
	MAIL_FIELD_TO = 2,
	MAIL_FIELD_SUBJECT = 4,
	MAIL_FIELD_DATE = 8,
	MAIL_FIELD_MESSAGE_ID = 16,
	MAIL_FIELD_UNSUBSCRIBE = 32,
	MAIL_FIELD_UNSUBSCRIBE_POST = 64,
};
struct mail_signature {
	struct str domain;
	int covers;
};

struct mail_received {
	struct str receiver; /* who gave the verdicts; empty: nobody did */
	struct mail_result *results;
	size_t result_count;
	struct mail_signature *signatures;
	size_t signature_count;
	/* The server that handed it over: how it called itself, its address and the name that the
	 * address has. Empty: not said, or it has none. */
	struct str hello, address, name;
	bool handed_over;                         /* some server from outside did */
	bool names_shown;                         /* the receiver would have written the name */
	struct str from, message_id, return_path; /* their domains, in lower case */
	struct str list_id;
	struct strs unsubscribe; /* the URIs of List-Unsubscribe, in their order */
	long unsubscribe_fields;
	bool one_click;        /* List-Unsubscribe-Post as RFC 8058 has it */
	int64_t date, arrived; /* NO_TIME: not said */
	long html_bytes;       /* of the HTML as it is sent; 0: there is none */
};
struct record;
extern const struct record MAIL_RECEIVED; /* base/record.h */

/* Reads a message with its header, with LF or CRLF. Never fails; *out is zeroed by the caller and
 * belongs to the arena. */
void mail_received_read(struct arena *a, struct str bytes, struct mail_received *out);
/* Whether it is one that mail_received_read could give. */
bool mail_received_check(const struct mail_received *received) MUST_USE;

#endif
