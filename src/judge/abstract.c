/* News whose text is the abstract of a paper, or as much of its beginning as a feed gives. */
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	LABEL_MAX = 60, /* bytes of a label */
	OWN_MIN = 60    /* of a sentence that says more than "We did two studies." */
};

/* The words of the labels with which abstracts begin. */
static const char LABELS[] =
	"background|objective|objectives|context|purpose|aim|aims|introduction|"
	"importance|rationale|hypothesis|goal|goals|question";

/* What feeds put behind an abstract. */
static const char *const NUMBERS[] = {"pmid", "doi", "pmcid"};
static const struct phrases NUMBERED = PHRASES_ONE(NUMBERS);

bool judge_begins_as_abstract(struct str text)
{
	size_t colon = str_find_char(str_sub(text, 0, LABEL_MAX), ':');
	struct str label = str_trim(str_sub(text, 0, colon == STR_NOT_FOUND ? 0 : colon));
	while (label.n) {
		struct str word = str_cut(&label, ' ');
		if (word.n && word.p[0] >= 'A' && word.p[0] <= 'Z' && judge_word_in(word, LABELS))
			return true;
	}
	return false;
}

bool judge_is_cut_abstract(struct str text)
{
	struct judge_scan scan = {.text = text};
	struct str last = STR_NONE, sentence;
	while (judge_sentence_next(&scan, &sentence))
		last = sentence;
	return last.n && !judge_is_whole(last) && !phrases_in(&NUMBERED, last);
}

/* clang-format off */
static const char *const FINDS[] = {
	"we found", "we find", "we show", "we showed", "we demonstrate", "we demonstrated",
	"we report", "we reported", "we observed", "we identified", "we conclude", "we discovered",
	"results show", "results showed", "results suggest", "results indicate", "results revealed",
	"our results", "our findings", "our data", "this review found", "this study found",
	"this study shows", "this study showed",
};
/* How a paper speaks of itself. */
static const char *const OWN[] = {
	"we", "the authors", "in our study", "in our work", "in this study", "in this paper",
	"in this review", "in this report", "in this work", "in this article", "in the present",
	"in the current", "this study", "this review", "this paper", "this report", "this article",
	"this work", "this trial", "this meta-analysis", "this systematic review", "this was a",
	"the present study", "the current study", "the present work", "is presented", "are presented",
	"was developed to", "were developed to", "was performed to", "was conducted to", "were studied",
	"was studied", "was investigated", "were investigated", "were compared", "was evaluated",
	"was characterized", "were characterized", "was characterised", "were characterised",
	"was examined", "were examined", "were analyzed", "were analysed", "was assessed",
	"were assessed", "was identified", "were identified", "was isolated", "were isolated",
	"was developed", "were developed", "is reported", "are reported", "was found to",
	"were found to",
};
/* What it says of others, of before, and of what everybody does. */
static const char *const OTHERS[] = {
	"previously", "recently, we", "we have previously", "we have shown", "we recently",
	"we have recently", "earlier", "we know", "we live", "our understanding", "our knowledge",
	"to our knowledge", "previous studies",
};
/* clang-format on */
enum { HAS_FIND = 1 << 0, HAS_OWN = 1 << 1, HAS_OTHERS = 1 << 2 };
static const struct phrase_list LISTS[] = {
	{HAS_FIND, PHRASES(FINDS)}, {HAS_OWN, PHRASES(OWN)}, {HAS_OTHERS, PHRASES(OTHERS)}};
static const struct phrases SAID = PHRASES_OF(LISTS);

/* Whether the paper speaks of itself in the sentence. */
static bool is_own(struct arena *a, struct str sentence)
{
	return sentence.n >= OWN_MIN &&
		(phrases_in(&SAID, sentence) & HAS_OWN || str_starts(sentence, S("To ")) ||
			judge_names_study(a, sentence));
}

/* Whether it is understood by itself. */
static bool stands_alone(struct str sentence)
{
	return judge_is_whole(sentence) && !judge_dangles(sentence) &&
		(!judge_leans(sentence) || str_starts(sentence, S("Here")) ||
			str_starts(sentence, S("This was a")));
}

struct str judge_tried(struct arena *a, struct str text)
{
	struct strs s = judge_candidates(a, text);
	struct str found = STR_NONE, own = STR_NONE;
	for (size_t i = 0; i < s.n; i++) {
		phrase_set has = phrases_in(&SAID, s.v[i]);
		if (has & HAS_OTHERS || !stands_alone(s.v[i]))
			continue;
		if (!found.n && has & HAS_FIND)
			found = s.v[i];
		if (!own.n && is_own(a, s.v[i]))
			own = s.v[i];
	}
	return str_or(found, str_or(judge_aim(a, text), own));
}
