/* Which sentences of a text could be its summary. Headings could not, nor could what authors and
 * publishers add at the end: registration, funding, copyright. */
#include <assert.h>

#include "base/array.h"
#include "judge/judge_parts.h"

enum {
	WORDS_MIN = 4,
	SENTENCE_MAX = 1200, /* bytes, as are the others */
	LABEL_MAX = 60,
	REFERENCE_MAX = 80,
	SHORT_LINE = 140
};

/* clang-format off */

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
	"see related", "video abstract", "supplementary", "supplemental", "doi", "psycinfo",
	"financial disclosure", "proprietary or commercial", "disclosure", "disclosures",
	"conflict of interest", "conflicts of interest", "declaration of", "this article is part of",
	"this corrects the article", "this retracts the article", "this article has been retracted",
	"available at", "please see",
};

/* What only such sentences say. */
static const char *const TAIL_PHRASES[] = {
	"all rights reserved", "protected by copyright", "copyright ©", "was registered",
	"were registered", "is registered", "registered at", "registered with", "registered under",
	"registered retrospectively", "retrospectively registered", "prospectively registered",
	"registration number", "trial registration", "registry number", "http://", "https://",
	"further resources related to",
};

/* What such sentences say, but also sentences with a result: only in short lines does it count. */
static const char *const TAIL_WORDS[] = {
	"clinicaltrials.gov", "isrctn", "prospero", "eudract", "chictr", "grant", "funded by",
	"elsevier", "wiley periodicals", "springer", "level of evidence", "john wiley", "lippincott",
};
/* clang-format on */

/* How labels of the parts of an abstract begin. */
static const char *const LABEL_WORDS =
	"conclusion|conclusions|conclusion(s)|background|results|result|objective|objectives|purpose|"
	"methods|method|aim|aims|introduction|"
	"interpretation|significance|discussion|summary|findings|importance|rationale|context|design|"
	"setting|participants|implications|relevance|"
	"hypothesis|outcomes|outline|overview|unlabelled|abstract|study|clinical|main|key";

/* Whether the text, behind any brackets, begins with one of these, as whole words. */
static bool begins_with(struct str text, const char *const *beginnings, size_t count)
{
	while (text.n && (text.p[0] == '(' || text.p[0] == '[' || text.p[0] == ' '))
		text = str_sub(text, 1, SIZE_MAX);
	char first = text.n ? to_lower(text.p[0]) : 0;
	for (size_t i = 0; i < count; i++) {
		assert(beginnings[i][0] == to_lower(beginnings[i][0]));
		if (beginnings[i][0] != first)
			continue;
		struct str after = str_sub(text, str_of(beginnings[i]).n, SIZE_MAX);
		if (str_istarts(text, str_of(beginnings[i])) && !(after.n && is_alpha(after.p[0])))
			return true;
	}
	return false;
}

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
	return letters >= WORDS_MIN &&
		(small == 0 || str_eq(s, S("CONCLUSION(s)")) ||
			judge_word_in(str_cut(&rest, ' '), LABEL_WORDS));
}

/* The sentence without the number of a list in front: "(3) Ursodeoxycholic acid …". */
static struct str skip_number(struct str sentence)
{
	if (sentence.n > 3 && sentence.p[0] == '(' && is_digit(sentence.p[1]) && sentence.p[2] == ')')
		return str_trim(str_sub(sentence, 3, SIZE_MAX));
	return sentence;
}

/* The sentence without the labels in front: "CONCLUSION: …". */
static struct str skip_labels(struct str sentence)
{
	for (;;) {
		sentence = skip_number(sentence);
		size_t colon = str_find_char(str_sub(sentence, 0, LABEL_MAX), ':');
		if (colon == STR_NOT_FOUND || !is_label(str_trim(str_sub(sentence, 0, colon))))
			return sentence;
		sentence = str_trim(str_sub(sentence, colon + 1, SIZE_MAX));
	}
}

/* The sentence without a copyright mark behind it: "… in mice. ©2018 AACR." */
static struct str cut_copyright(struct str sentence)
{
	static const char *const marks[] = {
		"copyright ©", "©", "copyright (c)", "(c) 20", "copyright 20"};
	size_t mark = judge_phrase_find(sentence, marks, ARRAY_COUNT(marks));
	return mark == STR_NOT_FOUND ? sentence : str_trim(str_sub(sentence, 0, mark));
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

static bool is_tail(struct str s)
{
	return begins_with(s, TAIL_BEGINNINGS, ARRAY_COUNT(TAIL_BEGINNINGS)) ||
		judge_has_phrase(s, TAIL_PHRASES, ARRAY_COUNT(TAIL_PHRASES)) ||
		(s.n < SHORT_LINE && judge_has_phrase(s, TAIL_WORDS, ARRAY_COUNT(TAIL_WORDS))) ||
		is_reference_line(s);
}

static bool has_enough_words(struct arena *a, struct str s)
{
	struct strs words = judge_words(a, s, 2 * WORDS_MIN);
	size_t count = 0;
	for (size_t i = 0; i < words.n; i++)
		count += words.v[i].n > 0;
	return count >= WORDS_MIN;
}

bool judge_candidate_next(struct arena *a, struct judge_scan *scan, struct str *out)
{
	struct str sentence;
	while (judge_sentence_next(scan, &sentence)) {
		*out = cut_copyright(skip_labels(sentence));
		if (out->n <= SENTENCE_MAX && !is_tail(*out) && has_enough_words(a, *out))
			return true;
	}
	return false;
}

struct strs judge_candidates(struct arena *a, struct str text)
{
	struct judge_scan scan = {.text = text};
	struct strs all = {0};
	struct str sentence;
	while (judge_candidate_next(a, &scan, &sentence))
		strs_add(a, &all, sentence);
	return all;
}
