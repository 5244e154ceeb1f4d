/* What is said of a trial's status. */
#include <assert.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/month.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"
#include "model/trial_status.h"

enum { LINE_MAX = 1000, REASON_MAX = 200 };

enum detail { NO_DETAIL, WHY_STOPPED, LAST_VERIFIED };

/* A status in words (house style 7), and what follows the words when the record has it. */
static const struct status {
	const char *words;
	enum detail detail;
	const char *suffix; /* of the heading; NULL: none */
} STATUSES[TRIAL_STATUS_COUNT] = {
	[TRIAL_STATUS_RECRUITING] = {"Currently recruiting", NO_DETAIL, ": Now Recruiting"},
	[TRIAL_STATUS_NOT_YET_RECRUITING] = {"Not yet recruiting", NO_DETAIL, NULL},
	[TRIAL_STATUS_ENROLLING_BY_INVITATION] = {"Enrolling by invitation only", NO_DETAIL, NULL},
	[TRIAL_STATUS_ACTIVE_NOT_RECRUITING] = {"Enrollment completed; study still active", NO_DETAIL,
		": Enrollment Completed"},
	[TRIAL_STATUS_COMPLETED] = {"This study has been completed", NO_DETAIL,
		": Enrollment Completed"},
	[TRIAL_STATUS_SUSPENDED] = {"Enrollment suspended", WHY_STOPPED, NULL},
	[TRIAL_STATUS_TERMINATED] = {"Study stopped early", WHY_STOPPED, NULL},
	[TRIAL_STATUS_WITHDRAWN] = {"Withdrawn before enrollment", WHY_STOPPED, NULL},
	[TRIAL_STATUS_AVAILABLE] = {"Expanded access is available", NO_DETAIL, NULL},
	[TRIAL_STATUS_NO_LONGER_AVAILABLE] = {"Expanded access is no longer available", NO_DETAIL,
		NULL},
	[TRIAL_STATUS_TEMPORARILY_NOT_AVAILABLE] = {"Expanded access is temporarily not available",
		NO_DETAIL, NULL},
	[TRIAL_STATUS_APPROVED_FOR_MARKETING] = {"Approved for marketing", NO_DETAIL, NULL},
	[TRIAL_STATUS_WITHHELD] = {"Status withheld by the registry", NO_DETAIL, NULL},
	[TRIAL_STATUS_UNKNOWN] = {"Status unknown", LAST_VERIFIED, NULL},
};

/* NULL for a status that the registry had not when this was written. */
static const struct status *status_of(const struct trial *trial)
{
	enum trial_status status = trial_status_of(trial->overall_status);
	assert(status == TRIAL_STATUS_OTHER || STATUSES[status].words);
	return status == TRIAL_STATUS_OTHER ? NULL : &STATUSES[status];
}

/* Adds the sponsor's own words without their full stop, cut between two words when they are
 * long. */
static void add_reason(struct buf *b, struct str why)
{
	struct str shown = utf8_cut(why, REASON_MAX);
	bool cut = shown.n < why.n;
	while (cut && shown.n && !is_space(shown.p[shown.n - 1]))
		shown.n--;
	shown = str_trim(shown);
	while (shown.n && shown.p[shown.n - 1] == '.')
		shown.n--;
	if (shown.n)
		buf_addf(b, ": " STR_FMT "%s", STR_ARG(shown), cut ? "…" : "");
}

static void add_verified(struct buf *b, struct date verified)
{
	if (verified.month)
		buf_addf(b, "; last verified %s %d", month_name(verified.month), verified.year);
	else if (verified.year)
		buf_addf(b, "; last verified %d", verified.year);
}

/* Adds a status that the table does not have, in the registry's own word. */
static void add_other_status(struct buf *b, struct str word)
{
	buf_add(b, S("Status: "));
	for (size_t i = 0; i < word.n; i++)
		buf_add_char(b, word.p[i] == '_' ? ' ' : to_lower(word.p[i]));
}

/* Adds a full stop unless the text has one. */
static void add_stop(struct buf *b)
{
	char last = b->n ? b->p[b->n - 1] : '.';
	if (last != '.' && last != '?' && last != '!')
		buf_add_char(b, '.');
}

struct str judge_status_line(struct arena *a, const struct trial *trial)
{
	struct buf b CLEANUP_BUF = buf_new(LINE_MAX);
	const struct status *status = status_of(trial);
	char day[TIME_TEXT];
	if (status)
		buf_addf(&b, "%s", status->words);
	else if (trial->overall_status.n)
		add_other_status(&b, utf8_cut(trial->overall_status, REASON_MAX));
	if (status && status->detail == WHY_STOPPED)
		add_reason(&b, trial->why_stopped);
	if (status && status->detail == LAST_VERIFIED)
		add_verified(&b, trial->status_verified);
	add_stop(&b);
	if (trial->last_update_post.year)
		buf_addf(
			&b, "%sLast updated %s.", b.n ? " " : "", date_us_short(trial->last_update_post, day));
	return str_copy(a, buf_str(&b));
}

struct str judge_heading_suffix(const struct trial *trial)
{
	const struct status *status = status_of(trial);
	return status ? str_of(status->suffix) : STR_NONE;
}

/* The title without a suffix that it ends in. */
static struct str without_suffix(struct str title)
{
	for (size_t i = 0; i < TRIAL_STATUS_COUNT; i++) {
		struct str suffix = STATUSES[i].suffix ? str_of(STATUSES[i].suffix) : STR_NONE;
		if (suffix.n && title.n > suffix.n &&
			str_ieq(str_sub(title, title.n - suffix.n, SIZE_MAX), suffix))
			return str_trim(str_sub(title, 0, title.n - suffix.n));
	}
	return title;
}

struct str judge_title_with_status(struct arena *a, struct str title, struct str overall_status)
{
	const struct trial trial = {.overall_status = overall_status};
	struct str words = without_suffix(title), suffix = judge_heading_suffix(&trial);
	return words.n && suffix.n ? str_printf(a, STR_FMT STR_FMT, STR_ARG(words), STR_ARG(suffix)) :
								 words;
}

/* What is added to an acronym for readers: "ASSIST Trial". "" when it says so itself, or when the
 * type of the study is not known. */
static const char *study_word(const struct trial *trial)
{
	static const char *const named[] = {"trial", "study", "registry", "program"};
	if (judge_has_phrase(trial->acronym, named, ARRAY_COUNT(named)))
		return "";
	return str_eq(trial->study_type, S("INTERVENTIONAL")) ? " Trial" :
		str_eq(trial->study_type, S("OBSERVATIONAL"))     ? " Study" :
															"";
}

struct str judge_trial_heading(struct arena *a, const struct entry *entry)
{
	const struct trial *trial = entry->trial;
	struct str suffix = judge_heading_suffix(trial), title = entry->title;
	if (trial->acronym.n)
		return str_printf(
			a, STR_FMT "%s" STR_FMT, STR_ARG(trial->acronym), study_word(trial), STR_ARG(suffix));
	while (suffix.n && title.n && title.p[title.n - 1] == '.')
		title.n--;
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(title), STR_ARG(suffix));
}
