#include "model/status_line.h"

#include <assert.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { LINE_MAX = 2000, REASON_MAX = 200 };

enum detail { NO_DETAIL, WHY_STOPPED, LAST_VERIFIED };

/* A status in words, and what follows the words when the record has it. */
static const struct status {
	enum word words, brief;
	enum detail detail;
	enum word heading; /* WORD_COUNT: none */
} STATUSES[TRIAL_STATUS_COUNT] = {
	[TRIAL_STATUS_RECRUITING] = {WORD_status_recruiting, WORD_short_recruiting, NO_DETAIL,
		WORD_heading_recruiting},
	[TRIAL_STATUS_NOT_YET_RECRUITING] = {WORD_status_not_yet_recruiting,
		WORD_short_not_yet_recruiting, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_ENROLLING_BY_INVITATION] = {WORD_status_enrolling_by_invitation,
		WORD_short_enrolling_by_invitation, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_ACTIVE_NOT_RECRUITING] = {WORD_status_active_not_recruiting,
		WORD_short_active_not_recruiting, NO_DETAIL, WORD_heading_completed},
	[TRIAL_STATUS_COMPLETED] = {WORD_status_completed, WORD_short_completed, NO_DETAIL,
		WORD_heading_completed},
	[TRIAL_STATUS_SUSPENDED] = {WORD_status_suspended, WORD_short_suspended, WHY_STOPPED,
		WORD_COUNT},
	[TRIAL_STATUS_TERMINATED] = {WORD_status_terminated, WORD_short_terminated, WHY_STOPPED,
		WORD_COUNT},
	[TRIAL_STATUS_WITHDRAWN] = {WORD_status_withdrawn, WORD_short_withdrawn, WHY_STOPPED,
		WORD_COUNT},
	[TRIAL_STATUS_AVAILABLE] = {WORD_status_available, WORD_short_available, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_NO_LONGER_AVAILABLE] = {WORD_status_no_longer_available,
		WORD_short_no_longer_available, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_TEMPORARILY_NOT_AVAILABLE] = {WORD_status_temporarily_not_available,
		WORD_short_temporarily_not_available, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_APPROVED_FOR_MARKETING] = {WORD_status_approved_for_marketing,
		WORD_short_approved_for_marketing, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_WITHHELD] = {WORD_status_withheld, WORD_short_withheld, NO_DETAIL, WORD_COUNT},
	[TRIAL_STATUS_UNKNOWN] = {WORD_status_unknown, WORD_short_unknown, LAST_VERIFIED, WORD_COUNT},
};

/* NULL for a status that the registry had not when this was written. */
static const struct status *status_of(struct str overall_status)
{
	enum trial_status status = trial_status_of(overall_status);
	assert(status == TRIAL_STATUS_OTHER || STATUSES[status].words);
	return status == TRIAL_STATUS_OTHER ? NULL : &STATUSES[status];
}

/* The sponsor's own words without their full stop, cut between two words when they are long. */
static struct str reason_of(struct arena *a, struct str why)
{
	struct str shown = utf8_cut(why, REASON_MAX);
	bool cut = shown.n < why.n;
	while (cut && shown.n && !is_space(shown.p[shown.n - 1]))
		shown.n--;
	shown = str_trim(shown);
	while (shown.n && shown.p[shown.n - 1] == '.')
		shown.n--;
	return shown.n && cut ? str_printf(a, STR_FMT "…", STR_ARG(shown)) : shown;
}

/* "Status unknown; last verified October 2020" */
static struct str with_verified(
	struct arena *a, const struct words *words, struct str status, struct date verified)
{
	struct str date = verified.month && !words->iso ?
		words_month(a, words, verified.month, verified.year) :
		words_date(a, words, (struct date){verified.year, verified.month, 0});
	if (!verified.year)
		return status;
	return words_filled(a, words, WORD_status_last_verified,
		(struct words_place[]){{"status", status}, {"date", date}, {0}});
}

/* A status that the table does not have, in the registry's own word. */
static struct str other_status(struct arena *a, const struct words *words, struct str word)
{
	struct buf b CLEANUP_BUF = buf_new(REASON_MAX + 1);
	word = utf8_cut(word, REASON_MAX);
	for (size_t i = 0; i < word.n; i++)
		buf_add_char(&b, word.p[i] == '_' ? ' ' : to_lower(word.p[i]));
	return word.n ? words_with(a, words, WORD_status_other, "status", buf_str(&b)) : STR_NONE;
}

/* Adds a full stop unless the text has one. */
static void add_stop(struct buf *b)
{
	char last = b->n ? b->p[b->n - 1] : '.';
	if (last != '.' && last != '?' && last != '!')
		buf_add_char(b, '.');
}

struct status_line status_line_parts(
	struct arena *a, const struct words *words, const struct status_said *said)
{
	struct buf b CLEANUP_BUF = buf_new(LINE_MAX);
	struct status_line out = {0};
	const struct status *status = status_of(said->status);
	struct str line = status ? words_text(words, status->words) :
							   other_status(a, words, said->status);
	if (status && status->detail == LAST_VERIFIED)
		line = with_verified(a, words, line, said->verified);
	if (status && status->detail == WHY_STOPPED)
		out.why = reason_of(a, said->why_stopped);
	if (out.why.n)
		out.start = str_printf(a, STR_FMT ": ", STR_ARG(line));
	buf_add(&b, out.why.n ? out.why : line);
	add_stop(&b);
	if (said->updated.year)
		buf_addf(&b, "%s" STR_FMT, b.n ? " " : "",
			STR_ARG(words_with(a, words, WORD_status_last_updated, "date",
				words_date_short(a, words, said->updated))));
	out.end = str_copy(a, str_sub(buf_str(&b), out.why.n, SIZE_MAX));
	return out;
}

struct str status_line_words(
	struct arena *a, const struct words *words, const struct status_said *said)
{
	const struct status_line line = status_line_parts(a, words, said);
	return str_printf(
		a, STR_FMT STR_FMT STR_FMT, STR_ARG(line.start), STR_ARG(line.why), STR_ARG(line.end));
}

bool status_line_has_detail(struct str overall_status)
{
	const struct status *status = status_of(overall_status);
	return status && status->detail != NO_DETAIL;
}

enum word status_line_heading(struct str overall_status)
{
	const struct status *status = status_of(overall_status);
	return status ? status->heading : WORD_COUNT;
}

struct str status_line_short(const struct words *words, struct str overall_status)
{
	const struct status *status = status_of(overall_status);
	return status ? words_text(words, status->brief) : overall_status;
}
