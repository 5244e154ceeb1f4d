/* Of the brief summary of a trial, the sentence that says what this study does. Many begin with the
 * disease, or with what is known of the treatment. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	SENTENCES_MAX = 40, /* that are looked at */
	FEW_SENTENCES = 2,
	WORDS_MAX = 30,      /* of each */
	BETWEEN_MAX = 9,     /* words between "this" and "study" */
	BETWEEN_FEW = 4,     /* between "the" and "study" */
	SHORT_SENTENCE = 80, /* bytes, as are the others */
	MATTER_MAX = 120,    /* words of a sentence, and of a title, that are compared */
	MATTER_MIN = 3,      /* bytes of a word that names something */
	MATTER_FEW = 9,      /* words that name no matter yet, when none is the title's */
	WHOLE_TITLE = 8,     /* bytes that are no more than a title */
	ALIKE = 6            /* bytes of words that are alike */
};

/* clang-format off */

/* Words that name a study, and those before them that say that it is this one. */
static const char *const STUDY_WORDS =
	"study|trial|research|project|proposal|survey|registry|investigation|pilot|rct|substudy|studie|"
	"étude|"
	"estudio|studio";
static const char *const OWN_WORDS = "this|our|present|current|proposed|following|diese|dieser|"
									 "cette|este|questo";
static const char *const PERHAPS_OWN_WORDS = "the|it|die|der|cet|el|lo";
/* What belongs to a study: "study staff" names none. */
static const char *const BELONGINGS =
	"personnel|staff|drug|doctor|doctors|site|sites|team|visit|visits|period|medication|"
	"participants|investigators|physician|physicians|nurse|nurses|procedures";
static const char *const OTHERS =
	"previous|prior|recent|other|another|earlier|several|many|most|these|those|past|first|best";

/* Phrases that say what it is for. */
static const char *const AIMS[] = {
	"investigators will", "investigators aim", "investigators plan", "investigators propose",
	"investigators hypothesize", "investigators want", "investigators intend",
	"investigators found", "investigators retrospectively", "investigators prospectively",
	"investigators observe", "investigators compare", "investigators apply",
	"investigators evaluate", "investigators assess", "investigators examine",
	"investigators investigate", "investigators are", "we aimed", "we compared", "we examined",
	"we evaluated", "we assessed", "we investigated", "we tested", "we studied", "we determined",
	"we sought", "we hypothesized", "we hypothesised", "authors compared", "authors examined",
	"authors evaluated", "authors assessed", "authors investigated", "authors tested",
	"authors studied", "authors sought", "is a phase", "designed to", "aimed at",
	"the researchers", "researchers will", "we will", "we aim", "we propose", "we plan",
	"we intend", "we want", "we hypothesize", "we hypothesise", "we seek", "our aim", "our goal",
	"our objective", "our hypothesis", "our purpose", "aim of the", "aim of this", "aims of the",
	"aims of this", "aim of our", "aim is", "aims are", "aim was", "purpose of the",
	"purpose of this", "purpose of our", "purpose is", "purpose was", "goal of the",
	"goal of this", "goal of our", "goal is", "goals are", "objective of the",
	"objective of this", "objective of our", "objectives of the", "objectives of this",
	"objective is", "objectives are", "objective was", "main objective", "primary objective",
	"primary aim", "overall aim", "overall objective", "general objective", "principal goal",
	"study to", "trial to", "project to", "this is a", "this is an", "the hypothesis",
	"hypothesis is", "ziel der studie", "l'objectif", "el objetivo", "l'obiettivo", "lo scopo",
};
/* What it wants to know. */
static const char *const ASKS[] = {
	"evaluate", "evaluates", "evaluated", "evaluating", "evaluation", "assess", "assesses",
	"assessed", "assessing", "assessment", "determine", "determines", "determined", "investigate",
	"investigates", "investigated", "investigating", "compare", "compares", "compared",
	"comparing", "comparison", "examine", "examines", "examined", "test", "tests", "tested",
	"testing", "explore", "explores", "identify", "measure", "measures", "learn", "find out",
	"look at", "look into", "looks at", "see if", "see how", "whether", "effect", "effects",
	"efficacy", "effectiveness", "safety", "safe", "feasibility", "establish", "describe",
	"collect", "understand", "demonstrate", "validate", "confirm", "characterize", "study the",
	"monitor", "develop", "studied", "improve", "reduce", "reduces",
	"untersuchen", "évaluer", "evaluar", "valutare",
};
/* What it does. */
static const char *const DOES[] = {
	"will", "aim", "aims", "aimed", "purpose", "goal", "goals", "objective", "objectives", "to",
	"evaluates", "compares", "assesses", "investigates", "examines", "tests", "explores",
	"determines", "studies", "looks", "measures", "describes", "is", "was", "are", "were",
	"seeks", "asks", "intends", "propose", "plan", "hypothesis", "hypothesize", "hypothesise",
	"evaluated", "compared", "assessed", "investigated", "examined", "tested", "studied",
	"determined", "sought", "hypothesized", "hypothesised", "ziel", "soll", "vise",
	"objetivo", "obiettivo", "scopo",
};
/* How it is run, which says less. */
static const char *const RUN[] = {
	"will be conducted", "is being conducted", "was conducted", "is conducted", "be carried out",
	"is sponsored", "is funded", "was approved", "will last", "will take place", "consists of",
	"consist of", "is divided", "will be divided", "is ongoing", "will be enrolled",
	"will be recruited", "will be obtained", "study visits", "number of visits", "study drug",
	"study treatment", "based on current", "meeting the eligibility", "eligibility criteria",
	"hopefully", "start enrolling", "enrollment period", "the age of", "ranged from",
	"inclusion criteria", "exclusion criteria", "informed consent", "previous study",
	"prior study", "recent study", "another study", "earlier study", "end of the study",
	"duration of the study", "during the study", "before the study", "the study population",
	"the study group", "the study will have", "the study has", "study participation",
	"not yet been", "participate in this", "taking part", "take part in", "randomly assigned",
	"were randomized", "were randomised", "were divided", "will be randomized",
	"will be randomised", "in the study", "from the study", "in the trial", "start of the study",
	"the study team", "the study period", "primary outcome", "secondary outcome",
	"outcome measure", "outcome measures", "primary endpoint", "secondary endpoint",
	"secondary endpoints", "control group", "hope", "is open to", "has not been approved",
	"adverse events", "keep track", "purposes of this", "were divided", "the study design",
	"we are interested", "visits", "will receive key training", "receive training",
};
/* How a summary begins that leaves out "the aim is". */
static const char *const BARE[] = {
	"to evaluate", "to determine", "to assess", "to study", "to compare", "to investigate",
	"to examine", "to test", "to explore", "to establish", "to learn", "to find", "to identify",
	"to describe", "to demonstrate", "to characterize", "to confirm", "to collect", "to develop",
	"to observe", "to analyze", "to analyse", "to measure", "to see", "to show", "to verify",
	"to validate", "to estimate", "to understand", "evaluate", "determine", "assess", "compare",
	"investigate", "examine",
};
/* The same, unless it goes on with what is known: "The effect of lamps is controversial." */
static const char *const BARE_NOUNS[] = {
	"comparison of", "evaluation of", "assessment of", "effect of", "effects of", "efficacy of",
	"the effect of", "the effects of",
};
/* How it begins that names only a kind of study. */
static const char *const KINDS[] = {
	"a phase", "phase", "an open", "open-label", "a randomized", "a randomised", "randomized",
	"randomised", "a prospective", "prospective", "a multicenter", "multicenter", "multi-center",
	"a multi-center", "a single", "single", "single-arm", "a double", "double", "double-blind",
	"an observational", "observational", "a retrospective", "retrospective", "an exploratory",
	"a pilot", "pilot", "a study", "study", "a clinical", "a trial", "an international",
};
static const char *const STUDY_NOUNS[] = {"study", "trial", "comparison", "evaluation", "registry",
	"survey", "cohort", "assessment", "analysis"};

/* What is about to be done, by itself. */
static const char *const PLANS[] = {
	"will be", "participants will", "patients will", "subjects will", "will receive",
	"will evaluate", "will compare", "will be studied", "is being studied", "are studying",
	"is designed", "intended to", "is to", "investigational", "going to be", "intervention group",
	"experimental group", "was used in",
};
/* What other studies found. */
static const char *const KNOWN[] = {
	"evidenced that", "demonstrated that", "showed that", "has shown", "have shown",
	"reported that", "revealed that", "concluded that", "recently evidenced", "showed a",
};

/* clang-format on */

/* Words that name no matter: how studies are made, and what joins words. */
static const char *const DESIGNS[] = {"this", "the", "and", "for", "with", "from", "that", "which",
	"are", "was", "were", "been", "will", "has", "have", "its", "their", "than", "into", "only",
	"also", "study", "studies", "trial", "trials", "research", "project", "clinical", "pilot",
	"phase", "randomized", "randomised", "controlled", "open", "label", "open-label", "labeled",
	"labelled", "double", "single", "blind", "blinded", "double-blind", "single-blind", "arm",
	"single-arm", "two-arm", "parallel", "group", "groups", "parallel-group", "crossover",
	"cross-over", "prospective", "retrospective", "observational", "descriptive", "multicenter",
	"multi-center", "multicentre", "multi-centre", "center", "single-center", "monocentric",
	"national", "international", "interventional", "investigator", "investigator-initiated",
	"investigator-sponsored", "sponsored", "initiated", "ongoing", "placebo-controlled", "patients",
	"patient", "subjects", "participants", "individuals", "people", "subject", "cohort", "design",
	"designed", "conducted", "data", "iii", "non-randomized", "registry"};
static const struct phrases DESIGN = PHRASES_ONE(DESIGNS);
/* What only the text before has named. */
static const char *const BACKS[] = {
	"these findings",
	"these results",
	"this finding",
	"this gap",
	"these gaps",
	"this issue",
	"this problem",
	"this hypothesis",
	"this question",
	"these questions",
	"this need",
	"knowledge gap",
	"the above",
	"this objective",
	"this goal",
	"these hypotheses",
};
static const struct phrases BACK = PHRASES_ONE(BACKS);

static const char *const AIM_WORDS[] = {
	"aim",
	"aims",
	"purpose",
	"goal",
	"goals",
	"objective",
	"objectives",
	"ziel",
	"objectif",
	"objetivo",
	"obiettivo",
	"scopo",
};

/* What its participants get: more than how they are chosen. */
static const char *const GETS[] = {"receive", "will be given", "treated with"};

/* What it supposes: its aim says more. */
static const char *const SUPPOSES[] = {
	"hypothesis", "hypothesize", "hypothesise", "hypothesized", "hypothesised"};

/* What defines a thing, or says what is thought of it. */
static const char *const DEFINED[] = {
	"is a novel",
	"is a new",
	"is a common",
	"is a chronic",
	"is a disease",
	"is one of",
	"is the most",
	"are one of",
	"seems to be",
	"seem to be",
};

/* What the registry's template has, and some leave in. */
static const char *const TEMPLATE[] = {"drug abc", "condition/disease"};

/* Verbs of what is known. */
static const char *const FACTS[] = {"is", "are", "has", "have", "seems", "seem", "can", "may"};

/* How well a sentence says what the study does. */
enum { SAYS_NOTHING, SAYS_HOW, SAYS_PLAN, SAYS_DESIGN, SAYS_AIM };

bool judge_names_study(struct arena *a, struct str sentence)
{
	struct strs words = judge_words(a, sentence, WORDS_MAX);
	size_t own = 0; /* words that may still lie between "this" and "study" */
	for (size_t i = 0; i < words.n; i++) {
		struct str word = words.v[i];
		bool verb = i && str_ieq(words.v[i - 1], S("to")); /* "to study" */
		bool belongs = i + 1 < words.n && judge_word_in(words.v[i + 1], BELONGINGS);
		if (own && !verb && !belongs && judge_word_in(word, STUDY_WORDS))
			return true;
		if (!word.n || judge_word_in(word, OTHERS))
			own = 0;
		else if (judge_word_in(word, OWN_WORDS))
			own = BETWEEN_MAX;
		else if (judge_word_in(word, PERHAPS_OWN_WORDS))
			own = own > BETWEEN_FEW ? own - 1 : BETWEEN_FEW;
		else
			own -= own > 0;
	}
	return false;
}

/* clang-format off */
enum {
	HAS_AIM = 1 << 0, HAS_ASK = 1 << 1, HAS_DOES = 1 << 2, HAS_RUN = 1 << 3, HAS_STUDY = 1 << 4,
	HAS_PLAN = 1 << 5, HAS_AIM_WORD = 1 << 6, HAS_FACT = 1 << 7, HAS_KNOWN = 1 << 8,
	HAS_GETS = 1 << 9, HAS_TEMPLATE = 1 << 10, HAS_DEFINED = 1 << 11,
	HAS_SUPPOSES = 1 << 12,
};
static const struct phrase_list LISTS[] = {
	{HAS_AIM, PHRASES(AIMS)}, {HAS_ASK, PHRASES(ASKS)}, {HAS_DOES, PHRASES(DOES)},
	{HAS_RUN, PHRASES(RUN)}, {HAS_STUDY, PHRASES(STUDY_NOUNS)}, {HAS_PLAN, PHRASES(PLANS)},
	{HAS_AIM_WORD, PHRASES(AIM_WORDS)}, {HAS_FACT, PHRASES(FACTS)},
	{HAS_KNOWN, PHRASES(KNOWN)}, {HAS_GETS, PHRASES(GETS)},
	{HAS_TEMPLATE, PHRASES(TEMPLATE)}, {HAS_DEFINED, PHRASES(DEFINED)},
	{HAS_SUPPOSES, PHRASES(SUPPOSES)},
};
/* clang-format on */
static const struct phrases SAID = PHRASES_OF(LISTS);

enum { BEGINS_BARE = 1 << 0, BEGINS_KIND = 1 << 1, BEGINS_NOUN = 1 << 2 };
static const struct phrase_list BEGINNING_LISTS[] = {{BEGINS_BARE, PHRASES(BARE)},
	{BEGINS_KIND, PHRASES(KINDS)}, {BEGINS_NOUN, PHRASES(BARE_NOUNS)}};
static const struct phrases BEGINNINGS = PHRASES_OF(BEGINNING_LISTS);

/* Whether it begins in the middle: a small letter, unless the text itself begins so. */
static bool begins_small(struct str text, struct str sentence)
{
	return sentence.p[0] >= 'a' && sentence.p[0] <= 'z' && sentence.p != str_trim(text).p &&
		!judge_is_camel(sentence);
}

static int what_it_says(struct arena *a, struct str sentence)
{
	phrase_set has = phrases_in(&SAID, sentence), begins = phrases_begin(&BEGINNINGS, sentence);
	bool bare = begins & BEGINS_BARE || (begins & BEGINS_KIND && has & HAS_STUDY) ||
		(begins & BEGINS_NOUN && !(has & HAS_FACT));
	bool purpose = has & HAS_AIM_WORD;
	if (str_ends(sentence, S("?")) || str_ends(sentence, S(":")) || has & HAS_TEMPLATE)
		return SAYS_NOTHING;
	bool own = has & HAS_DOES && (has & HAS_AIM || judge_names_study(a, sentence));
	if (own && !purpose && has & HAS_KNOWN && !(has & HAS_PLAN))
		return SAYS_NOTHING;
	if (own || bare) {
		if (has & HAS_RUN && !purpose)
			return SAYS_HOW;
		bool asks = has & HAS_ASK && !(has & HAS_SUPPOSES);
		return purpose || asks ? SAYS_AIM : SAYS_DESIGN;
	}
	return has & HAS_PLAN ? SAYS_PLAN : SAYS_NOTHING;
}

/* The sentence, with the next one when it is short and both stand in one paragraph (house style
 * 2). */
static struct str with_next(struct str first, struct str next)
{
	if (first.n >= SHORT_SENTENCE || !next.n || next.p < first.p)
		return first;
	assert(first.p + first.n <= next.p); /* both are parts of one text */
	struct str both = {first.p, (size_t)(next.p + next.n - first.p)};
	bool adjacent = (size_t)(next.p - first.p) <= first.n + 2 &&
		str_find_char(both, '\n') == STR_NOT_FOUND && !str_ends(next, S(":"));
	return adjacent ? both : first;
}

struct str judge_aim(struct arena *a, struct str text)
{
	struct strs s = judge_candidates(a, text);
	for (size_t i = 0; i < s.n && i < SENTENCES_MAX; i++)
		if (!begins_small(text, s.v[i]) && judge_is_whole(s.v[i]) &&
			what_it_says(a, s.v[i]) == SAYS_AIM)
			return s.v[i];
	return STR_NONE;
}

/* Whether the two words begin alike: "placebo" and "placebos". */
static bool is_alike(struct str one, struct str other)
{
	size_t n = one.n < ALIKE ? one.n : ALIKE;
	return n == (other.n < ALIKE ? other.n : ALIKE) &&
		str_ieq(str_sub(one, 0, n), str_sub(other, 0, n));
}

/* Counts the words of the sentence that name its matter, and those of them that the title has. */
static void count_matter(
	struct arena *a, struct str sentence, struct str title, size_t *words, size_t *shared)
{
	struct strs of = judge_words(a, sentence, MATTER_MAX),
				named = judge_words(a, title, MATTER_MAX);
	*words = *shared = 0;
	for (size_t i = 0; i < of.n; i++) {
		bool found = false;
		if (of.v[i].n < MATTER_MIN || phrases_of_word(&DESIGN, of.v[i]))
			continue;
		for (size_t k = 0; k < named.n && !found; k++)
			found = is_alike(of.v[i], named.v[k]);
		*words += 1;
		*shared += found;
	}
}

/* What a sentence says of the matter that the title names: nothing when it only repeats the title,
 * and only how it is done when it leans, or names no matter: "This is an open-label study." */
static int what_it_tells(struct arena *a, struct str sentence, struct str title)
{
	int says = what_it_says(a, sentence);
	size_t words, shared;
	if (!title.n)
		return says;
	count_matter(a, sentence, title, &words, &shared);
	if (words == shared && words && (says != SAYS_AIM || sentence.n <= title.n + WHOLE_TITLE))
		return SAYS_NOTHING;
	bool empty = !words || (!shared && phrases_in(&BACK, sentence)) ||
		(!shared && says == SAYS_DESIGN && words < MATTER_FEW);
	return says > SAYS_HOW && empty ? SAYS_HOW : says;
}

/* The sentence that says most; the first of them when none says anything. */
static size_t best_of(
	struct arena *a, struct str title, struct str text, const struct strs *s, int *most)
{
	size_t best = 0;
	*most = SAYS_NOTHING;
	for (size_t i = 0; i < s->n && i < SENTENCES_MAX && *most < SAYS_AIM; i++) {
		int says = begins_small(text, s->v[i]) ? SAYS_NOTHING : what_it_tells(a, s->v[i], title);
		if (says > *most) {
			*most = says;
			best = i;
		}
	}
	return best;
}

/* Whether the sentence, the best of its text, says nothing that the title does not say, or nothing
 * of what it names. */
static bool is_idle(struct arena *a, struct str sentence, struct str title)
{
	size_t words, shared;
	count_matter(a, sentence, title, &words, &shared);
	return title.n &&
		(words == shared || (!shared && (words < MATTER_FEW || phrases_in(&BACK, sentence))));
}

/* Whether the first of n sentences says what is known; of one alone it must be plain, since "Two
 * lamps are set side by side" tells a study. */
static bool states_fact(struct arena *a, struct str first, size_t n)
{
	phrase_set has = phrases_in(&SAID, first);
	if (n > 1)
		return has & HAS_FACT;
	return has & HAS_DEFINED && !(has & HAS_ASK) && !judge_names_study(a, first);
}

struct str judge_brief(struct arena *a, struct str title, struct str text)
{
	struct strs s = judge_candidates(a, text);
	int most;
	size_t best = best_of(a, title, text, &s, &most);
	if (most <= SAYS_HOW && s.n <= FEW_SENTENCES)
		best = 0; /* of so few the first says what it is about, unless it states a fact */
	if (s.n && str_ends(s.v[best], S("..")))
		return STR_NONE; /* it breaks off */
	if (most == SAYS_NOTHING && (s.n > FEW_SENTENCES || (s.n && states_fact(a, s.v[0], s.n))))
		return STR_NONE;
	if (s.n && most <= SAYS_HOW && is_idle(a, s.v[best], title))
		return STR_NONE;
	phrase_set next = best + 1 < s.n ? phrases_in(&SAID, s.v[best + 1]) : HAS_RUN;
	bool more = next & HAS_GETS || !(next & HAS_RUN);
	return s.n ? with_next(s.v[best], more ? s.v[best + 1] : STR_NONE) : STR_NONE;
}
