#include "judge/judge_parts.h"

/* Which sentences of a text could stand for it: not a heading, nor what authors and publishers put
 * behind the last word. */

enum { SENTENCE_MAX = 1200, WORDS_MIN = 4, LABEL_MAX = 60, REFERENCE_LINE = 80, TAIL_LINE = 140 };
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What stands behind the conclusion: registration, copyright, funding, level of evidence. Sentences
 * that begin so are passed over. */
static const char *const TAIL_BEGINNINGS[] = {
	"clinical trial registration",
	"trial registration",
	"clinicaltrials.gov",
	"clinicaltrials",
	"registration",
	"registered at",
	"registered with",
	"registered on",
	"registered in",
	"registered as",
	"registered under",
	"prospero",
	"isrctn",
	"eudract",
	"nct0",
	"chictr",
	"level of evidence",
	"levels of evidence",
	"evidence level",
	"level iv",
	"level iii",
	"level ii",
	"level i",
	"level v",
	"copyright",
	"©",
	"published by",
	"this article is protected",
	"all rights reserved",
	"funded by",
	"funding",
	"supported by",
	"this work was supported",
	"this study was supported",
	"this study was funded",
	"this research was supported",
	"this research was funded",
	"keywords",
	"key words",
	"see related",
	"video abstract",
	"supplementary",
	"supplemental",
	"doi",
	"psycinfo",
	"financial disclosure",
	"proprietary or commercial",
	"disclosure",
	"disclosures",
	"conflict of interest",
	"conflicts of interest",
	"declaration of",
	"this article is part of",
	"this corrects the article",
	"this retracts the article",
	"this article has been retracted",
	"available at",
	"please see",
};
static const char *const TAIL_PHRASES[] = {
	"all rights reserved",
	"protected by copyright",
	"copyright ©",
	"was registered",
	"were registered",
	"is registered",
	"registered at",
	"registered with",
	"registered under",
	"registered retrospectively",
	"retrospectively registered",
	"prospectively registered",
	"registration number",
	"trial registration",
	"registry number",
	"http://",
	"https://",
	"further resources related to",
};
/* These say the same, but also stand in sentences that carry a result: only short lines are passed
 * over for them. */
static const char *const TAIL_WORDS[] = {
	"clinicaltrials.gov",
	"isrctn",
	"prospero",
	"eudract",
	"chictr",
	"grant",
	"funded by",
	"elsevier",
	"wiley periodicals",
	"springer",
	"level of evidence",
	"john wiley",
	"lippincott",
};
static const char *const LABEL_WORDS =
	"conclusion|conclusions|conclusion(s)|background|results|result|objective|objectives|purpose|"
	"methods|method|aim|aims|introduction|"
	"interpretation|significance|discussion|summary|findings|importance|rationale|context|design|"
	"setting|participants|implications|relevance|"
	"hypothesis|outcomes|outline|overview|unlabelled|abstract|study|clinical|main|key";

static bool begins_with(struct str text, const char *const *beginnings, size_t count)
{
	while (text.n && (text.p[0] == '(' || text.p[0] == '[' || text.p[0] == ' '))
		text = str_sub(text, 1, SIZE_MAX);
	char first = text.n ? to_lower(text.p[0]) : 0;
	for (size_t i = 0; i < count; i++) {
		if (beginnings[i][0] != first) /* the tables are in small letters */
			continue;
		struct str after = str_sub(text, str_of(beginnings[i]).n, SIZE_MAX);
		if (str_istarts(text, str_of(beginnings[i])) && !(after.n && is_alpha(after.p[0])))
			return true;
	}
	return false;
}

/* "CONCLUSION", "Conclusions and relevance": letters only, all large or beginning with a word that
 * labels begin with. */
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

/* "(3) Ursodeoxycholic acid …": the number of a list is no part of the sentence. */
static struct str number_skip(struct str sentence)
{
	if (sentence.n > 3 && sentence.p[0] == '(' && is_digit(sentence.p[1]) && sentence.p[2] == ')')
		return str_trim(str_sub(sentence, 3, SIZE_MAX));
	return sentence;
}

/* The sentence without the labels that it begins with. */
static struct str label_skip(struct str sentence)
{
	for (;;) {
		sentence = number_skip(sentence);
		size_t colon = str_find_char(str_sub(sentence, 0, LABEL_MAX), ':');
		if (colon == STR_NOT_FOUND || !is_label(str_trim(str_sub(sentence, 0, colon))))
			return sentence;
		sentence = str_trim(str_sub(sentence, colon + 1, SIZE_MAX));
	}
}

/* "… in mice. ©2018 AACR." without what is no part of the sentence. */
static struct str copyright_cut(struct str sentence)
{
	static const char *const marks[] = {
		"copyright ©", "©", "copyright (c)", "(c) 20", "copyright 20"};
	size_t mark = judge_phrase_find(sentence, marks, COUNT(marks));
	return mark == STR_NOT_FOUND ? sentence : str_trim(str_sub(sentence, 0, mark));
}

/* "Cancer Res; 78(5); 1214-24.": a reference to the paper itself is mostly figures. */
static bool is_reference_line(struct str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++)
		digits += is_digit(s.p[i]);
	return s.n < REFERENCE_LINE && digits * 4 >= s.n;
}

static bool is_tail(struct str s)
{
	return begins_with(s, TAIL_BEGINNINGS, COUNT(TAIL_BEGINNINGS)) ||
		judge_has_phrase(s, TAIL_PHRASES, COUNT(TAIL_PHRASES)) ||
		(s.n < TAIL_LINE && judge_has_phrase(s, TAIL_WORDS, COUNT(TAIL_WORDS))) ||
		is_reference_line(s);
}

static bool has_words_enough(struct arena *a, struct str s)
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
		*out = copyright_cut(label_skip(sentence));
		if (out->n <= SENTENCE_MAX && !is_tail(*out) && has_words_enough(a, *out))
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
