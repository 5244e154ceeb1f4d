/* Which sentences of a text could be its summary. Headings could not, nor could what authors and
 * publishers add at the end: registration, funding, copyright. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	WORDS_MIN = 4,
	LABEL_LETTERS_MIN = 3,
	BARE_LABEL_MIN = 7,  /* "Methods" */
	CAPITALS_MIN = 4,    /* letters of a label that is known by its capitals alone */
	SENTENCE_MAX = 1200, /* bytes, as are the others */
	LABEL_MAX = 60,
	REFERENCE_MAX = 80,
	SHORT_LINE = 140
};

/* clang-format off */

/* Labels that may stand before a sentence without a mark or a space between. */
static const char *const JOINED_LABELS[] = {
	"Abstract", "Background", "Introduction", "Objectives", "Objective", "Purpose", "Aims", "Aim",
	"Methods", "Results", "Conclusions", "Conclusion", "Significance Statement", "Significance",
	"Highlights", "Highlight", "HIGHLIGHTS", "HIGHLIGHT", "Author summary",
	"One Sentence Summary", "One sentence summary", "Key Message", "Key message", "Summary",
	"Discussion", "Importance", "BACKGROUND", "INTRODUCTION", "OBJECTIVES", "OBJECTIVE",
	"PURPOSE", "RESULTS", "CONCLUSIONS", "CONCLUSION", "O_LI", "C_LI",
};

/* How sentences begin that stand behind the conclusion: about registration, copyright, funding,
 * level of evidence. In lower case. */
static const char *const TAIL_BEGINNINGS[] = {
	"clinical trial registration", "trial registration", "clinicaltrials.gov", "clinicaltrials",
	"registration", "registered at", "registered with", "registered on", "registered in",
	"registered as", "registered under", "prospero", "isrctn", "eudract", "nct0", "chictr",
	"level of evidence", "levels of evidence", "evidence level", "level iv", "level iii",
	"level ii", "level i", "level v", "copyright", "©", "published by",
	"this article is protected", "all rights reserved", "funded by", "funding", "supported by",
	"this work was supported", "this study was supported", "this study was funded",
	"this research was supported", "this research was funded", "keywords", "key words",
	"clinical trials registry", "australian new zealand clinical trials", "trial number", "actrn",
	"anzctr", "umin0", "drks0", "ctri/", "irct", "data are available", "data is available",
	"data deposited", "the online version", "electronic supplementary", "enrolment began",
	"enrollment began", "recruitment began", "participant enrolment", "participant enrollment",
	"no conflicts of interest", "the authors declare", "see related", "video abstract",
	"supplementary", "supplemental", "doi", "psycinfo", "financial disclosure",
	"proprietary or commercial", "disclosure", "disclosures", "conflict of interest",
	"conflicts of interest", "declaration of", "this article is part of",
	"this corrects the article", "this retracts the article", "this article has been retracted",
	"available at", "please see", "the authors thank", "we thank", "the authors are grateful",
	"we are grateful", "acknowledgements", "acknowledgments",
};

/* What only such sentences say. */
static const char *const TAIL_PHRASES[] = {
	"all rights reserved", "protected by copyright", "copyright ©", "registered at",
	"registered with", "registered under", "registered retrospectively",
	"retrospectively registered", "prospectively registered", "registration number",
	"trial registration", "registry number", "http://", "https://",
	"further resources related to",
};

/* What such sentences say, but also sentences with a result: only in short lines does it count. */
static const char *const TAIL_WORDS[] = {
	"clinicaltrials.gov", "isrctn", "prospero", "eudract", "chictr", "grant", "funded by",
	"elsevier", "wiley periodicals", "springer", "level of evidence", "john wiley", "lippincott",
};
/* Who is registered: a study, and not a patient or a case of a disease. */
static const char *const REGISTERED[] = {
	"was registered", "were registered", "is registered", "has been registered",
	"were prospectively registered",
};
static const char *const STUDIES[] = {
	"study", "trial", "trials", "protocol", "review", "registry", "clinicaltrials.gov", "prospero",
	"isrctn",
};
static const char *const COPYRIGHT[] = {
	"copyright ©", "©", "copyright (c)", "(c) 20", "copyright 20"};
/* clang-format on */

enum {
	HAS_TAIL = 1 << 0,
	HAS_TAIL_WORD = 1 << 1,
	HAS_REGISTERED = 1 << 2,
	HAS_STUDY = 1 << 3,
	HAS_COPYRIGHT = 1 << 4,
};
static const struct phrase_list LISTS[] = {
	{HAS_TAIL, PHRASES(TAIL_PHRASES)},
	{HAS_TAIL_WORD, PHRASES(TAIL_WORDS)},
	{HAS_REGISTERED, PHRASES(REGISTERED)},
	{HAS_STUDY, PHRASES(STUDIES)},
	{HAS_COPYRIGHT, PHRASES(COPYRIGHT)},
};
static const struct phrases SAID = PHRASES_OF(LISTS), TAILS = PHRASES_ONE(TAIL_BEGINNINGS);

/* How labels of the parts of an abstract begin. */
static const char *const LABEL_WORDS =
	"conclusion|conclusions|conclusion(s)|background|results|result|objective|objectives|purpose|"
	"methods|method|aim|aims|introduction|"
	"interpretation|significance|discussion|summary|findings|importance|rationale|context|design|"
	"setting|participants|implications|relevance|"
	"hypothesis|outcomes|outline|overview|unlabelled|abstract|study|clinical|main|key|primary|"
	"why|what|aim|hintergrund|ziel|methoden|methodik|ergebnisse|ergebnis|schlussfolgerung|"
	"schlussfolgerungen|fazit|contexte|objectif|objectifs|résultats|antecedentes|objetivo|"
	"objetivos|"
	"métodos|resultados|conclusiones|contesto|obiettivo|obiettivi|metodi|risultati|conclusioni";

/* "CONCLUSION", "Conclusions and relevance": no digits, and either no letter in lower case or a
 * first word that labels begin with. */
static bool is_label(struct str s)
{
	size_t small = 0, letters = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (is_digit(s.p[i]) || s.p[i] == '.' || s.p[i] == '?' || (unsigned char)s.p[i] >= 0x80)
			return false;
		small += s.p[i] >= 'a' && s.p[i] <= 'z';
		letters += is_alpha(s.p[i]);
	}
	struct str rest = s;
	return letters >= LABEL_LETTERS_MIN &&
		((small == 0 && letters >= CAPITALS_MIN) || str_eq(s, S("CONCLUSION(s)")) ||
			judge_word_in(str_cut(&rest, ' '), LABEL_WORDS));
}

/* The sentence without the number of a list in front: "(3) Ursodeoxycholic acid …", "1) To …". */
static struct str skip_number(struct str sentence)
{
	size_t at = str_starts(sentence, S("("));
	if (sentence.n > at + 2 && is_digit(sentence.p[at]) && sentence.p[at + 1] == ')')
		return str_trim(str_sub(sentence, at + 2, SIZE_MAX));
	return sentence;
}

/* The sentence without what a label has left in front: ": Samples …". */
static struct str skip_marks(struct str sentence)
{
	size_t space;
	while ((space = judge_space_length(sentence)) ||
		(sentence.n &&
			(is_space(sentence.p[0]) || sentence.p[0] == ':' || sentence.p[0] == ';' ||
				sentence.p[0] == ',' || sentence.p[0] == '.')))
		sentence = str_sub(sentence, space ? space : 1, SIZE_MAX);
	return sentence;
}

/* The sentence without a label that nothing parts from it: "BackgroundMany rooms are …". */
static struct str skip_joined_label(struct str sentence)
{
	if (str_starts(sentence, S("nn")) && sentence.n > 2 && sentence.p[2] >= 'A' &&
		sentence.p[2] <= 'Z')
		sentence = str_sub(sentence, 2, SIZE_MAX); /* what a feed has left of two line breaks */
	if (str_starts(sentence, S("nC_LI")))
		sentence = str_sub(sentence, str_of("nC_LI").n, SIZE_MAX); /* and of an end of a list */
	for (size_t i = 0; i < ARRAY_COUNT(JOINED_LABELS); i++) {
		if (!sentence.n || JOINED_LABELS[i][0] != sentence.p[0])
			continue; /* as nearly all */
		struct str label = str_of(JOINED_LABELS[i]);
		struct str rest = str_sub(sentence, label.n, SIZE_MAX);
		if (str_starts(sentence, label) && rest.n > 1 && rest.p[0] >= 'A' && rest.p[0] <= 'Z' &&
			((rest.p[1] >= 'a' && rest.p[1] <= 'z') || is_space(rest.p[1])))
			return rest;
	}
	return sentence;
}

/* The sentence without a label that only a space parts from it: "Conclusion Many rooms are …". */
static struct str skip_bare_label(struct str sentence)
{
	static const char labels[] =
		"background|objective|objectives|methods|results|conclusion|conclusions|summary|abstract|"
		"introduction";
	size_t end = 0;
	while (end < sentence.n && is_alpha(sentence.p[end]))
		end++;
	struct str first = str_sub(sentence, 0, end), rest = str_sub(sentence, end, SIZE_MAX);
	size_t space = judge_space_length(rest);
	rest = str_sub(rest, space, SIZE_MAX);
	bool capital = first.n && first.p[0] >= 'A' && first.p[0] <= 'Z';
	bool label = capital && space && first.n >= BARE_LABEL_MIN && judge_word_in(first, labels);
	return label && rest.n && rest.p[0] >= 'A' && rest.p[0] <= 'Z' ? rest : sentence;
}

/* The sentence without the labels in front: "CONCLUSION: …". */
static struct str skip_labels(struct str sentence)
{
	for (;;) {
		sentence = skip_bare_label(skip_joined_label(skip_number(skip_marks(sentence))));
		size_t colon = str_find_char(str_sub(sentence, 0, LABEL_MAX), ':');
		if (colon == STR_NOT_FOUND || !is_label(str_trim(str_sub(sentence, 0, colon))))
			return sentence;
		sentence = str_trim(str_sub(sentence, colon + 1, SIZE_MAX));
	}
}

/* "Cancer Res; 78(5); 1214-24.": a reference to the paper itself has a digit in every four
 * bytes. */
static bool is_reference_line(struct str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++)
		digits += is_digit(s.p[i]);
	return s.n < REFERENCE_MAX && digits * 4 >= s.n;
}

/* Whether it names an e-mail address; "C20@C60" is none. */
static bool has_address(struct str s)
{
	size_t at = str_find_char(s, '@');
	if (at == STR_NOT_FOUND || at == 0 || is_space(s.p[at - 1]))
		return false;
	struct str rest = str_sub(s, at + 1, SIZE_MAX), domain = str_cut(&rest, ' ');
	size_t dot = str_find_char(domain, '.');
	return dot != STR_NOT_FOUND && dot > 0 && dot + 1 < domain.n && is_alpha(domain.p[dot + 1]);
}

/* Whether it stands behind the conclusion. `has` is what its phrases say. */
static bool is_tail(struct str s, phrase_set has)
{
	return has & HAS_TAIL || (has & HAS_REGISTERED && has & HAS_STUDY) ||
		(has & HAS_TAIL_WORD && s.n < SHORT_LINE) || phrases_begin(&TAILS, s) || has_address(s) ||
		str_istarts(s, S("graphical abstract")) || str_istarts(s, S("abbreviations")) ||
		is_reference_line(s);
}

static bool has_enough_words(struct str s)
{
	size_t count = 0;
	bool inside = false;
	for (size_t i = 0; i < s.n && count < WORDS_MIN; i++) {
		bool goes_on = inside;
		inside = phrases_word_byte(s.p[i]);
		count += inside && !goes_on;
	}
	return count >= WORDS_MIN;
}

bool judge_candidate_of(struct str sentence, struct str *out)
{
	*out = skip_labels(sentence);
	phrase_set has = phrases_in(&SAID, *out);
	if (has & HAS_COPYRIGHT) { /* "… in mice. ©2018 AACR." */
		*out = str_trim(str_sub(*out, 0, phrases_find(&SAID, HAS_COPYRIGHT, *out)));
		has = phrases_in(&SAID, *out);
	}
	return out->n <= SENTENCE_MAX && !is_tail(*out, has) && has_enough_words(*out);
}

bool judge_candidate_next(struct judge_scan *scan, struct str *out)
{
	struct str sentence;
	while (judge_sentence_next(scan, &sentence))
		if (judge_candidate_of(sentence, out))
			return true;
	return false;
}

struct strs judge_candidates(struct arena *a, struct str text)
{
	struct judge_scan scan = {.text = text};
	struct strs all = {0};
	struct str sentence;
	while (judge_candidate_next(&scan, &sentence))
		strs_add(a, &all, sentence);
	return all;
}
