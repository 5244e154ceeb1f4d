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
	ABSTRACT_MIN = 4,  /* sentences of an abstract that is no mere beginning of one */
	PLAIN_LEAST = -200 /* of a sentence in plain language, which may tell only what the matter is */
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

static struct judge_text conclusion_of(struct arena *a, struct str title, struct str conclusion)
{
	return (struct judge_text){title, judge_candidates(a, conclusion), true};
}

/* When no heading says where the conclusion is: any sentence, mostly one of the last. */
static struct judge_text whole_of(struct arena *a, struct str title, struct str text)
{
	return (struct judge_text){title, judge_candidates(a, before_limits(text)), false};
}

/* Takes the sentence of the text that says best what was found. False when none does. */
static bool choose_of_text(struct arena *a, const struct judge_text *text, struct str *sentence,
	enum summary_origin *origin)
{
	size_t best = judge_choose(a, text, JUDGE_ANY), n = text->sentences.n;
	enum summary_origin from = best + 1 == n ? SUMMARY_LAST : SUMMARY_CUE;
	return best < n &&
		choose(
			text->sentences.v[best], text->concludes ? SUMMARY_CONCLUSION : from, sentence, origin);
}

/* Of a summary in plain language the sentence that says best what was found. Empty when none
 * does. */
static struct str plain_sentence(struct arena *a, struct str title, struct str summary)
{
	const struct judge_text text = {title, judge_candidates(a, summary), false};
	size_t best = judge_choose(a, &text, PLAIN_LEAST);
	bool told = best < text.sentences.n && !judge_is_about(text.sentences.v[best]);
	return told ? text.sentences.v[best] : STR_NONE;
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

/* The next text to choose a sentence of: what the paper calls its conclusion, what follows such a
 * heading in one of its parts, and its parts, each from the end. False behind the last one. */
static bool next_text(
	struct arena *a, const struct entry *entry, size_t *step, struct judge_text *out)
{
	const struct paper *paper = entry->paper;
	size_t count = paper->abstract_count;
	while (*step <= 2 * count) {
		size_t at = (*step)++;
		const struct abstract_part *part = at ? &paper->abstract[count - 1 - (at - 1) % count] :
												conclusion_part(paper);
		if (part && at <= count)
			*out = conclusion_of(a, entry->title, at ? inline_conclusion(part->text) : part->text);
		else if (part && !is_junk_part(part))
			*out = whole_of(a, entry->title, part->text);
		else
			continue;
		if (out->sentences.n)
			return true;
	}
	return false;
}

bool judge_paper_text(struct arena *a, const struct entry *entry, struct judge_text *out)
{
	size_t step = 0;
	return next_text(a, entry, &step, out);
}

static void paper_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	struct judge_text text;
	size_t step = 0;
	if (choose(plain_sentence(a, entry->title, entry->paper->plain_summary), SUMMARY_PLAIN,
			sentence, origin))
		return;
	while (next_text(a, entry, &step, &text))
		if (choose_of_text(a, &text, sentence, origin))
			return;
}

/* An item of a journal's feed is a paper, of which it may have the whole abstract, or only the
 * beginning: background is no finding, and of it nothing is said but what the study tried. */
static bool choose_of_publication(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin)
{
	struct str text = str_or(entry->text, entry->lead);
	enum keys_named named = keys_name_publication(&entry->keys);
	bool labelled = judge_begins_as_abstract(text);
	if (!labelled && named != KEYS_NAME_PAPER && named != KEYS_NAME_DOI)
		return false;
	struct judge_text conclusion = conclusion_of(a, entry->title, inline_conclusion(text));
	struct judge_text abstract = whole_of(a, entry->title, text);
	bool cut = judge_is_cut_abstract(text);
	if (!cut && choose_of_text(a, &conclusion, sentence, origin))
		return true;
	if (!cut && abstract.sentences.n >= ABSTRACT_MIN &&
		choose_of_text(a, &abstract, sentence, origin))
		return true;
	if (labelled || cut) {
		choose(judge_tried(a, text), SUMMARY_CUE, sentence, origin);
		return true;
	}
	return false;
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
			paper_summary(a, entry, sentence, origin);
		break;
	case ENTRY_TRIAL:
		choose(judge_brief(a, entry->title, entry->trial->brief_summary), SUMMARY_BRIEF, sentence,
			origin);
		break;
	case ENTRY_PAGE:
	case ENTRY_NEWS:
		if (!choose_of_publication(a, entry, sentence, origin))
			choose(judge_lead(a, &(struct judge_story){entry->title, entry->lead, entry->text}),
				SUMMARY_LEAD, sentence, origin);
		break;
	}
}
