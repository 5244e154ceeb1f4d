/* What is said of a trial's status: to editors, in English. */
#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"
#include "model/status_line.h"

struct str judge_status_line(struct arena *a, const struct trial *trial)
{
	const struct status_said said = {.status = trial->overall_status,
		.why_stopped = trial->why_stopped,
		.verified = trial->status_verified,
		.updated = trial->last_update_post};
	return status_line_words(a, &WORDS_ENGLISH, &said);
}

struct str judge_heading_suffix(const struct trial *trial)
{
	enum word heading = status_line_heading(trial->overall_status);
	return heading == WORD_COUNT ? STR_NONE : words_english(heading);
}

/* The title without a suffix that it ends in. */
static struct str without_suffix(struct str title)
{
	static const enum word headings[] = {WORD_heading_recruiting, WORD_heading_completed};
	for (size_t i = 0; i < ARRAY_COUNT(headings); i++) {
		struct str suffix = words_english(headings[i]);
		if (title.n > suffix.n && str_ieq(str_sub(title, title.n - suffix.n, SIZE_MAX), suffix))
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

static const char *const STUDIES[] = {"trial", "study", "registry", "program"};
static const struct phrases STUDY = PHRASES_ONE(STUDIES);

/* What is added to an acronym for readers: "ASSIST Trial". "" when it says so itself, or when the
 * type of the study is not known. */
static const char *study_word(const struct trial *trial)
{
	if (phrases_in(&STUDY, trial->acronym))
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
