/* The drafted summary of an entry, which is a sentence of it (of a trial perhaps two):
 *
 *   a paper          what its summary in plain language says, else its conclusion
 *   a trial          what its brief summary says that it does
 *   news, and pages  the lead */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	WINDOW = 4,       /* sentences at the end of an abstract among which the conclusion is */
	FAR_WINDOW = 8,   /* when none of those says anything */
	FIRST_BONUS = 2,  /* of a conclusion */
	OWN_BONUS = 2,    /* of a sentence that says that it is the conclusion */
	LATE_BONUS = 2,   /* of the second half of a summary in plain language */
	ABSTRACT_MIN = 4, /* sentences of an abstract that is no mere beginning of one */
	POOR = -4,        /* a weight below which a sentence that announces the work says more */
	BACKGROUND = 3    /* the first third of an abstract tells what was known */
};

/* clang-format off */

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

static const struct phrases JUNK = PHRASES_ONE(JUNK_LABELS),
							CONCLUSION = PHRASES_ONE(CONCLUSION_LABELS);

/* What titles call papers that have found nothing yet, and what the aim of such a one is not. */
static const char *const PROTOCOLS[] = {"study protocol", "trial protocol", "review protocol",
	"protocol for a", "protocol for the", "protocol for an", "protocol of a", "protocol of the",
	"rationale and design", "design and rationale"};
static const char *const PASTS[] = {"was to", "were to", "aimed"};
static const struct phrases PROTOCOL = PHRASES_ONE(PROTOCOLS), PAST = PHRASES_ONE(PASTS);

static bool is_junk_part(const struct abstract_part *part)
{
	return phrases_in(&JUNK, part->label);
}

/* The part that the authors or PubMed call the conclusion; NULL when there is none. The label is
 * looked at first: NlmCategory is missing for one in four, and parts behind the conclusion have it
 * too. */
static const struct abstract_part *conclusion_part(const struct paper *paper)
{
	for (size_t i = 0; i < paper->abstract_count; i++)
		if (phrases_in(&CONCLUSION, paper->abstract[i].label))
			return &paper->abstract[i];
	for (size_t i = 0; i < paper->abstract_count; i++)
		if (str_eq(paper->abstract[i].category, S("CONCLUSIONS")) &&
			!is_junk_part(&paper->abstract[i]))
			return &paper->abstract[i];
	return NULL;
}

/* Whether a sentence may begin behind the heading that ends at `end` without a mark, "Conclusion
 * Lamps help": the heading itself must begin one. */
static bool is_bare_label(struct str text, size_t at, size_t end)
{
	struct str before = str_trim(str_sub(text, 0, at)), after = str_sub(text, end, SIZE_MAX);
	bool begins = !before.n || str_ends(before, S(".")) || str_ends(before, S(")")) ||
		(at && text.p[at - 1] == '\n');
	size_t space = judge_space_length(after);
	return begins && space && after.n > space &&
		((after.p[space] >= 'A' && after.p[space] <= 'Z') || is_digit(after.p[space]));
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
		if (is_bare_label(text, at, text.n - rest.n + plural.n))
			return text.n - rest.n + plural.n;
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

/* Of a conclusion the sentence that says it best; of those that do so equally well the first,
 * unless they say that they close it. Empty when none says it. */
static struct str concluding_sentence(struct arena *a, struct str conclusion)
{
	struct strs s = judge_candidates(a, conclusion);
	struct str best = STR_NONE;
	int most = JUDGE_WEIGHT_BAD;
	for (size_t i = 0; i < s.n; i++) {
		const struct judge_weight of = judge_weigh(s.v[i]);
		int weight = of.weight + (i || of.closes ? 0 : FIRST_BONUS);
		if (weight > most || (weight == most && best.n && of.closes)) {
			best = s.v[i];
			most = weight;
		}
	}
	return best;
}

/* The text up to where it owns its limits, "LIMITATIONS: …", or begins anew. */
static struct str before_limits(struct str text)
{
	static const char *const headings[] = {"LIMITATIONS:", "LIMITATION:",
		"LIMITATIONS OF THE STUDY:", "Limitations:", "STRENGTHS AND LIMITATIONS:",
		"nnSignificance Statement", "LIMITATIONS, REASONS FOR CAUTION:"};
	for (size_t i = 0; i < ARRAY_COUNT(headings); i++) {
		size_t at = str_find(text, str_of(headings[i]));
		if (at != STR_NOT_FOUND && at > text.n / 2)
			return str_sub(text, 0, at);
	}
	return text;
}

/* Of an abstract that ends with what may come of it, the sentence that announces the work: "Here we
 * demonstrate …", better one that says what was seen than one that says what was made. Empty when
 * there is none. */
static struct str announcement(const struct strs *s)
{
	struct str best = STR_NONE;
	int most = JUDGE_ANNOUNCES_NOTHING;
	for (size_t i = 0; i < s->n; i++) {
		int how = judge_announces(s->v[i]);
		if (how > most) {
			best = s->v[i];
			most = how;
		}
	}
	return best;
}

/* When no heading says where the conclusion is: the last sentence, or one of those shortly before
 * it that says it much better. */
static bool choose_by_place(
	struct arena *a, struct str text, struct str *sentence, enum summary_origin *origin)
{
	struct strs s = judge_candidates(a, before_limits(text));
	static const int costs[FAR_WINDOW] = {0, 5, 9, 12, 14, 16, 18, 20};
	size_t best = s.n;
	int most = JUDGE_WEIGHT_BAD, says = JUDGE_WEIGHT_BAD;
	for (size_t back = 0; back < s.n && back < (best < s.n ? WINDOW : FAR_WINDOW); back++) {
		size_t i = s.n - 1 - back;
		const struct judge_weight of = judge_weigh(s.v[i]);
		if (of.weight <= JUDGE_WEIGHT_BAD)
			continue;
		int weight = of.weight - costs[back] + (of.closes || of.speaks ? OWN_BONUS : 0);
		if (best == s.n || weight > most) {
			best = i;
			most = weight;
			says = of.weight;
		}
	}
	bool poor = best == s.n || says < POOR || (s.n >= ABSTRACT_MIN && best < s.n / BACKGROUND);
	if (poor && choose(announcement(&s), SUMMARY_CUE, sentence, origin))
		return true;
	return best < s.n &&
		choose(s.v[best], best + 1 == s.n ? SUMMARY_LAST : SUMMARY_CUE, sentence, origin);
}

/* Of a summary in plain language the sentence that says best what was found, which is in its second
 * half; of those that do so equally well the last. Empty when none does: it may tell only what the
 * matter is. */
static struct str plain_sentence(struct arena *a, struct str summary)
{
	struct strs s = judge_candidates(a, summary);
	struct str best = STR_NONE;
	int most = 1;
	for (size_t i = 0; i < s.n; i++) {
		int weight = judge_weigh(s.v[i]).weight + (i >= s.n / 2 ? LATE_BONUS : 0);
		if (weight >= most) {
			best = s.v[i];
			most = weight;
		}
	}
	return best;
}

/* A protocol has found nothing yet: what the study is for. */
static bool choose_of_protocol(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	const struct paper *paper = entry->paper;
	if (!phrases_in(&PROTOCOL, entry->title))
		return false;
	for (size_t i = 0; i < paper->abstract_count; i++) {
		struct str aim = judge_aim(a, paper->abstract[i].text);
		if (!phrases_in(&PAST, aim) && choose(aim, SUMMARY_CUE, sentence, origin))
			return true;
	}
	return false;
}

static void paper_summary(
	struct arena *a, const struct paper *paper, struct str *sentence, enum summary_origin *origin)
{
	const struct abstract_part *part = conclusion_part(paper);
	if (choose(plain_sentence(a, paper->plain_summary), SUMMARY_PLAIN, sentence, origin))
		return;
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

/* An item of a journal's feed is a paper, of which it may have the whole abstract. */
static bool choose_of_publication(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	struct str text = str_or(entry->text, entry->lead);
	enum keys_named named = keys_name_publication(&entry->keys);
	if (named != KEYS_NAME_PAPER && named != KEYS_NAME_DOI)
		return false;
	if (choose(
			concluding_sentence(a, inline_conclusion(text)), SUMMARY_CONCLUSION, sentence, origin))
		return true;
	bool whole = str_ends(text, S(".")) && !str_ends(text, S(".."));
	return whole && judge_candidates(a, text).n >= ABSTRACT_MIN &&
		choose_by_place(a, text, sentence, origin);
}

void judge_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	*sentence = STR_NONE;
	*origin = SUMMARY_NONE;
	switch (entry->kind) {
	case ENTRY_PAPER:
	case ENTRY_WORK:
		if (!choose_of_protocol(a, entry, sentence, origin))
			paper_summary(a, entry->paper, sentence, origin);
		break;
	case ENTRY_TRIAL:
		choose(judge_brief(a, entry->trial->brief_summary), SUMMARY_BRIEF, sentence, origin);
		break;
	case ENTRY_PAGE:
	case ENTRY_NEWS:
		if (!choose_of_publication(a, entry, sentence, origin))
			choose(judge_lead(a, entry->title, entry->lead, entry->text), SUMMARY_LEAD, sentence,
				origin);
		break;
	}
}
