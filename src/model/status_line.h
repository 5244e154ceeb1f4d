/* status_line: what readers are told of the status of a trial, made of the registry's word. */
#ifndef MODEL_STATUS_LINE_H
#define MODEL_STATUS_LINE_H

#include "base/arena.h"
#include "base/date.h"
#include "model/trial_status.h"
#include "model/words.h"

/* What the registry says of it; empty, or no date: nothing. */
struct status_said {
	struct str status; /* overallStatus, verbatim */
	struct str why_stopped;
	struct date verified, updated;
};
/* The status in words (house style 7): "Currently recruiting. Last updated 10/15/12."; "Status
 * unknown; last verified October 2020. …", since UNKNOWN never counts as recruiting. */
struct str status_line_words(
	struct arena *a, const struct words *words, const struct status_said *said);
/* The same in three parts, which together are the line: the sponsor's words in the middle are of
 * the record's language; empty when there are none. */
struct status_line {
	struct str start, why, end;
};
struct status_line status_line_parts(
	struct arena *a, const struct words *words, const struct status_said *said);
/* Whether the line of this status tells why it was stopped, or when it was verified. */
bool status_line_has_detail(struct str overall_status);
/* What the heading of a trial ends in: WORD_heading_recruiting, WORD_heading_completed, or
 * WORD_COUNT for nothing. */
enum word status_line_heading(struct str overall_status);
/* "Active not recruiting": the status by itself; a word that is not in the list as it is. */
struct str status_line_short(const struct words *words, struct str overall_status);

#endif
