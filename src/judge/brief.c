/* Of the brief summary of a trial, the sentence that says what this study does. Many begin with the
 * disease, or with what is known of the treatment. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	SENTENCES_MAX = 40, /* that are looked at */
	FEW_SENTENCES = 2,
	WORDS_MAX = 30,     /* of each */
	BETWEEN_MAX = 9,    /* words between "this" and "study" */
	BETWEEN_FEW = 4,    /* between "the" and "study" */
	SHORT_SENTENCE = 80 /* bytes, as are the others */
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
	"investigators investigate", "investigators are", "is a phase", "designed to", "aimed at",
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
	"monitor", "develop", "hypothesize", "hypothesise", "improve", "reduce", "reduces",
	"untersuchen", "évaluer", "evaluar", "valutare",
};
/* What it does. */
static const char *const DOES[] = {
	"will", "aim", "aims", "aimed", "purpose", "goal", "goals", "objective", "objectives", "to",
	"evaluates", "compares", "assesses", "investigates", "examines", "tests", "explores",
	"determines", "studies", "looks", "measures", "describes", "is", "was", "are", "were",
	"seeks", "asks", "intends", "propose", "plan", "hypothesis", "hypothesize", "hypothesise",
	"evaluated", "compared", "assessed", "investigated", "examined", "ziel", "soll", "vise",
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
	"investigate", "examine", "comparison of", "evaluation of", "assessment of", "effect of",
	"effects of", "efficacy of", "the effect of", "the effects of",
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

/* Verbs of what is known. */
static const char *const FACTS[] = {"is", "are", "has", "have", "seems", "seem", "can", "may"};

/* How well a sentence says what the study does. */
enum { SAYS_NOTHING, SAYS_HOW, SAYS_PLAN, SAYS_DESIGN, SAYS_AIM };

/* "In this single-blinded controlled trial", "The SAMPLE study". */
static bool names_the_study(struct arena *a, struct str sentence)
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
	HAS_GETS = 1 << 9,
};
static const struct phrase_list LISTS[] = {
	{HAS_AIM, PHRASES(AIMS)}, {HAS_ASK, PHRASES(ASKS)}, {HAS_DOES, PHRASES(DOES)},
	{HAS_RUN, PHRASES(RUN)}, {HAS_STUDY, PHRASES(STUDY_NOUNS)}, {HAS_PLAN, PHRASES(PLANS)},
	{HAS_AIM_WORD, PHRASES(AIM_WORDS)}, {HAS_FACT, PHRASES(FACTS)},
	{HAS_KNOWN, PHRASES(KNOWN)}, {HAS_GETS, PHRASES(GETS)},
};
/* clang-format on */
static const struct phrases SAID = PHRASES_OF(LISTS);

enum { BEGINS_BARE = 1 << 0, BEGINS_KIND = 1 << 1 };
static const struct phrase_list BEGINNING_LISTS[] = {
	{BEGINS_BARE, PHRASES(BARE)}, {BEGINS_KIND, PHRASES(KINDS)}};
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
	bool bare = begins & BEGINS_BARE || (begins & BEGINS_KIND && has & HAS_STUDY);
	bool purpose = has & HAS_AIM_WORD;
	if (str_ends(sentence, S("?")) || str_ends(sentence, S(":")))
		return SAYS_NOTHING;
	bool own = has & HAS_DOES && (has & HAS_AIM || names_the_study(a, sentence));
	if (own && !purpose && has & HAS_KNOWN && !(has & HAS_PLAN))
		return SAYS_NOTHING;
	if (own || bare) {
		if (has & HAS_RUN && !purpose)
			return SAYS_HOW;
		return purpose || has & HAS_ASK ? SAYS_AIM : SAYS_DESIGN;
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
		if (!begins_small(text, s.v[i]) && !str_ends(s.v[i], S("..")) &&
			what_it_says(a, s.v[i]) == SAYS_AIM)
			return s.v[i];
	return STR_NONE;
}

struct str judge_brief(struct arena *a, struct str text)
{
	struct strs s = judge_candidates(a, text);
	size_t best = 0;
	int most = SAYS_NOTHING;
	for (size_t i = 0; i < s.n && i < SENTENCES_MAX && most < SAYS_AIM; i++) {
		int says = begins_small(text, s.v[i]) ? SAYS_NOTHING : what_it_says(a, s.v[i]);
		if (says > most) {
			most = says;
			best = i;
		}
	}
	if (most <= SAYS_HOW && s.n <= FEW_SENTENCES)
		best = 0; /* of so few the first says what it is about, unless it states a fact */
	if (s.n && str_ends(s.v[best], S("..")))
		return STR_NONE; /* it breaks off */
	if (most == SAYS_NOTHING &&
		(s.n > FEW_SENTENCES || (s.n > 1 && phrases_in(&SAID, s.v[0]) & HAS_FACT)))
		return STR_NONE;
	phrase_set next = best + 1 < s.n ? phrases_in(&SAID, s.v[best + 1]) : HAS_RUN;
	bool more = next & HAS_GETS || !(next & HAS_RUN);
	return s.n ? with_next(s.v[best], more ? s.v[best + 1] : STR_NONE) : STR_NONE;
}
