#include <assert.h>

#include "base/array.h"
#include "judge/judge_parts.h"
#include "model/trial_status.h"

enum { TOPIC_WORDS_MAX = 20, TOPIC_WORD_MIN = 4 };

/* How likely an editor will approve an entry, before anything is learned from decisions: a sum of a
 * few facts, so that it can be explained in a sentence. */
static const double BASE = 0.4, FOR_CONFIDENCE[] = {0.0, 0.1, 0.2}, FOR_SUMMARY = 0.1,
					FOR_TITLE_WORD = 0.2, FOR_TEXT_WORD = 0.1, FOR_RECRUITING = 0.1,
					FOR_UNLIKELY = -0.3, CAP_OF_RETRACTED = 0.05;

/* Words of a query that say nothing about its topic. */
static bool is_common(struct str word)
{
	return judge_word_in(word, "AND|OR|NOT|with|from|study|trial|disease|syndrome");
}

static bool is_delimiter(char c)
{
	return is_space(c) || str_find_char(S("()[]\""), c) != STR_NOT_FOUND;
}

/* Takes the next part off the query, which must not be empty: a quoted phrase or a word. A bracket
 * or a [field tag] gives the empty string. */
static struct str take_term(struct str *query)
{
	assert(query->n);
	char first = query->p[0];
	bool enclosed = first == '"' || first == '[';
	size_t begin = enclosed, end = begin;
	while (end < query->n &&
		(enclosed ? query->p[end] != (first == '[' ? ']' : '"') : !is_delimiter(query->p[end])))
		end++;
	struct str term = str_sub(*query, begin, end - begin);
	bool delimited = enclosed || end == 0;
	*query = str_sub(*query, end + delimited, SIZE_MAX);
	return first == '[' ? STR_NONE : term;
}

/* Adds the words that a search asks for: those up to a NOT. */
static void add_terms(struct arena *a, struct strs *terms, struct str query)
{
	while ((query = str_trim(query)).n && terms->n < TOPIC_WORDS_MAX) {
		struct str term = str_trim(take_term(&query));
		if (str_eq(term, S("NOT")))
			return;
		if (term.n >= TOPIC_WORD_MIN && !is_common(term))
			strs_add(a, terms, term);
	}
}

/* The first of the terms that is in the text. */
static struct str term_in(const struct strs *terms, struct str text)
{
	for (size_t i = 0; i < terms->n; i++)
		if (str_ifind(text, terms->v[i]) != STR_NOT_FOUND)
			return terms->v[i];
	return STR_NONE;
}

static double topic_score(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	struct strs terms = {0}, searches = source_searches(a, source);
	for (size_t i = 0; i < searches.n; i++)
		add_terms(a, &terms, searches.v[i]);
	struct str in_title = term_in(&terms, entry->title), in_text = term_in(&terms, entry->text);
	if (in_title.n)
		strs_add(a, &out->why, str_printf(a, "“" STR_FMT "” is in the title.", STR_ARG(in_title)));
	else if (in_text.n)
		strs_add(a, &out->why, str_printf(a, "“" STR_FMT "” is in the text.", STR_ARG(in_text)));
	return in_title.n ? FOR_TITLE_WORD : in_text.n ? FOR_TEXT_WORD : 0;
}

void judge_score(struct arena *a, const struct entry *entry, const struct source *source,
	enum caution caution, struct verdict *out)
{
	assert((size_t)out->confidence < ARRAY_COUNT(FOR_CONFIDENCE));
	double score = BASE + FOR_CONFIDENCE[out->confidence] + topic_score(a, entry, source, out);
	if (out->face.summary.n)
		score += FOR_SUMMARY;
	if (trial_status_is_recruiting(out->face.status))
		score += FOR_RECRUITING;
	if (caution == CAUTION_UNLIKELY)
		score += FOR_UNLIKELY;
	if (caution >= CAUTION_RETRACTED && score > CAP_OF_RETRACTED)
		score = CAP_OF_RETRACTED;
	out->score = score < 0 ? 0 : score > 1 ? 1 : score;
}

bool judge_score_is_fixed(double score)
{
	return score <= CAP_OF_RETRACTED;
}
