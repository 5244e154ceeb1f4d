/* diagnosis: what a received message says of how our mail arrives, in an editor's words. Pure. */
#ifndef MAIL_DIAGNOSIS_H
#define MAIL_DIAGNOSIS_H

#include "reader/reader.h"

enum diagnosis_kind {
	DIAGNOSIS_WELL,
	DIAGNOSIS_UNSEEN, /* this message does not show it */
	DIAGNOSIS_WRONG,  /* it needs a hand */
};
struct diagnosis {
	enum diagnosis_kind kind;
	const char *about; /* "SPF" */
	struct str text;   /* one or two sentences */
};
struct diagnoses {
	struct diagnosis *v;
	size_t n;
};

/* In the order in which they are to be read; in the arena. Domains are aligned when they are of one
 * organizational domain, as DMARC has it where it is relaxed (RFC 7489 sections 3.1 and 3.2). */
struct diagnoses diagnosis_of(struct arena *a, const struct mail_received *received);

#endif
