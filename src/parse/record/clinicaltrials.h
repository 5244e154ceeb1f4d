/* clinicaltrials: answers of the ClinicalTrials.gov API v2 (/studies, /studies/{nctId}), by
 * jansson. */
#ifndef PARSE_RECORD_CLINICALTRIALS_H
#define PARSE_RECORD_CLINICALTRIALS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct studies {
	struct entries entries;     /* ENTRY_TRIAL; native is the NCT number */
	struct str next_page_token; /* empty on the last page */
	size_t skipped;             /* studies without an NCT number */
};

/* One page of /studies, or one study object. False with a message when it is neither (a text/plain
 * error is quoted). */
bool clinicaltrials_parse(struct arena *a, struct str json, struct studies *out, struct err *err)
	MUST_USE;

#endif
