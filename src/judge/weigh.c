/* How well a sentence of an abstract says what was found, or what that means. */
#include <assert.h>

#include "base/array.h"
#include "judge/judge_parts.h"

enum {
	FRONT = 60,          /* bytes in which a sentence says what kind of one it is */
	LONG_SENTENCE = 400, /* bytes, as are the others */
	VERY_LONG = 600,
	SHORT_SENTENCE = 30,
	FEW_DIGITS = 3,
	MANY_DIGITS = 7,
	NEVER = -40 /* a weight that nothing outweighs */
};

/* clang-format off */

/* Phrases that close a paper. */
static const char *const CLOSERS[] = {
	"in conclusion", "to conclude", "we conclude", "it is concluded", "it was concluded",
	"it has been concluded", "it can be concluded", "conclude that", "concluded that",
	"in summary", "to summarize", "to summarise", "to sum up", "in sum", "taken together",
	"taken as a whole", "all in all", "in short", "on the whole", "zusammenfassend", "insgesamt",
	"en conclusion", "en résumé", "au total", "dans l'ensemble", "en conclusión", "en resumen",
	"en conjunto", "in conclusione", "in sintesi", "nel complesso", "em conclusão",
};

/* Words that do so at the beginning of a sentence. */
static const char *const FIRST_CLOSERS[] = {
	"overall", "collectively", "altogether", "together", "globally", "insgesamt", "in general,"};

/* What a paper calls its own, and what it says of that. */
static const char *const OWN[] = {
	"our results", "our findings", "our data", "our study", "our analysis", "our analyses",
	"our work", "our observations", "our experience", "our investigation", "our experiments",
	"these results", "these findings", "these finding", "these data", "these observations",
	"these studies", "the results", "the findings", "the data", "the present study",
	"the current study", "the present data", "the present results", "present results",
	"present findings", "this study", "this trial", "this meta-analysis", "this analysis",
	"this work", "this report", "this case", "this cohort", "the study", "simulation results",
	"experimental results", "experiment results", "numerical results", "unsere ergebnisse",
	"die ergebnisse", "nos résultats", "ces résultats", "nuestros resultados", "estos resultados",
	"los resultados", "i nostri risultati", "questi risultati",
};
static const char *const SPEAKS[] = {
	"suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "show", "shows",
	"showed", "shown", "demonstrate", "demonstrates", "demonstrated", "support", "supports",
	"supported", "confirm", "confirms", "confirmed", "imply", "implies", "reveal", "reveals",
	"revealed", "provide", "provides", "provided", "highlight", "highlights", "point to",
	"underscore", "underscores", "emphasize", "emphasizes", "identify", "identifies",
	"identified", "establish", "establishes", "found", "argue", "offer", "offers", "raise",
	"deuten", "zeigen", "zeigt", "suggèrent", "montrent", "sugieren", "muestran", "indican",
	"suggeriscono", "mostrano", "indicano",
};
static const char *const WE[] = {
	"we found", "we find", "we show", "we showed", "we have shown", "we demonstrate",
	"we demonstrated", "we identified", "we observed", "we provide evidence", "we suggest",
	"we propose", "we recommend", "we believe", "we report that", "researchers found",
	"scientists found", "authors found", "the authors conclude", "authors concluded",
	"this means",
};

/* Words of a sentence that says something of the matter. */
static const char *const SAYS[] = {
	"associated with", "effective", "ineffective", "efficacious", "safe", "well tolerated",
	"well-tolerated", "improve", "improves", "improved", "improvement", "reduce", "reduces",
	"reduced", "reduction", "increase", "increases", "increased", "decrease", "decreases",
	"decreased", "lower", "higher", "more likely", "less likely", "better", "worse", "longer",
	"shorter", "fewer", "superior", "no difference", "did not", "does not", "do not", "cannot",
	"no evidence", "can be", "may be", "might be", "could be", "should", "recommend",
	"recommended", "feasible", "benefit", "benefits", "beneficial", "risk", "predict", "predicts",
	"predictor", "predictive", "plays", "play", "contribute", "contributes", "suggest",
	"suggests", "indicate", "indicates", "demonstrate", "demonstrates", "support", "supports",
	"useful", "promising", "prevent", "prevents", "inhibits", "promotes", "mediated",
	"responsible for",
};

/* Whom it concerns. */
static const char *const CARE[] = {
	"patients", "patient", "people", "children", "women", "men", "treatment", "therapy",
	"survival", "quality of life", "clinicians", "physicians", "clinical practice", "disease",
};

/* Phrases that could stand below any paper. */
static const char *const EMPTY[] = {
	"provide insight", "provides insight", "provide insights", "provides insights",
	"insights into", "insight into", "new insight", "valuable information", "sheds light",
	"shed light", "our understanding", "better understanding", "basis for", "foundation for",
	"framework for", "help focus", "future efforts", "has implications", "have implications",
	"important implications", "implications for", "reference for", "new avenues", "new avenue",
	"paves the way", "paves a new way", "pave the way", "opens up", "a first step",
	"provide clues", "provides clues", "are important", "is important", "will help",
	"remains unclear", "remain unclear", "remains unknown", "not well understood",
	"poorly understood", "poorly defined", "complex and multifactorial",
};

/* Phrases of a use that is not said, where a finding is wanted. */
static const char *const VAGUE[] = {
	"may be useful", "might be useful", "could be useful", "will be useful", "can be useful for",
	"be very useful", "may be helpful", "deeper appreciation", "deeper understanding",
	"will aid in", "pave a new", "new route", "range of applications", "various applications",
	"first attempt at", "first attempt to", "guiding significance", "great significance",
	"important significance", "theoretical foundation", "theoretical foundations",
	"theoretical basis", "theoretical framework", "theoretical support", "scientific basis",
	"scientific perspective", "important evidence", "valuable reference", "new perspective",
	"new perspectives", "a new way", "new ways", "new possibilities", "new opportunities",
	"can open up", "could open up", "may open", "broad prospects", "application prospects",
	"great potential", "potential applications", "practical applications of",
	"we expect", "we anticipate", "it is expected", "it is anticipated", "is expected to be",
	"study presents", "work presents", "practical insights",
};

/* Phrases of what was done besides. */
static const char *const BESIDES[] = {
	"we illustrate", "is illustrated", "we have also", "we also", "we further", "is then used",
	"are then used",
};

/* Phrases with which a paper praises itself. */
static const char *const PRAISES[] = {
	"to our knowledge", "to our best knowledge", "to the best of our knowledge", "first report",
	"first study",
	"first case", "for the first time", "is the first", "the first to",
};

/* Phrases that say what was not known before. */
static const char *const GAPS[] = {
	"there are no existing", "has yet to be", "have yet to be",
	"no studies have", "no study has", "little is known",
	"gaps in our knowledge", "are lacking", "is lacking", "has not been studied",
	"have not been studied", "has been little studied", "have been previously proposed",
	"has not been published", "has not been reported", "has not been described",
	"have not been reported", "have not been described",
};

/* Phrases with which it takes back what it said. */
static const char *const LIMITS[] = {
	"limitation", "limitations", "with caution", "cautiously", "limited by", "sample size",
	"generalizability", "generalisability", "be considered preliminary", "hypothesis-generating",
	"interim",
};

/* Phrases that say what a paper is about instead of what it found. */
static const char *const ABOUT[] = {
	"is discussed", "are discussed", "be discussed", "was discussed", "were discussed",
	"discussed in", "we discuss", "we also discuss", "also discussed", "discusses",
	"then discuss", "and discuss", "is reviewed", "are reviewed", "we review", "we also review",
	"reviewed here", "have reviewed", "is described", "are described", "is presented",
	"are presented", "are summarized", "are summarised", "is summarized", "is summarised",
	"we summarize", "we summarise", "we describe", "we outline", "we present", "we aim",
	"we aimed", "aimed to", "aims to", "aim of", "purpose of", "objective of", "goal of",
	"the goal is", "the aim is", "this review", "this article", "this paper", "this chapter",
	"this editorial", "this commentary", "this overview", "this tutorial", "this protocol",
	"this summary", "in this report", "the present review", "the present article", "are outlined",
	"will be presented", "the data set refers",
	"is outlined", "are highlighted", "is highlighted", "are addressed", "is addressed",
	"are considered in", "is given", "are given", "is provided", "are provided", "is emphasized",
	"is emphasised", "is examined", "are examined", "is explored", "are explored",
	"the authors discuss", "the authors review", "the authors describe", "the authors present",
	"present a model", "tutorial", "case report reviews", "conclusions are drawn",
	"is also described", "are also described", "is also presented", "are also presented",
	"were also presented", "are also reported", "are also provided", "are also outlined",
	"are also reviewed", "are also addressed", "noted and discussed", "are noted",
	"report and discuss", "are compared and",
	"is reported here", "we focus on", "also investigate", "also examined", "also describe",
	"also present", "we have investigated", "we conclude by", "we end with", "we close with",
	"are derived", "will review", "will discuss", "will describe", "will focus on", "review the",
	"wird diskutiert", "werden diskutiert", "est discutée", "sont discutés", "se discuten",
	"se discute", "viene discusso", "vengono discussi",
};
/* With these it says what was found all the same. */
static const char *const FOUND[] = {
	"show that", "shows that", "showed that", "shown that", "found that", "find that",
	"suggest that", "suggests that", "indicate that", "indicates that", "demonstrate that",
	"demonstrates that", "demonstrated that", "conclude that", "concludes that", "confirms that",
	"evidence that", "reveals that", "revealed that", "supports the", "this review found",
	"this review identified", "argue that", "argues that",
};

/* Phrases of a wish. */
static const char *const HOPES[] = {
	"we hope", "it is hoped", "hopefully", "is our hope", "wir hoffen", "nous espérons",
	"esperamos", "speriamo",
};

/* Phrases of what has no result yet, and of what a paper owes to others. */
static const char *const UNFINISHED[] = {
	"enrolment began", "enrollment began", "recruitment began", "enrolment started",
	"enrollment started", "recruitment started", "recruitment commenced", "enrolment commenced",
	"enrollment commenced", "is ongoing", "are ongoing", "still ongoing", "currently recruiting",
	"results are expected", "are expected in", "results will be", "will be published",
	"will be disseminated", "ethical approval", "ethics approval", "ethics committee",
	"project is supported", "project was supported", "work is supported", "work was supported",
	"study was supported", "study is supported", "research was supported",
	"research is supported", "was funded by", "is funded by", "were funded by",
	"written informed consent", "has been approved by", "was approved by",
};

/* Phrases of methods. */
static const char *const METHODS[] = {
	"was performed", "were performed", "was measured", "were measured", "were collected",
	"was collected", "were randomized", "were randomised", "were randomly", "were assigned",
	"were included", "were enrolled", "were recruited", "were analyzed", "were analysed",
	"was conducted", "were conducted", "was used to", "were used to", "were assessed",
	"was assessed", "were evaluated", "was evaluated", "were obtained", "were compared",
	"were searched", "was analyzed", "was analysed", "was carried out", "were carried out",
	"was used in", "was identified at", "were identified at", "was determined using",
	"were determined using", "was calculated", "were calculated", "were fitted",
	"the patient was", "the patient had", "the patient died", "the patient underwent", "she was",
	"he was", "was investigated", "were investigated", "also investigated", "was studied",
	"were studied", "were examined", "was examined", "we used", "we investigated", "we examined",
	"we evaluated", "we assessed", "we analyzed", "we analysed", "we compared", "we explored",
	"we studied", "we tested", "we conducted", "we performed", "we collected", "we searched",
	"we measured", "we included", "we enrolled", "we recruited", "were identified and",
	"identified and evaluated",
};

/* Phrases that call for more studies. */
static const char *const CALLS[] = {
	"further research", "research is recommended", "to further explore", "evaluated further",
	"be further evaluated", "must be evaluated", "knowledge gap", "need for further",
	"need for more", "need for future", "need for larger", "investigated further",
	"studied further", "explored further", "further explore", "research to", "further study",
	"further studies", "further investigation", "further investigations", "further work",
	"further trials", "further evaluation", "further exploration", "further clinical",
	"further prospective", "further validation", "further confirmation", "further experiments",
	"further analysis", "future research", "future studies", "future study", "future work",
	"future trials", "future investigations", "future clinical", "future prospective",
	"future randomized", "more research", "more studies", "more study", "more work", "more data",
	"more trials", "more extensive", "more detailed", "additional research", "additional studies",
	"additional study", "additional work", "additional data", "additional investigation",
	"additional trials", "larger studies", "larger trials", "larger sample", "larger samples",
	"larger cohorts", "larger cohort", "larger study", "larger randomized", "larger prospective",
	"large-scale studies", "longer follow-up", "require replication", "requires replication",
	"require confirmation", "requires confirmation", "should be confirmed", "to be confirmed",
	"should be investigated", "should be studied", "should be further", "should be examined in",
	"should be evaluated in", "should be tested in", "should be assessed in",
	"should be validated", "is mandatory to confirm", "be further investigated",
	"be further studied", "be further explored", "merits further", "merit further",
	"deserves further", "deserve further", "warrants further", "warrant further",
	"require further", "requires further", "remains to be", "remain to be", "urgent need",
	"continuing to investigate", "continue to investigate", "continued investigation",
	"continued research", "to better understand", "to understand better", "weitere studien",
	"weitere untersuchungen",
	"weitere forschung", "weiterer forschung", "d'autres études", "études supplémentaires",
	"études complémentaires", "más estudios", "estudios adicionales", "futuras investigaciones",
	"nuevos estudios", "ulteriori studi", "ulteriori ricerche",
};
/* They do so together: "randomised trials are needed". */
static const char *const WANTS[] = {
	"is needed", "are needed", "needed to", "is required", "are required", "required to",
	"is warranted", "are warranted", "is necessary", "are necessary", "needs to be", "need to be",
	"should be conducted", "should be performed", "is a need", "should explore",
	"should investigate", "should focus on", "should examine", "erforderlich", "notwendig",
	"nécessaires", "se necesitan", "se requieren", "sono necessari", "sono necessarie",
};
static const char *const STUDIES[] = {
	"study", "studies", "research", "trial", "trials", "investigation", "investigations", "data",
	"evidence", "replication", "follow-up", "evaluation", "studien", "études", "estudios",
	"studi", "ricerche",
};

/* How sentences begin that say it in passing. */
static const char *const GRANTING[] = {"although", "though", "even though", "while", "whereas"};

/* How sentences begin that lean on one before them, in lower case. */
static const char *const LEANING[] = {
	"it", "its", "they", "their", "them", "he", "she", "his", "her", "in addition",
	"additionally", "these are", "these were",
	"moreover", "these include", "this includes", "these included",
	"this included", "there is also", "furthermore", "further", "also", "similarly", "likewise",
	"in contrast", "by contrast", "conversely", "on the other hand", "on the other",
	"on the contrary", "due to their", "due to its", "because of their", "because of its",
	"owing to its", "owing to their", "given their", "given its", "thanks to its", "based on its",
	"despite their", "despite its", "with its", "with their", "second", "secondly", "third",
	"thirdly", "fourth", "next", "then", "the latter", "the former", "such", "besides", "instead",
	"more importantly", "most importantly", "for example", "for instance", "specifically",
	"in particular", "particularly", "especially",
	"among these", "of these", "among them", "of them", "both of", "here", "herein", "while this",
	"while these", "although this", "although these", "other", "another", "others", "neither",
	"the same", "again", "this latter", "the second", "the other", "to do so", "in doing so",
	"in so doing", "apart from", "including", "meanwhile", "thus, they", "thus they",
	"therefore, they", "therefore they", "hence, they", "consequently, they",
};
/* These do so unless the sentence speaks of the paper's results: "From these results …". */
static const char *const POINTING[] = {
	"in this context", "in this way", "in these", "in those", "for this", "for these", "to this",
	"to these", "with this", "with these", "by this", "by these", "from this", "from these",
	"at this", "at these", "on this", "under these", "in response to this",
	"in response to these", "to address this", "to address these", "despite this", "despite these",
	"along with this", "consistent with this", "in line with this", "as such", "in turn",
	"in this case",
};
/* These only look like it. */
static const char *const FREE[] = {
	"it can be expected", "it can be assumed", "it may be", "it should be", "it appears that",
	"it seems that",
	"it is possible", "it is likely", "it is suggested", "it is important", "it is essential",
	"it is recommended", "it is therefore", "it is safe", "it is feasible to", "it is necessary",
	"it is difficult", "it was found", "it was shown", "it is shown", "it was demonstrated",
	"it is proposed", "in addition to", "in contrast to", "in contrast with", "further to",
	"such a", "other than", "apart from the", "here we show", "here, we show",
	"here we demonstrate", "here, we demonstrate", "here we identify", "here, we identify",
	"here we find", "here, we find", "here we report that", "here, we report that",
	"here we found", "here, we found", "herein we show", "herein, we show",
	"herein we demonstrate", "herein, we demonstrate", "herein we report that",
	"herein, we report that",
};
static const char *const TURNING[] = {
	"however", "nevertheless", "nonetheless", "but", "yet", "still", "finally", "lastly", "and",
	"or", "so", "unfortunately", "indeed", "notably", "interestingly", "surprisingly",
	"remarkably", "importantly",
	"of note", "first", "firstly",
};
static const char *const FOLLOWING[] = {
	"thus", "therefore", "hence", "consequently", "accordingly", "as a result", "as a consequence",
	"for this reason", "for these reasons",
};
static const char *const NEWLY[] = {"this is the first", "this is a novel", "this is a new"};
/* What "this" and "these" may name without leaning: the paper itself; and words before that. */
static const char *const ITSELF =
	"study|studies|trial|trials|review|case|report|paper|article|analysis|meta-analysis|work|"
	"research|sample|cohort|survey|project|series|result|results|findings|data|evidence|"
	"observations|"
	"investigation|experiment|experiments|finding|phase";
static const char *const QUALITIES =
	"systematic|randomized|randomised|retrospective|prospective|population-based|large|pilot|"
	"multicenter|multicentre|first|preliminary|novel|new|observational|clinical|single-center|"
	"cross-sectional|controlled|small|rare";

/* clang-format on */

bool judge_closes(struct str sentence)
{
	if (judge_has_phrase(sentence, ABOUT, ARRAY_COUNT(ABOUT)) &&
		!judge_has_phrase(sentence, FOUND, ARRAY_COUNT(FOUND)))
		return false;
	return judge_has_phrase(str_sub(sentence, 0, FRONT), CLOSERS, ARRAY_COUNT(CLOSERS)) ||
		judge_begins_with(sentence, FIRST_CLOSERS, ARRAY_COUNT(FIRST_CLOSERS));
}

bool judge_speaks(struct str sentence)
{
	static const char *const bare[] = {"results", "findings", "data", "evidence"};
	bool own = judge_has_phrase(sentence, OWN, ARRAY_COUNT(OWN)) ||
		judge_begins_with(sentence, bare, ARRAY_COUNT(bare));
	return own && judge_has_phrase(sentence, SPEAKS, ARRAY_COUNT(SPEAKS));
}

/* "This may …" and "These cells …" lean on the sentence before. */
static bool points_back(struct str sentence)
{
	struct str rest = sentence, first = str_cut(&rest, ' ');
	if (judge_begins_with(sentence, NEWLY, ARRAY_COUNT(NEWLY)))
		return false;
	if (!judge_word_in(first, "this|these|diese|dieser|dieses|ces|cette|estos|questi"))
		return false;
	struct str named;
	do {
		named = str_cut(&rest, ' ');
		while (named.n && !is_alpha(named.p[named.n - 1]))
			named = str_sub(named, 0, named.n - 1);
	} while (rest.n && judge_word_in(named, QUALITIES));
	return !judge_word_in(named, ITSELF);
}

static int weigh_beginning(struct str sentence)
{
	while (sentence.n && !is_alpha(sentence.p[0]) && !is_digit(sentence.p[0]) &&
		(unsigned char)sentence.p[0] < 0x80)
		sentence = str_sub(sentence, 1, SIZE_MAX);
	if (judge_closes(sentence) || judge_begins_with(sentence, FREE, ARRAY_COUNT(FREE)))
		return 0;
	if (judge_begins_with(sentence, LEANING, ARRAY_COUNT(LEANING)))
		return NEVER;
	if (judge_begins_with(sentence, POINTING, ARRAY_COUNT(POINTING)) && !judge_speaks(sentence))
		return NEVER;
	if (judge_begins_with(sentence, TURNING, ARRAY_COUNT(TURNING)))
		return -6;
	if (points_back(sentence))
		return judge_speaks(sentence) ? -5 : -7;
	return judge_begins_with(sentence, FOLLOWING, ARRAY_COUNT(FOLLOWING)) ? -1 : 0;
}

/* Where the sentence calls for more studies; STR_NOT_FOUND when it does not. */
static size_t call_at(struct str sentence)
{
	size_t at = judge_phrase_find(sentence, CALLS, ARRAY_COUNT(CALLS));
	if (at == STR_NOT_FOUND && judge_has_phrase(sentence, STUDIES, ARRAY_COUNT(STUDIES)))
		at = judge_phrase_find(sentence, WANTS, ARRAY_COUNT(WANTS));
	return at;
}

/* A call for more studies as an afterthought leaves what was said before. */
static int weigh_call(struct str sentence)
{
	size_t at = call_at(sentence);
	if (at == STR_NOT_FOUND)
		return 0;
	if (judge_begins_with(sentence, GRANTING, ARRAY_COUNT(GRANTING)) &&
		str_find_char(str_sub(sentence, at, SIZE_MAX), ',') != STR_NOT_FOUND)
		return -1;
	struct str before = str_sub(sentence, 0, at);
	bool apart = str_find_char(before, ',') != STR_NOT_FOUND ||
		str_find_char(before, ';') != STR_NOT_FOUND || judge_speaks(sentence) ||
		judge_closes(sentence);
	return apart && at > FRONT && at > sentence.n / 2 ? -3 : NEVER;
}

/* A sentence may take back a part, and say what was found all the same. */
static int weigh_limits(struct str sentence)
{
	if (!judge_has_phrase(sentence, LIMITS, ARRAY_COUNT(LIMITS)))
		return 0;
	return judge_speaks(sentence) ? -5 : NEVER;
}

/* A use that is not said, unless it follows what was found. */
static int weigh_vague(struct str sentence)
{
	size_t at = judge_phrase_find(sentence, VAGUE, ARRAY_COUNT(VAGUE));
	if (at == STR_NOT_FOUND)
		return 0;
	return at > FRONT && at > sentence.n / 2 ? -6 : -12;
}

/* The digits of numbers; names such as "IL-8" have others. */
static size_t count_digits(struct str sentence)
{
	size_t digits = 0;
	bool number = false, inside = false;
	for (size_t i = 0; i < sentence.n; i++) {
		char c = sentence.p[i];
		bool digit = is_digit(c), letter = is_alpha(c) || c == '-' || (unsigned char)c >= 0x80;
		number = digit ? number || !inside : number && (c == '.' || c == ',');
		digits += digit && number;
		inside = digit || letter;
	}
	return digits;
}

static int weigh_form(struct str sentence)
{
	size_t digits = count_digits(sentence);
	int weight = digits >= MANY_DIGITS ? -4 : digits >= FEW_DIGITS ? -1 : 0;
	if (sentence.n > VERY_LONG || sentence.n < SHORT_SENTENCE)
		weight -= 3;
	else if (sentence.n > LONG_SENTENCE)
		weight -= 2;
	if (str_ends(sentence, S("?")))
		weight += NEVER;
	return weight;
}

/* "We then review …" */
static bool we_tell(struct str sentence)
{
	static const char *const we[] = {"we", "the authors", "researchers"};
	static const char *const tell[] = {
		"review",
		"discuss",
		"describe",
		"summarize",
		"summarise",
		"outline",
		"highlight",
		"focus",
		"introduce",
		"consider",
		"overview",
	};
	return judge_begins_with(sentence, we, ARRAY_COUNT(we)) &&
		judge_has_phrase(str_sub(sentence, 0, FRONT), tell, ARRAY_COUNT(tell));
}

static int weigh_about(struct str sentence)
{
	if (!judge_has_phrase(sentence, ABOUT, ARRAY_COUNT(ABOUT)) && !we_tell(sentence))
		return 0;
	return judge_has_phrase(sentence, FOUND, ARRAY_COUNT(FOUND)) ? -2 : NEVER;
}

bool judge_leans(struct str sentence)
{
	return weigh_beginning(sentence) <= -5;
}

int judge_weigh(struct str sentence)
{
	static const struct {
		const char *const *phrases;
		size_t count;
		int weight;
	} cues[] = {
		{WE, ARRAY_COUNT(WE), 2},
		{SAYS, ARRAY_COUNT(SAYS), 2},
		{CARE, ARRAY_COUNT(CARE), 1},
		{EMPTY, ARRAY_COUNT(EMPTY), -2},
		{BESIDES, ARRAY_COUNT(BESIDES), -6},
		{PRAISES, ARRAY_COUNT(PRAISES), -1},
		{METHODS, ARRAY_COUNT(METHODS), -4},
		{GAPS, ARRAY_COUNT(GAPS), NEVER},
		{HOPES, ARRAY_COUNT(HOPES), NEVER},
		{UNFINISHED, ARRAY_COUNT(UNFINISHED), NEVER},
	};
	int weight = judge_closes(sentence) ? 6 : judge_speaks(sentence) ? 3 : 0;
	assert(sentence.n);
	for (size_t i = 0; i < ARRAY_COUNT(cues); i++)
		if (judge_has_phrase(sentence, cues[i].phrases, cues[i].count))
			weight += cues[i].weight;
	return weight + weigh_beginning(sentence) + weigh_call(sentence) + weigh_about(sentence) +
		weigh_limits(sentence) + weigh_vague(sentence) + weigh_form(sentence);
}
