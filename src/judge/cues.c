/* Cues: classes of words that stand near each other in one sentence. */
#include "judge/cues.h"

#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"
#include "judge/lexicon.h"

enum {
	BYTES_LOOKED_AT = 1000,
	WORDS_LOOKED_AT = 150,
	STEPS = 3,
};

#define BIT(cue) ((cue_set)1 << (cue))

/* A word of the first step's classes, then at most `gap` other words and one of the next step's.
 * A step that is 0 is none. */
static const struct pattern {
	enum cue cue;
	uint32_t steps[STEPS];
	size_t gaps[STEPS - 1];
} PATTERNS[] = {
	{CUE_STUDY_BEGINS, {WORD_BEGIN, WORD_STUDY}, {9}},
	{CUE_STUDY_BEGINS, {WORD_BEGIN, WORD_STAGE, WORD_NUMBER}, {6, 0}},
	{CUE_STUDY_BEGINS, {WORD_STUDY, WORD_BEGIN}, {7}},
	{CUE_ENROLMENT_BEGINS, {WORD_BEGIN, WORD_RECRUIT}, {3}},
	{CUE_ENROLMENT_BEGINS, {WORD_RECRUIT, WORD_BEGIN}, {3}},
	{CUE_FIRST_PATIENT, {WORD_FIRST, WORD_PEOPLE, WORD_DOSE | WORD_RECRUIT}, {3, 8}},
	{CUE_FIRST_PATIENT, {WORD_DOSE | WORD_RECRUIT, WORD_FIRST, WORD_PEOPLE}, {3, 4}},
	{CUE_ENROLMENT_DONE, {WORD_FINISH, WORD_RECRUIT | WORD_DOSE}, {4}},
	{CUE_ENROLMENT_DONE, {WORD_RECRUIT | WORD_DOSE, WORD_FINISH}, {3}},
	{CUE_ENROLMENT_DONE, {WORD_PEOPLE, WORD_FINISH | WORD_RECRUIT, WORD_DOSE | WORD_RECRUIT},
		{4, 2}},
	{CUE_RECRUITS, {WORD_RECRUIT | WORD_SEEK, WORD_PEOPLE}, {4}},
	{CUE_RECRUITS, {WORD_PEOPLE, WORD_SEEK}, {6}},
	{CUE_RECRUITS, {WORD_PEOPLE, WORD_RECRUIT}, {1}},
	{CUE_RECRUITS, {WORD_NOW, WORD_RECRUIT}, {1}},
	{CUE_NOT_RECRUITING, {WORD_NOT, WORD_RECRUIT}, {2}},
	{CUE_TAKE_PART, {WORD_JOIN, WORD_STUDY}, {6}},
	{CUE_TAKE_PART, {WORD_JOIN, WORD_PART}, {0}},
	{CUE_PERMITTED, {WORD_PERMIT, WORD_STUDY | WORD_INVESTIGATE}, {8}},
	{CUE_PERMITTED, {WORD_STUDY | WORD_INVESTIGATE, WORD_PERMIT}, {4}},
	{CUE_STOPPED, {WORD_STOP, WORD_STUDY | WORD_RECRUIT}, {5}},
	{CUE_STOPPED, {WORD_STUDY | WORD_RECRUIT, WORD_STOP}, {5}},
	{CUE_STOPPED, {WORD_STAGE, WORD_NUMBER, WORD_STOP}, {0, 6}},
	{CUE_PLANNED, {WORD_PLAN, WORD_BEGIN, WORD_STUDY | WORD_STAGE | WORD_RECRUIT}, {2, 8}},
	{CUE_MOVES_ON, {WORD_MOVE, WORD_STUDY | WORD_STAGE}, {6}},
	{CUE_MOVES_ON, {WORD_STUDY, WORD_MOVE}, {2}},
	{CUE_SITE, {WORD_SITE, WORD_BEGIN | WORD_RECRUIT}, {4}},
	{CUE_SITE, {WORD_JOIN | WORD_BEGIN, WORD_STUDY, WORD_SITE}, {5, 1}},
	{CUE_STUDY, {WORD_STUDY}, {0}},
	{CUE_PHASE, {WORD_STAGE, WORD_NUMBER}, {0}},
	{CUE_RESULTS, {WORD_RESULT}, {0}},
	{CUE_STUDY_RESULTS, {WORD_RESULT, WORD_STUDY | WORD_STAGE}, {6}},
	{CUE_STUDY_RESULTS, {WORD_STUDY, WORD_RESULT}, {4}},
	{CUE_BUSINESS, {WORD_BUSINESS}, {0}},
	{CUE_FOUND, {WORD_FOUND}, {0}},
	{CUE_ADVICE, {WORD_ADVICE}, {0}},
	{CUE_JOB, {WORD_JOB, WORD_RECRUIT | WORD_SEEK | WORD_STUDY}, {6}},
	{CUE_JOB, {WORD_RECRUIT | WORD_SEEK | WORD_STUDY, WORD_JOB}, {6}},
	{CUE_PRESS, {WORD_PRESS}, {0}},
	{CUE_WE, {WORD_WE, WORD_EXAMINE}, {2}},
	{CUE_AIM, {WORD_AIM, WORD_THIS, WORD_STUDY}, {1, 1}},
	{CUE_AIM, {WORD_THIS, WORD_STUDY, WORD_AIM | WORD_EXAMINE}, {1, 2}},
	{CUE_AIM, {WORD_STUDY, WORD_EXAMINE}, {2}},
};

static const char *const LABELS[] = {"background:", "objective:", "objectives:", "aim:", "aims:",
	"purpose:", "context:", "introduction:", "importance:", "methods:", "method:", "design:",
	"results:", "conclusion:", "conclusions:", "setting:", "participants:", "findings:",
	"interpretation:", "hintergrund:", "methoden:", "ergebnisse:", "contexte:", "methodes:",
	"resultats:", "antecedentes:", "metodos:", "resultados:", "metodi:", "risultati:"};
static const char *const STATISTICS[] = {"p <", "p<", "p =", "p=", "p >", "95% ci",
	"95% confidence", "confidence interval", "odds ratio", "hazard ratio", "relative risk",
	"n =", "n=", "standard deviation", "interquartile range", "et al", "in vitro", "in vivo",
	"randomly assigned", "mean age", "statistically significant", "meta-analysis", "multivariate",
	"regression"};
static const char *const DESIGNS[] = {"randomized controlled", "randomised controlled",
	"randomized clinical trial", "randomised clinical trial", "a randomized", "a randomised",
	"placebo-controlled study", "systematic review", "scoping review", "meta-analysis",
	"case report", "case series", "cohort study", "case-control study", "cross-sectional study",
	"retrospective study", "pilot study", "feasibility study", "study protocol", "trial protocol",
	"protocol for a", "protocol of a", "rationale and design", "a review",
	"review of the literature", "literature review", "correction:", "erratum", "corrigendum",
	"retraction:", "reply to", "letter to the editor", "in patients with", "effects of",
	"effect of", "association of", "association between", "evaluation of", "prevalence of",
	"role of"};
static const char *const NUMBERS[] = {"nct0*", "nct1*", "isrctn*", "eudract"};

/* The cues that are phrases and not words near each other. */
static const struct phrase_list PHRASED[] = {
	{BIT(CUE_LABEL), PHRASES(LABELS)},
	{BIT(CUE_STATISTIC), PHRASES(STATISTICS)},
	{BIT(CUE_DESIGN), PHRASES(DESIGNS)},
	{BIT(CUE_NCT), PHRASES(NUMBERS)},
};
static const struct phrases CUES = PHRASES_OF(PHRASED);

/* Whether the steps of a pattern follow each other from word i on. */
static bool pattern_at(
	const uint32_t *classes, const struct strs *words, size_t i, const struct pattern *pattern)
{
	assert(i < words->n && pattern->steps[0]);
	if (!(classes[i] & pattern->steps[0]))
		return false;
	for (size_t step = 1; step < STEPS && pattern->steps[step]; step++) {
		size_t end = i + 1 + pattern->gaps[step - 1];
		do {
			if (++i >= words->n || i > end || !words->v[i].n) /* the sentence ends */
				return false;
		} while (!(classes[i] & pattern->steps[step]));
	}
	return true;
}

/* Whether words of all its steps are there, and the cue is not found yet. */
static bool may_match(const struct pattern *pattern, uint32_t all, cue_set found)
{
	for (size_t step = 0; step < STEPS && pattern->steps[step]; step++)
		if (!(all & pattern->steps[step]))
			return false;
	return !(found & BIT(pattern->cue));
}

/* Words are compared in their parts: "Phase-2-Studie", "l'essai". */
static struct str parted(struct arena *a, struct str folded)
{
	char *p = arena_alloc_raw(a, folded.n + 1);
	for (size_t i = 0; i < folded.n; i++) {
		bool quote = str_starts(str_sub(folded, i, SIZE_MAX), S("’"));
		p[i] = folded.p[i];
		if (p[i] == '-' || p[i] == '\'' || p[i] == '/')
			p[i] = ' ';
		for (size_t k = 0; quote && k < S("’").n; k++)
			p[i + k] = ' ';
		i += quote ? S("’").n - 1 : 0;
	}
	return (struct str){p, folded.n};
}

static cue_set cues_of_words(struct arena *a, struct str folded)
{
	cue_set found = 0;
	struct strs words = judge_words(a, parted(a, folded), WORDS_LOOKED_AT);
	const uint32_t *classes = lexicon_classes(a, &words);
	uint32_t all = 0;
	for (size_t i = 0; i < words.n; i++)
		all |= classes[i];
	for (size_t k = 0; k < ARRAY_COUNT(PATTERNS); k++)
		for (size_t i = 0; i < words.n && may_match(&PATTERNS[k], all, found); i++)
			if (pattern_at(classes, &words, i, &PATTERNS[k]))
				found |= BIT(PATTERNS[k].cue);
	return found;
}

static const cue_set STANDS = BIT(CUE_STUDY_BEGINS) | BIT(CUE_ENROLMENT_BEGINS) |
	BIT(CUE_FIRST_PATIENT) | BIT(CUE_ENROLMENT_DONE) | BIT(CUE_RECRUITS) | BIT(CUE_NOT_RECRUITING) |
	BIT(CUE_TAKE_PART) | BIT(CUE_PERMITTED) | BIT(CUE_STOPPED) | BIT(CUE_PLANNED) |
	BIT(CUE_MOVES_ON);
static const cue_set OTHER_NEWS = BIT(CUE_RESULTS) | BIT(CUE_BUSINESS) | BIT(CUE_ADVICE) |
	BIT(CUE_JOB);

static cue_set cues_of(struct arena *a, struct str text)
{
	struct str folded = utf8_fold(a, utf8_cut(text, BYTES_LOOKED_AT));
	cue_set found = cues_of_words(a, folded) | (cue_set)phrases_in(&CUES, folded);
	if (found & STANDS)
		found |= BIT(CUE_STANDS);
	if (found & STANDS && !(found & OTHER_NEWS))
		found |= BIT(CUE_STANDS_ALONE);
	return found;
}

struct cues cues_of_news(struct arena *a, struct str title, struct str text)
{
	struct cues found = {cues_of(a, title), cues_of(a, text)};
	title = str_trim(title);
	if (str_ends(title, S(".")) && !str_ends(title, S("..")))
		found.title |= BIT(CUE_FULL_STOP);
	if (str_ends(title, S("?")))
		found.title |= BIT(CUE_ADVICE);
	return found;
}

const char *cues_word(enum cue cue)
{
	static const char *const words[CUE_COUNT] = {"study begins", "enrolment begins",
		"first patient", "enrolment done", "recruits", "not recruiting", "take part", "permitted",
		"stopped", "planned", "moves on", "site", "study", "phase", "nct", "results",
		"study results", "business", "found", "advice", "job", "press", "label", "statistic", "we",
		"aim", "design", "full stop", "stands", "stands alone"};
	assert(cue < CUE_COUNT);
	return words[cue];
}
