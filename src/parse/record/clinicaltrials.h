/* clinicaltrials: studies as the ClinicalTrials.gov API version 2 sends them in JSON: a page of
 * /studies, or one study of /studies/{nctId}.
 *
 * Each study becomes an entry of kind ENTRY_TRIAL whose `trial` has the fields of the API. */
#ifndef PARSE_RECORD_CLINICALTRIALS_H
#define PARSE_RECORD_CLINICALTRIALS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct studies {
	struct entries entries;     /* native is the NCT number */
	struct str next_page_token; /* nextPageToken; empty on the last page */
	long total;                 /* totalCount: of all pages; -1: not given */
	size_t skipped;             /* studies without an NCT number, which are left out */
	struct str fault;           /* what was mended in the JSON, for people; empty: nothing was */
	bool truncated;             /* the page broke off; the studies before that are kept */
};

/* Reads a page or a study; what *out holds belongs to the arena. False (ERR_SOURCE) when the answer
 * is neither, is one study that breaks off, or holds too many values (json_read.h); an error that
 * the service sends as text/plain or JSON is quoted. */
bool clinicaltrials_parse(struct arena *a, struct str json, struct studies *out, struct err *err)
	MUST_USE;

#endif
