/* report_text: bounces that are not RFC 3464. Inside parse/report/. */
#ifndef PARSE_REPORT_REPORT_TEXT_H
#define PARSE_REPORT_REPORT_TEXT_H

#include "parse/report/mail_report.h"

/* What of a message such a bounce is known by. */
struct report_text {
	struct str from;    /* its address */
	struct str subject; /* decoded */
	struct str failed;  /* X-Failed-Recipients, of Exim */
	struct str body;    /* its first text */
};
/* Whether it is a bounce; then *out gets one recipient, and the Message-ID of what is returned as
 * far as they are said. The status is that of the first SMTP reply that is quoted; with none it is
 * unknown, and the recipient may be unknown too. */
bool report_text_read(struct arena *a, const struct report_text *text, struct mail_report *out)
	MUST_USE;
/* Takes what the text of a report says of a recipient, for reports whose own fields do not say it,
 * as those of OpenSMTPD: a line "mia@mail.example: 550 5.1.1 no such mailbox". */
void report_text_complete(struct arena *a, struct str body, struct mail_recipient *to);

#endif
