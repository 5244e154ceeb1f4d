/* unverified: trials of which nobody knows any more whether their status is still true.
 *
 * ClinicalTrials.gov sets the status of a trial to UNKNOWN when it has not been verified for two
 * years (glossary, "Unknown"). Not every record is treated so: readers are told the same of those
 * that are not. */
#ifndef MODEL_UNVERIFIED_H
#define MODEL_UNVERIFIED_H

#include "base/date.h"

/* The month two years before `now` (UTC): what was verified in an earlier one was verified over two
 * years ago. */
struct date unverified_before(int64_t now);
/* Whether a record that was verified then (statusVerifiedDate: a month, a day or a year; none: not
 * known, which counts as no) was verified before that month (none: false). */
bool unverified_since(struct date verified, struct date before);
/* Whether a trial of this overallStatus goes on, and can be a matter of the past unsaid:
 * RECRUITING, NOT_YET_RECRUITING, ENROLLING_BY_INVITATION, ACTIVE_NOT_RECRUITING, AVAILABLE. */
bool unverified_may_be(struct str overall_status);

#endif
