/* sentence_model: how well a sentence would do as the drafted one, by what it shows: a linear model
 * whose weights tests/bench/sentences.py finds. Pure. */
#ifndef JUDGE_SENTENCE_MODEL_H
#define JUDGE_SENTENCE_MODEL_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

/* What sentences show, in steps: a trait of seven steps is at one of them. */
/* clang-format off */
#define PAPER_TRAITS(X) \
	X(PAPER_SAYS, 26)      /* its phrases: HAS_… of weigh.c */ \
	X(PAPER_CLOSES, 1) X(PAPER_SPEAKS, 1) X(PAPER_TURNS, 1) \
	X(PAPER_PERCENT, 1) X(PAPER_BRACKETS, 1) X(PAPER_DIGITS, 5) X(PAPER_LENGTH, 7) \
	X(PAPER_OPENS, 23)     /* its first word */ \
	X(PAPER_TITLE, 6)      /* how much of the title it has, */ \
	X(PAPER_RIVAL, 5)      /* by the one that has most, */ \
	X(PAPER_MOST, 1)       /* which is itself */ \
	X(PAPER_COMMON, 5)     /* how many of the words that stand everywhere in the text */ \
	X(PAPER_CONCLUSION, 3) /* where it stands in the part that is called the conclusion */ \
	X(PAPER_END, 7) X(PAPER_PLACE, 4) /* and in a text without parts */ \
	X(PAPER_FIRST, 1) X(PAPER_SHORT, 3) \
	X(PAPER_UNTITLED_END, 7) X(PAPER_UNTITLED_PLACE, 4)
#define NEWS_TRAITS(X) \
	X(NEWS_WHEN, 1) X(NEWS_ITSELF, 1) /* it says when it was, what the text is about */ \
	X(NEWS_FIT, 6)    /* enum fit of lead.c */ \
	X(NEWS_RANK, 7) X(NEWS_TEXT, 3) X(NEWS_LINE, 4) X(NEWS_NUMBER, 4) \
	X(NEWS_TITLE, 6) X(NEWS_MOST, 1) X(NEWS_REPEATS, 5) X(NEWS_COMMON, 5) X(NEWS_LENGTH, 7) \
	X(NEWS_HEADLINE, 3) /* the length of a sub-headline */ \
	X(NEWS_QUOTES, 2)
#define TRAIT_RANGE(name, steps) name, name##_LAST = name + (steps) - 1,
enum paper_trait { PAPER_TRAITS(TRAIT_RANGE) PAPER_TRAIT_COUNT };
enum news_trait { NEWS_TRAITS(TRAIT_RANGE) NEWS_TRAIT_COUNT };
/* clang-format on */

enum { TRAITS_MAX = 64 };
/* What one sentence shows. */
struct traits {
	unsigned char v[TRAITS_MAX];
	size_t n;
};

/* Adds that it is at this step of a trait, at most the last one. */
#define TRAIT(traits, name, step) traits_add(traits, name, name##_LAST, step)
static inline void traits_add(struct traits *t, int first, int last, size_t step)
{
	size_t most = (size_t)(last - first);
	assert(t->n < TRAITS_MAX);
	t->v[t->n++] = (unsigned char)(first + (int)(step < most ? step : most));
}
/* Adds a trait for each bit that is set. */
#define TRAIT_BITS(traits, name, bits) traits_add_bits(traits, name, name##_LAST, bits)
static inline void traits_add_bits(struct traits *t, int first, int last, unsigned long bits)
{
	for (size_t bit = 0; bits >> bit && (int)bit <= last - first; bit++)
		if (bits >> bit & 1)
			traits_add(t, first, last, bit);
}

static inline bool traits_have(const struct traits *t, int trait)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i] == trait)
			return true;
	return false;
}

/* The more the better, in hundredths of the logarithm of the odds that it does. */
int sentence_model_score(const struct traits *traits, bool news);

/* The traits by their names, for the script: NULL behind the last one. */
struct trait_name {
	const char *name;
	int first, last;
};
const struct trait_name *sentence_model_traits(bool news);

#endif
