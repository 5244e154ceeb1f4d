/* The drafted summary of an entry, which is a sentence of it (of a trial perhaps two):
 *
 *   a paper          its conclusion
 *   a trial          the beginning of its brief summary
 *   news, and pages  the lead */
#include <assert.h>

#include "base/array.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"

enum {
	CUE_WINDOW = 4, /* sentences at the end of an abstract in which cues count */
	SHORT_SENTENCE = 80,
	DATELINE_MAX = 100,
	FRONT_MAX = 2000 /* bytes of an article that are looked at */
};

/* clang-format off */

/* Phrases with which a sentence draws the conclusion of its paper. */
static const char *const CUES[] = {
	"in conclusion", "to conclude", "we conclude", "it is concluded", "in summary",
	"taken together", "collectively", "overall, ", "our results", "our findings", "our data",
	"our study", "these results", "these findings", "these data", "the results of this study",
	"the results indicate", "the results suggest", "the results show", "the results demonstrate",
	"the findings", "this study shows", "this study showed", "this study demonstrates",
	"this study demonstrated", "this study suggests", "the present study", "the current study",
	"we demonstrate that", "we demonstrated that", "we found that", "we show that", "we suggest",
	"we propose", "we recommend", "should be considered", "may be considered",
};

/* Labels of parts of an abstract that say nothing about the study. */
static const char *const JUNK_LABELS[] = {
	"registration", "trial registration", "funding", "level of evidence", "levels of evidence",
	"disclosure", "disclosures", "copyright", "abbreviations", "keywords",
	"financial disclosure", "financial disclosures", "conflict of interest", "prospero",
	"systematic review registration",
};
static const char *const CONCLUSION_LABELS[] = {
	"conclusion", "conclusions", "conclusion(s)", "interpretation"};
/* clang-format on */

/* The first sentence with a cue, from number `from` on; else the fallback. */
static struct str first_with_cue(struct strs sentences, size_t from, struct str fallback)
{
	for (size_t i = from; i < sentences.n; i++)
		if (judge_has_phrase(sentences.v[i], CUES, ARRAY_COUNT(CUES)))
			return sentences.v[i];
	return fallback;
}

static bool is_junk_part(const struct abstract_part *part)
{
	return judge_has_phrase(part->label, JUNK_LABELS, ARRAY_COUNT(JUNK_LABELS));
}

/* The part that the authors or PubMed call the conclusion; NULL when there is none. The label is
 * looked at first: NlmCategory is missing for one in four, and parts behind the conclusion have it
 * too. */
static const struct abstract_part *conclusion_part(const struct paper *paper)
{
	for (size_t i = 0; i < paper->abstract_count; i++)
		if (judge_has_phrase(
				paper->abstract[i].label, CONCLUSION_LABELS, ARRAY_COUNT(CONCLUSION_LABELS)))
			return &paper->abstract[i];
	for (size_t i = 0; i < paper->abstract_count; i++)
		if (str_eq(paper->abstract[i].category, S("CONCLUSIONS")) &&
			!is_junk_part(&paper->abstract[i]))
			return &paper->abstract[i];
	return NULL;
}

/* The offset behind a heading such as "Conclusions:" or "CONCLUSION -" that begins at `at`; 0 when
 * none does. */
static size_t inline_label_end(struct str text, size_t at)
{
	static const char *const plurals[] = {"(s)", "s", ""};
	static const char *const ends[] = {":", " :", " -", " –", " —", "."};
	struct str rest = str_sub(text, at + str_of("conclusion").n, SIZE_MAX);
	for (size_t i = 0; i < ARRAY_COUNT(plurals); i++) {
		struct str plural = str_of(plurals[i]);
		if (!str_istarts(rest, plural))
			continue;
		for (size_t k = 0; k < ARRAY_COUNT(ends); k++)
			if (str_starts(str_sub(rest, plural.n, SIZE_MAX), str_of(ends[k])))
				return text.n - rest.n + plural.n + str_of(ends[k]).n;
	}
	return 0;
}

/* What follows the last heading "Conclusion(s):" in an abstract without parts; empty when it has no
 * such heading. */
static struct str inline_conclusion(struct str text)
{
	struct str found = STR_NONE;
	size_t from = 0, at;
	while ((at = str_ifind(str_sub(text, from, SIZE_MAX), S("conclusion"))) != STR_NOT_FOUND) {
		size_t begin = from + at, end = inline_label_end(text, begin);
		bool heading = text.p[begin] == 'C' && (begin == 0 || !is_alpha(text.p[begin - 1]));
		if (heading && end)
			found = str_trim(str_sub(text, end, SIZE_MAX));
		from = begin + 1;
	}
	return found;
}

/* Takes this text for the summary. False when it is empty. */
static bool choose(
	struct str text, enum summary_origin from, struct str *sentence, enum summary_origin *origin)
{
	if (!text.n)
		return false;
	*sentence = text;
	*origin = from;
	return true;
}

/* Of a conclusion the first sentence with a cue, else its first sentence. */
static struct str concluding_sentence(struct arena *a, struct str conclusion)
{
	struct strs s = judge_candidates(a, conclusion);
	return first_with_cue(s, 0, s.n ? s.v[0] : STR_NONE);
}

/* When no heading says where the conclusion is: the first of the last sentences with a cue, else
 * the last sentence. */
static bool choose_by_place(
	struct arena *a, struct str text, struct str *sentence, enum summary_origin *origin)
{
	struct strs s = judge_candidates(a, text);
	struct str cued = first_with_cue(s, s.n > CUE_WINDOW ? s.n - CUE_WINDOW : 0, STR_NONE);
	return choose(cued, SUMMARY_CUE, sentence, origin) ||
		choose(s.n ? s.v[s.n - 1] : STR_NONE, SUMMARY_LAST, sentence, origin);
}

static void paper_summary(
	struct arena *a, const struct paper *paper, struct str *sentence, enum summary_origin *origin)
{
	const struct abstract_part *part = conclusion_part(paper);
	if (part && choose(concluding_sentence(a, part->text), SUMMARY_CONCLUSION, sentence, origin))
		return;
	for (size_t i = paper->abstract_count; i-- > 0;)
		if (choose(concluding_sentence(a, inline_conclusion(paper->abstract[i].text)),
				SUMMARY_CONCLUSION, sentence, origin))
			return;
	for (size_t i = paper->abstract_count; i-- > 0;)
		if (!is_junk_part(&paper->abstract[i]) &&
			choose_by_place(a, paper->abstract[i].text, sentence, origin))
			return;
}

/* The first sentence, with the second one when the first is short and both are in one paragraph
 * (house style 2). */
static struct str brief_sentences(struct arena *a, struct str text)
{
	struct strs s = judge_candidates(a, text);
	if (!s.n)
		return STR_NONE;
	struct str first = s.v[0];
	if (first.n >= SHORT_SENTENCE || s.n == 1 || s.v[1].p < first.p)
		return first;
	assert(s.v[1].p + s.v[1].n <= text.p + text.n); /* both are parts of the text */
	struct str both = {first.p, (size_t)(s.v[1].p + s.v[1].n - first.p)};
	bool adjacent = (size_t)(s.v[1].p - first.p) <= first.n + 2 &&
		str_find_char(both, '\n') == STR_NOT_FOUND;
	return adjacent ? both : first;
}

/* The text without a dateline in front, as "MONDAY, Jan. 5, 2015 (HealthDay News) -- ". Recognised
 * by an agency's name or a place in capitals; in doubt the text stays as it is. */
static struct str skip_dateline(struct str text)
{
	static const char *const dashes[] = {" -- ", " — ", " – ", " - ", "/ -- ", "—"};
	static const char *const agencies[] = {"(HealthDay News)", "/PRNewswire/", "(Reuters)", "(AP)",
		"(GLOBE NEWSWIRE)", "(BUSINESS WIRE)", "/PRNewswire"};
	struct str front = str_sub(text, 0, DATELINE_MAX);
	if (str_find_char(front, '-') == STR_NOT_FOUND && str_find_char(front, "—"[0]) == STR_NOT_FOUND)
		return text;
	for (size_t i = 0; i < ARRAY_COUNT(dashes); i++) {
		size_t dash = str_find(front, str_of(dashes[i]));
		if (dash == STR_NOT_FOUND)
			continue;
		struct str before = str_sub(text, 0, dash), place = before;
		place = str_trim(str_cut(&place, ','));
		bool capitals = place.n > 2 && !judge_has_phrase(before, (const char *const[]){"the"}, 1);
		for (size_t k = 0; k < place.n; k++)
			capitals &= !is_alpha(place.p[k]) || place.p[k] < 'a';
		if (judge_has_phrase(before, agencies, ARRAY_COUNT(agencies)) ||
			(capitals && before.n > place.n))
			return str_trim(str_sub(text, dash + str_of(dashes[i]).n, SIZE_MAX));
	}
	return text;
}

/* Whether it ends as a sentence does: a teaser is often cut in the middle of one. */
static bool is_whole(struct str sentence)
{
	static const char *const ends[] = {".", "?", "!", ".”", ".\"", ".’", "?”", "!”", ".)"};
	if (str_ends(sentence, S("...")) || str_ends(sentence, S("…")))
		return false;
	for (size_t i = 0; i < ARRAY_COUNT(ends); i++)
		if (str_ends(sentence, str_of(ends[i])))
			return true;
	return false;
}

static bool is_byline(struct str sentence)
{
	return (str_starts(sentence, S("By ")) && sentence.n < SHORT_SENTENCE) ||
		str_istarts(sentence, S("written by ")) || str_istarts(sentence, S("posted by "));
}

/* The first sentence of an article that is neither dateline nor byline. */
static struct str first_sentence(struct arena *a, struct str text)
{
	struct judge_scan scan = {.text = skip_dateline(utf8_cut(text, FRONT_MAX))};
	struct str sentence;
	while (judge_candidate_next(a, &scan, &sentence))
		if (!is_byline(sentence))
			return skip_dateline(sentence);
	return STR_NONE;
}

static void news_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	enum keys_named named = keys_name_publication(&entry->keys);
	if ((named == KEYS_NAME_PAPER || named == KEYS_NAME_DOI) &&
		choose(concluding_sentence(a, inline_conclusion(entry->text.n ? entry->text : entry->lead)),
			SUMMARY_CONCLUSION, sentence, origin))
		return;
	/* Of a sentence that the teaser cuts, the article has the whole. */
	struct str lead = first_sentence(a, entry->lead),
			   whole = is_whole(lead) ? lead : first_sentence(a, entry->text);
	choose(is_whole(whole) || !lead.n ? whole : lead, SUMMARY_LEAD, sentence, origin);
}

void judge_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	*sentence = STR_NONE;
	*origin = SUMMARY_NONE;
	switch (entry->kind) {
	case ENTRY_PAPER:
	case ENTRY_WORK: paper_summary(a, entry->paper, sentence, origin); break;
	case ENTRY_TRIAL:
		choose(brief_sentences(a, entry->trial->brief_summary), SUMMARY_BRIEF, sentence, origin);
		break;
	case ENTRY_PAGE:
		choose(first_sentence(a, entry->text.n ? entry->text : entry->lead), SUMMARY_LEAD, sentence,
			origin);
		break;
	case ENTRY_NEWS: news_summary(a, entry, sentence, origin); break;
	}
}
