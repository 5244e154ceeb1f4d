/* mail_report: what a mail that came back says. Pure.
 *
 * Read are reports of delivery (multipart/report with message/delivery-status, RFC 3464; Exim's
 * X-Failed-Recipients and qmail's text, which is QSBMF; other texts of mailer daemons), feedback of
 * mail providers (message/feedback-report, RFC 5965), and mail by which somebody leaves a list. The
 * message itself and its parts are read by GMime.
 *
 * Anybody can write such a mail. What it says holds only for an address that is proven otherwise:
 * by the address that it was delivered to, which nobody but the receiver of our mail knows. */
#ifndef PARSE_REPORT_MAIL_REPORT_H
#define PARSE_REPORT_MAIL_REPORT_H

#include "base/arena.h"

/* Bytes that are read; what stands behind them is not. A report stands before what it returns. */
enum { MAIL_REPORT_BYTES = 1 << 20 };
/* Bytes of texts, and the most of each sort. */
enum {
	MAIL_REPORT_ADDRESS_MAX = 254, /* RFC 5321 section 4.5.3.1.3, without the angle brackets */
	MAIL_REPORT_ID_MAX = 250,
	MAIL_REPORT_TOKEN_MAX = 200,
	MAIL_REPORT_LEAVE_MIN = 16, /* of a word in List-Unsubscribe */
	MAIL_REPORT_RECIPIENTS = 50,
	MAIL_REPORT_ADDRESSES = 16,
	MAIL_REPORT_LEAVE = 8,
	MAIL_REPORT_PARTS = 64,
	MAIL_REPORT_DEPTH = 8,
};

enum mail_report_kind {
	MAIL_OTHER,       /* none of these */
	MAIL_DELIVERY,    /* what became of a message */
	MAIL_FEEDBACK,    /* somebody complained, or a provider has something else to say */
	MAIL_UNSUBSCRIBE, /* subject "unsubscribe TOKEN" */
	MAIL_AUTOMATIC,   /* an answer of no person: on vacation, received, … (RFC 3834) */
};
enum mail_action { /* RFC 3464 section 2.3.3 */
	MAIL_ACTION_NONE,
	MAIL_FAILED,
	MAIL_DELAYED, /* it is still tried */
	MAIL_DELIVERED,
	MAIL_RELAYED,
	MAIL_EXPANDED,
};
enum mail_feedback { /* RFC 5965 section 7.3, RFC 6650 section 3 */
	MAIL_FEEDBACK_NONE,
	MAIL_FEEDBACK_ABUSE,
	MAIL_FEEDBACK_FRAUD,
	MAIL_FEEDBACK_OPT_OUT,
	MAIL_FEEDBACK_VIRUS,
	MAIL_FEEDBACK_NOT_SPAM,
	MAIL_FEEDBACK_OTHER, /* "other", and any that is not known here (auth-failure, dmarc, …) */
};
/* An enhanced status code (RFC 3463): 5.1.1. Its class is 2, 4 or 5; all 0: it has none. */
struct mail_status {
	int class, subject, detail;
};
struct mail_recipient {
	enum mail_action action;
	struct mail_status status;
	long reply; /* the SMTP reply that it comes from: 550; 0: none is quoted */
	bool spam;  /* what was said along with it speaks of spam, of lists of senders or of policy */
	struct str address; /* as the sender wrote it, else where it went at last; empty: unknown */
};
struct mail_report {
	enum mail_report_kind kind;
	enum mail_feedback feedback;
	struct mail_recipient *recipients;
	size_t recipient_count;
	/* Addresses that tell, when one of them is ours, whom this is about: where this mail was
	 * delivered, the surest first, then the envelope sender of what is returned. */
	struct strs addresses;
	/* What may be the token of a link by which the receiver of what is returned leaves: words of
	 * letters and digits in its List-Unsubscribe. */
	struct strs leave;
	struct str message_id; /* of what is returned, without angle brackets */
	struct str reported_domain;
	struct str token; /* of MAIL_UNSUBSCRIBE, in lower case */
};
struct record;
extern const struct record MAIL_REPORT; /* base/record.h */

/* Reads a message as it was received, with LF or CRLF. Never fails; *out is zeroed by the caller
 * and belongs to the arena. */
void mail_report_read(struct arena *a, struct str bytes, struct mail_report *out);
/* Whether a report is one that mail_report_read could give. */
bool mail_report_check(const struct mail_report *report) MUST_USE;
/* Sets GMime up, for a process that will have no files. */
void mail_report_start(void);

#endif
