/* report_field: fields of reports (RFC 3464 section 2.1, RFC 5965 section 3), which have the syntax
 * of header fields, and the values in them. Inside parse/report/. */
#ifndef PARSE_REPORT_REPORT_FIELD_H
#define PARSE_REPORT_REPORT_FIELD_H

#include "parse/report/mail_report.h"

struct report_field {
	struct str name, value; /* the value on one line, trimmed */
};
/* Takes the next field off *rest. False at the end of the group: after an empty line, which is
 * taken too, or at the end of the text. Lines that are no field are passed over. */
bool report_field_take(struct arena *a, struct str *rest, struct report_field *out) MUST_USE;

/* "rfc822; <mia@mail.example>", with or without the type: the address, in the arena. STR_NONE when
 * it is none that SMTP could carry. */
struct str report_field_address(struct arena *a, struct str value);
/* "<1@mail.example>": what stands in the angle brackets. STR_NONE when it is no Message-ID. */
struct str report_field_id(struct arena *a, struct str value);
/* Whether all bytes are visible ASCII; an empty text is not. An address that is not, as RFC 6531
 * allows, is none of a subscriber. */
bool report_field_is_visible(struct str s) MUST_USE;
/* Whether a refusal is about what was sent, or who sent it, and not about the mailbox: it speaks of
 * spam, lists of senders, policy, content. */
bool report_field_speaks_of_spam(struct arena *a, struct str text) MUST_USE;
/* Takes an enhanced status code at the beginning of the text. */
bool report_field_status(struct str text, struct mail_status *out) MUST_USE;
/* Takes what an SMTP server said: "smtp; 550-5.1.1 <mia@mail.example> unknown". */
void report_field_diagnostic(struct arena *a, struct str value, struct mail_recipient *to);
/* The first SMTP reply of a text that has an enhanced status code: "550 5.1.1". */
bool report_field_reply(struct str text, long *reply, struct mail_status *status) MUST_USE;

#endif
