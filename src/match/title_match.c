#include "match/title_match.h"

#include <assert.h>

#include "match/citation.h"
#include "match/match.h"
#include "match/title.h"

/* Trigram similarities of two titles. */
static const double EQUAL = 0.9, STRONG = 0.8, NEAR = 0.5;
enum { PART_WORDS = 2, LONG_PART_WORDS = 5 };

struct title_match title_match_of(const struct described *x, const struct described *y)
{
	struct title_match out = {0};
	for (size_t i = 0; i < x->title_count; i++)
		for (size_t k = 0; k < y->title_count; k++) {
			struct str a = x->titles[i], b = y->titles[k];
			double similarity = str_eq(a, b) ? 1 : match_title_similarity(a, b);
			out.part = out.part || title_is_part(a, b, PART_WORDS);
			out.long_part = out.long_part || title_is_part(a, b, LONG_PART_WORDS);
			if (similarity < out.similarity)
				continue;
			/* Of two that agree as well, the one without a number of its own counts. */
			bool first = similarity > out.similarity;
			out.numbers = (first || out.numbers) && title_numbers_differ(a, b);
			out.numbered = (first || out.numbered) && title_is_numbered(a, b);
			out.words = (first || out.words) && (similarity >= NEAR || out.long_part) &&
				title_words_differ(a, b);
			out.similarity = similarity;
		}
	assert(out.similarity >= 0 && out.similarity <= 1 && (out.part || !out.long_part));
	return out;
}

bool title_match_is_equal(const struct title_match *t)
{
	return t->similarity >= EQUAL;
}

bool title_match_is_strong(const struct title_match *t)
{
	return t->similarity >= STRONG || t->long_part;
}

bool title_match_is_near(const struct title_match *t)
{
	return t->similarity >= NEAR || t->part;
}
