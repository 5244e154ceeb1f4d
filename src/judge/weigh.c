/* What the phrases of a sentence of an abstract show of what was found, or what that means. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	FRONT = 60,        /* bytes in which a sentence says what kind of one it is */
	NAMED_WITHIN = 3,  /* words behind "this" */
	NAMED_FAR = 7,     /* in "this single-blind, randomised, controlled trial" */
	DANGLES_WITHIN = 8 /* words of a sentence */
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
	"useful", "adequate", "reliable", "accurate", "promising", "prevent", "prevents",
	"inhibits", "promotes", "mediated", "responsible for",
};

/* Phrases that could stand below any paper. */
static const char *const EMPTY[] = {
	"provide insight", "provides insight", "provide insights", "provides insights",
	"insights into", "insight into", "new insight", "valuable information", "sheds light",
	"shed light", "our understanding", "better understanding", "basis for", "foundation for",
	"framework for", "help focus", "future efforts", "has implications", "have implications",
	"important implications", "treatment implications", "implications for", "reference for",
	"greater understanding", "extending the understanding", "will not only lead", "ought to",
	"new avenues", "new avenue", "paves the way", "paves a new way", "pave the way", "opens up",
	"a first step", "provide clues", "provides clues", "are important", "is important", "will help",
	"remains unclear", "remain unclear", "remains unknown", "not well understood",
	"poorly understood", "poorly defined", "complex and multifactorial",
};

/* Phrases of a use that is not said, where a finding is wanted. */
static const char *const VAGUE[] = {
	"may be useful", "might be useful", "could be useful", "will be useful", "can be useful for",
	"be very useful", "may be helpful", "deeper appreciation", "deeper understanding",
	"complete understanding", "will aid in", "pave a new", "new route",
	"range of applications", "various applications",
	"first attempt at", "first attempt to", "guiding significance", "great significance",
	"great importance",
	"could be valuable", "may be valuable", "might be valuable", "can be valuable",
	"could be used to inform", "can be used to inform", "may be used to inform",
	"could be used for a more", "lead to insights", "help inform", "could assist",
	"important factors",
	"provides unprecedented", "provides information", "provides important information",
	"provides useful information", "provides new information", "provides additional information",
	"important significance", "theoretical foundation", "theoretical foundations",
	"theoretical basis", "theoretical framework", "theoretical support", "scientific basis",
	"scientific perspective", "important evidence", "valuable reference", "new perspective",
	"new perspectives", "a new way", "new ways", "new possibilities", "new opportunities",
	"can open up", "could open up", "may open", "broad prospects", "application prospects",
	"great potential", "potential applications", "practical applications of",
	"we expect", "we anticipate", "it is expected", "it is anticipated", "is expected to be",
	"study presents", "work presents", "practical insights",
	"highlight the importance of", "highlights the importance of", "emphasize the importance",
	"emphasise the importance", "emphasizes the importance",
	"the number of studies",
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
	"have not been reported", "have not been described", "less reported", "rarely been reported",
};

/* Phrases of what everybody knows of a disease. */
static const char *const COMMONPLACES[] = {
	"is a leading cause", "is the leading cause", "are a leading cause", "are the leading cause",
	"is one of the leading", "is one of the most common", "are among the most common",
	"is among the most common", "is a major public health", "is a global health",
	"continues to evolve",
};

/* Phrases with which it takes back what it said. */
static const char *const LIMITS[] = {
	"limitation", "limitations", "with caution", "cautiously", "limited by", "sample size",
	"generalizability", "generalisability", "be considered preliminary", "hypothesis-generating",
};

static const char *const INTERIM[] = {"interim"};

/* How a paper says itself that it found something, and how sure it is. */
static const char *const WE_FIND[] = {
	"we show", "we showed", "we find", "we found", "we report", "we reported", "we demonstrate",
	"we demonstrated", "we identify", "we identified", "we observe", "we observed", "we conclude",
	"we propose", "we proposed", "we present", "we describe", "we described",
};
/* How it tells of what was known before. */
static const char *const EARLIER[] = {
	"we have shown", "we have previously", "previously", "have been reported", "has been reported",
	"have been associated", "has been associated", "consistently associated", "has been shown",
	"have been shown", "is known", "are known", "well known", "well-known", "has been used",
	"have been used", "recently", "in recent years", "historically", "traditionally", "is a rare",
	"is rare", "are rare", "is an uncommon", "are uncommon", "frequently employ",
};
static const char *const MAY[] = {"may", "might", "could"};
static const char *const SHOULD[] = {"should"};
/* Words of a result. */
static const char *const RELATES[] = {
	"associated", "correlated", "significant", "significantly", "increased", "decreased",
	"higher", "lower", "reduced", "improved", "effective", "safe", "feasible", "similar",
	"comparable",
};

/* Phrases that say what a paper is about instead of what it found. */
static const char *const ABOUT[] = {
	"we discuss", "we also discuss", "discusses", "then discuss", "and discuss", "we review",
	"we also review", "reviewed here", "have reviewed", "is described", "are described",
	"is presented", "are presented", "we summarize", "we summarise", "we describe", "we outline",
	"we present", "we aim", "we aimed", "aimed to", "aims to", "aim of", "purpose of",
	"objective of", "goal of", "the goal is", "the aim is", "this review", "this article",
	"this paper", "this chapter", "this editorial", "this commentary", "this overview",
	"this tutorial", "this protocol", "this summary", "in this report", "the present review",
	"the present article", "will be presented", "will be described", "the data set refers",
	"current review", "study assesses", "study analyzes", "study analyses", "study examines",
	"study explores", "study investigates", "study evaluates", "study describes",
	"study addresses", "first time analyzes", "we explain", "summarizes the", "summarises the",
	"will cover", "our focus is", "learning tool", "make several", "makes several",
	"are considered in", "the authors discuss", "the authors review", "the authors describe",
	"the authors present", "present a model", "tutorial", "case report reviews",
	"is also described", "are also described", "is also presented", "are also presented",
	"were also presented", "are also reported", "report and discuss", "are compared and",
	"is reported here", "we focus on", "also investigate", "also examined", "also describe",
	"also present", "we have investigated", "we conclude by", "we end with", "we close with",
	"are derived", "will review", "will discuss", "will describe", "will focus on", "review the",
};
/* Phrases that say only that the paper deals with it. */
static const char *const TREATED[] = {
	"is discussed", "are discussed", "be discussed", "was discussed", "were discussed",
	"is reviewed", "are reviewed", "are summarized", "are summarised", "is summarized",
	"is summarised", "are outlined", "will be highlighted", "will be reviewed", "is outlined",
	"are highlighted", "is highlighted", "are addressed", "is addressed", "is given", "are given",
	"is provided", "are provided", "is emphasized", "is emphasised", "is examined", "are examined",
	"is explored", "are explored", "are also provided", "are also outlined", "are also reviewed",
	"are also addressed", "noted and discussed", "are noted", "discussed in", "also discussed",
	"beyond the scope", "conclusions are drawn", "wird diskutiert", "werden diskutiert",
	"est discutée", "sont discutés", "se discuten", "se discute", "viene discusso",
	"vengono discussi",
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
	"are stored in", "will be stored", "will not be used", "will be collected", "will be recruited",
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
	"should be validated", "is mandatory to confirm", "innovation and research",
	"research is crucial", "research is essential", "research are crucial", "studies are crucial",
	"studies are essential", "future recommendations", "future guidelines",
	"be further investigated",
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
	"evidence", "information", "replication", "follow-up", "evaluation", "studien", "études",
	"estudios",
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
	"despite their", "despite its", "with its", "with their", "second,", "secondly", "third,",
	"thirdly", "fourth,", "next", "then", "the latter", "the former", "such", "besides", "instead",
	"more importantly", "most importantly", "for example", "for instance", "specifically",
	"in particular", "particularly", "especially",
	"among these", "of these", "among them", "of them", "both of", "each of these",
	"all of these", "all three", "all four", "on one hand", "on the one hand", "here", "herein",
	"while this",
	"while these", "although this", "although these", "other", "another", "others", "neither",
	"the same", "again", "this latter", "the second", "the other", "to do so", "in doing so",
	"in so doing", "apart from", "including", "meanwhile", "thus, they", "thus they",
	"therefore, they", "therefore they", "hence, they", "consequently, they", "by doing this",
	"by doing so", "that’s", "that's", "that is",
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
	"it is recommended", "it is therefore", "it is safe to", "it is feasible to", "it is necessary",
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
static const char *const NEWLY[] = {"this is the first", "this is a novel", "this is a new"};
/* What "this" and "these" may name without leaning: the paper itself. */
static const char *const ITSELF =
	"study|studies|trial|trials|review|case|report|paper|article|analysis|meta-analysis|work|"
	"research|sample|cohort|survey|project|series|result|results|findings|data|evidence|"
	"observations|"
	"investigation|experiment|experiments|finding|phase";
/* What a sentence announces. */
static const char *const TELLS[] = {
	"review", "discuss", "describe", "summarize", "summarise", "outline", "highlight", "focus",
	"introduce", "consider", "overview",
};
/* How a sentence begins that speaks of the paper's own results. */
static const char *const RESULTS[] = {"results", "findings", "data", "evidence"};

enum {
	HAS_CLOSER = 1 << 0, HAS_OWN = 1 << 1, HAS_SPEAKS = 1 << 2, HAS_WE_FIND = 1 << 3,
	HAS_SAYS = 1 << 4, HAS_RELATES = 1 << 5, HAS_EMPTY = 1 << 6, HAS_VAGUE = 1 << 7,
	HAS_PRAISE = 1 << 8, HAS_GAP = 1 << 9, HAS_LIMIT = 1 << 10, HAS_ABOUT = 1 << 11,
	HAS_FOUND = 1 << 12, HAS_HOPE = 1 << 13, HAS_UNFINISHED = 1 << 14, HAS_METHOD = 1 << 15,
	HAS_CALL = 1 << 16, HAS_WANT = 1 << 17, HAS_STUDY = 1 << 18, HAS_TELL = 1 << 19,
	HAS_BESIDES = 1 << 20, HAS_COMMONPLACE = 1 << 21, HAS_INTERIM = 1 << 22, HAS_MAY = 1 << 23,
	HAS_SHOULD = 1 << 24, HAS_EARLIER = 1 << 25, HAS_TREATED = 1 << 26,
};
static const struct phrase_list SAID_LISTS[] = {
	{HAS_CLOSER, PHRASES(CLOSERS)}, {HAS_OWN, PHRASES(OWN)}, {HAS_SPEAKS, PHRASES(SPEAKS)},
	{HAS_WE_FIND, PHRASES(WE_FIND)}, {HAS_SAYS, PHRASES(SAYS)}, {HAS_RELATES, PHRASES(RELATES)},
	{HAS_EMPTY, PHRASES(EMPTY)}, {HAS_VAGUE, PHRASES(VAGUE)}, {HAS_PRAISE, PHRASES(PRAISES)},
	{HAS_GAP, PHRASES(GAPS)}, {HAS_LIMIT, PHRASES(LIMITS)}, {HAS_ABOUT, PHRASES(ABOUT)},
	{HAS_FOUND, PHRASES(FOUND)}, {HAS_HOPE, PHRASES(HOPES)},
	{HAS_UNFINISHED, PHRASES(UNFINISHED)}, {HAS_METHOD, PHRASES(METHODS)},
	{HAS_CALL, PHRASES(CALLS)}, {HAS_WANT, PHRASES(WANTS)}, {HAS_STUDY, PHRASES(STUDIES)},
	{HAS_TELL, PHRASES(TELLS)}, {HAS_BESIDES, PHRASES(BESIDES)},
	{HAS_COMMONPLACE, PHRASES(COMMONPLACES)}, {HAS_INTERIM, PHRASES(INTERIM)},
	{HAS_EARLIER, PHRASES(EARLIER)}, {HAS_MAY, PHRASES(MAY)}, {HAS_SHOULD, PHRASES(SHOULD)},
	{HAS_TREATED, PHRASES(TREATED)},
};
static const struct phrases SAID = PHRASES_OF(SAID_LISTS);

enum {
	BEGINS_CLOSING = 1 << 0, BEGINS_RESULTS = 1 << 1, BEGINS_NEWLY = 1 << 2, BEGINS_FREE = 1 << 3,
	BEGINS_LEANING = 1 << 4, BEGINS_POINTING = 1 << 5, BEGINS_TURNING = 1 << 6,
	BEGINS_GRANTING = 1 << 7,
};
static const struct phrase_list BEGINNING_LISTS[] = {
	{BEGINS_CLOSING, PHRASES(FIRST_CLOSERS)}, {BEGINS_RESULTS, PHRASES(RESULTS)},
	{BEGINS_NEWLY, PHRASES(NEWLY)}, {BEGINS_FREE, PHRASES(FREE)},
	{BEGINS_LEANING, PHRASES(LEANING)}, {BEGINS_POINTING, PHRASES(POINTING)},
	{BEGINS_TURNING, PHRASES(TURNING)}, {BEGINS_GRANTING, PHRASES(GRANTING)},
};
static const struct phrases BEGINNINGS = PHRASES_OF(BEGINNING_LISTS);

/* Words that often open a sentence. */
static const struct phrase_list OPENING_LISTS[] = {
	{1 << 0, PHRASE("the")}, {1 << 1, PHRASE("this")}, {1 << 2, PHRASE("these")},
	{1 << 3, PHRASE("we")}, {1 << 4, PHRASE("our")}, {1 << 5, PHRASE("in")},
	{1 << 6, PHRASE("here|herein")}, {1 << 7, PHRASE("an")}, {1 << 8, PHRASE("it")},
	{1 << 9, PHRASE("both")}, {1 << 10, PHRASE("all")}, {1 << 11, PHRASE("to")},
	{1 << 12, PHRASE("although|while|whereas|though")},
	{1 << 13, PHRASE("thus|therefore|hence|consequently")}, {1 << 14, PHRASE("however")},
	{1 << 15, PHRASE("results|findings")}, {1 << 16, PHRASE("using|by")},
	{1 << 17, PHRASE("with")}, {1 << 18, PHRASE("overall|collectively|together|altogether")},
	{1 << 19, PHRASE("patients")}, {1 << 20, PHRASE("among")}, {1 << 21, PHRASE("such|if")},
};
/* clang-format on */

/* A sentence, and what its phrases say. */
struct said {
	struct str text;
	phrase_set has, front, begins; /* HAS_…, the same of its front alone, BEGINS_… */
};

/* The sentence without brackets and the like in front. */
static struct str without_marks(struct str sentence)
{
	while (sentence.n && !is_alpha(sentence.p[0]) && !is_digit(sentence.p[0]) &&
		(unsigned char)sentence.p[0] < 0x80)
		sentence = str_sub(sentence, 1, SIZE_MAX);
	return sentence;
}

static struct said read_sentence(struct str text)
{
	return (struct said){text, phrases_in(&SAID, text), phrases_in(&SAID, str_sub(text, 0, FRONT)),
		phrases_begin(&BEGINNINGS, text)};
}

/* "In conclusion", "Overall,". */
static bool closes(const struct said *s)
{
	bool about = s->has & (HAS_ABOUT | HAS_TREATED) && !(s->has & HAS_FOUND);
	return !about && (s->front & HAS_CLOSER || s->begins & BEGINS_CLOSING);
}

/* "Our findings suggest that". */
static bool speaks(const struct said *s)
{
	if (!(s->has & HAS_SPEAKS))
		return false;
	if (s->begins & BEGINS_RESULTS)
		return true;
	/* not "studies are needed to confirm these findings" */
	return s->has & HAS_OWN &&
		phrases_in(&SAID, str_sub(s->text, phrases_find(&SAID, HAS_OWN, s->text), SIZE_MAX)) &
		HAS_SPEAKS;
}

/* Whether one of the next words is what a paper calls itself. */
static bool names_itself(struct str rest, int within)
{
	for (int i = 0; rest.n && i < within; i++) {
		struct str named = str_cut(&rest, ' ');
		while (named.n && !is_alpha(named.p[named.n - 1]))
			named = str_sub(named, 0, named.n - 1);
		if (judge_word_in(named, ITSELF))
			return true;
	}
	return false;
}

/* "This may …" and "These cells …" lean on the sentence before. */
static bool points_back(struct str sentence, phrase_set begins)
{
	struct str rest = sentence, first = str_cut(&rest, ' ');
	if (begins & BEGINS_NEWLY ||
		!judge_word_in(first, "this|these|diese|dieser|dieses|ces|cette|estos|questi"))
		return false;
	return !names_itself(rest, NAMED_WITHIN);
}

bool judge_dangles(struct str sentence)
{
	struct str rest = sentence;
	for (int i = 0; rest.n && i < DANGLES_WITHIN; i++) {
		struct str word = str_cut(&rest, ' ');
		if (judge_word_in(word, "these|those|this|such") && !names_itself(rest, NAMED_FAR) &&
			!str_starts(rest, S("a ")))
			return true;
	}
	return false;
}

/* How a sentence leans on the one before it. */
enum leaning { STANDS, TURNS, LEANS };

static enum leaning leaning_of(const struct said *s)
{
	bool back = points_back(s->text, s->begins);
	if (s->begins & BEGINS_FREE || closes(s))
		return STANDS;
	if (s->begins & BEGINS_LEANING || ((s->begins & BEGINS_POINTING || back) && !speaks(s)))
		return LEANS;
	return s->begins & BEGINS_TURNING || back ? TURNS : STANDS;
}

/* Most sentences begin so that the rest of them need not be read. */
bool judge_leans(struct str sentence)
{
	struct str text = without_marks(sentence);
	phrase_set begins = phrases_begin(&BEGINNINGS, text);
	if (!(begins & (BEGINS_LEANING | BEGINS_POINTING | BEGINS_TURNING)) &&
		!points_back(text, begins))
		return false;
	const struct said said = read_sentence(text);
	return leaning_of(&said) != STANDS;
}

bool judge_is_about(struct str sentence)
{
	phrase_set has = phrases_in(&SAID, sentence);
	return has & (HAS_ABOUT | HAS_TREATED) && !(has & HAS_FOUND);
}

/* Where the sentence calls for more studies; STR_NOT_FOUND when it does not. */
static size_t call_at(const struct said *s)
{
	if (s->has & HAS_CALL)
		return phrases_find(&SAID, HAS_CALL, s->text);
	if (s->has & HAS_STUDY && s->has & HAS_WANT)
		return phrases_find(&SAID, HAS_WANT, s->text);
	return STR_NOT_FOUND;
}

/* Whether it calls for more studies, and not as an afterthought, which leaves what was said
 * before. */
static bool calls(const struct said *s)
{
	size_t at = call_at(s);
	if (at == STR_NOT_FOUND)
		return false;
	if (s->begins & BEGINS_GRANTING &&
		str_find_char(str_sub(s->text, at, SIZE_MAX), ',') != STR_NOT_FOUND)
		return false;
	struct str before = str_sub(s->text, 0, at);
	bool apart = str_find_char(before, ',') != STR_NOT_FOUND ||
		str_find_char(before, ';') != STR_NOT_FOUND || speaks(s) || closes(s);
	return !(apart && at > FRONT && at > s->text.n / 2);
}

/* Whether no paper is told by it: it calls, hopes, says what was not known or what goes on, or
 * takes back without saying what was found. */
static bool is_ruled_out(const struct said *s)
{
	return s->has & (HAS_GAP | HAS_HOPE | HAS_UNFINISHED | HAS_COMMONPLACE) ||
		(s->has & HAS_TREATED && !(s->has & HAS_FOUND)) ||
		(s->has & (HAS_LIMIT | HAS_INTERIM) && !speaks(s)) || str_ends(s->text, S("?")) || calls(s);
}

static const struct phrases OPENINGS = PHRASES_OF(OPENING_LISTS);
enum { OTHER_OPENING = 1 << 22 };

static phrase_set opening_of(struct str sentence)
{
	size_t end = 0;
	while (end < sentence.n && is_alpha(sentence.p[end]))
		end++;
	phrase_set opening = phrases_of_word(&OPENINGS, str_sub(sentence, 0, end));
	return opening ? opening : OTHER_OPENING;
}

bool judge_sentence_traits(struct str sentence, struct traits *t)
{
	const struct said s = read_sentence(str_or(without_marks(sentence), sentence));
	enum leaning leaning = leaning_of(&s);
	assert(sentence.n);
	*t = (struct traits){.n = 0};
	bool here = str_istarts(sentence, S("here")); /* "Here we report …" */
	if (is_ruled_out(&s) || (leaning == LEANS && !here))
		return false;
	bool finds = s.has & HAS_WE_FIND || speaks(&s); /* what it found, beside what was known */
	TRAIT_BITS(t, PAPER_SAYS, finds ? s.has & ~(phrase_set)HAS_EARLIER : s.has);
	if (closes(&s))
		TRAIT(t, PAPER_CLOSES, 0);
	if (speaks(&s))
		TRAIT(t, PAPER_SPEAKS, 0);
	if (leaning == TURNS)
		TRAIT(t, PAPER_TURNS, 0);
	TRAIT_BITS(t, PAPER_OPENS, opening_of(sentence));
	return true;
}
