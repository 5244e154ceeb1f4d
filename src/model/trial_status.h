/* trial_status: what the registry says of the state of a trial: overallStatus of the
 * ClinicalTrials.gov API v2, whose type is the enum `Status`.
 *
 * Entries and faces keep the registry's own word (trial.overall_status, face.status), also one that
 * this version of the program does not have. What the program decides by the status, it decides by
 * the enum. */
#ifndef MODEL_TRIAL_STATUS_H
#define MODEL_TRIAL_STATUS_H

#include "base/str.h"

/* All values of `Status`, in the order in which messages list them. A value that the API gets later
 * is a line here, and one in the table of status_line.c. */
/* clang-format off */
#define TRIAL_STATUSES(STATUS) \
	STATUS(RECRUITING) \
	STATUS(NOT_YET_RECRUITING) \
	STATUS(ENROLLING_BY_INVITATION) \
	STATUS(ACTIVE_NOT_RECRUITING) \
	STATUS(COMPLETED) \
	STATUS(SUSPENDED) \
	STATUS(TERMINATED) \
	STATUS(WITHDRAWN) \
	STATUS(AVAILABLE) \
	STATUS(NO_LONGER_AVAILABLE) \
	STATUS(TEMPORARILY_NOT_AVAILABLE) \
	STATUS(APPROVED_FOR_MARKETING) \
	STATUS(WITHHELD) \
	STATUS(UNKNOWN)
/* clang-format on */

#define TRIAL_STATUS_CONSTANT(name) TRIAL_STATUS_##name,
enum trial_status {
	TRIAL_STATUS_OTHER, /* none, or a word that is not in the list */
	TRIAL_STATUSES(TRIAL_STATUS_CONSTANT) TRIAL_STATUS_COUNT
};
#undef TRIAL_STATUS_CONSTANT

/* The status of the registry's word, which counts only as the API writes it: in capitals. */
enum trial_status trial_status_of(struct str overall_status);
/* The registry's word for a status of the list. */
struct str trial_status_word(enum trial_status status);
/* Whether a trial with this overallStatus takes patients now. It does only when the word is
 * RECRUITING: not when it is UNKNOWN, whatever it was before, nor when it is NOT_YET_RECRUITING or
 * ENROLLING_BY_INVITATION. */
bool trial_status_is_recruiting(struct str overall_status);

#endif
