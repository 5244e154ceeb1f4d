/* The linear model of sentences. Its weights are printed by sentences.py --table; run it again when
 * a trait changes. */
#include "judge/sentence_model.h"

/* clang-format off */
static const short PAPER_WEIGHTS[PAPER_TRAIT_COUNT] = {
	[PAPER_SAYS] = 78, 29, -1, 124, 55, -16, -105, -130, 147, 0, 28, 6, 91, 0, 0, -112, -23, 18,
		-47, -25, -147, 0, 0, 13, 28,
	[PAPER_CLOSES] = 91,
	[PAPER_SPEAKS] = 67,
	[PAPER_TURNS] = -80,
	[PAPER_PERCENT] = 28,
	[PAPER_BRACKETS] = -76,
	[PAPER_DIGITS] = -16, -10, -32, -56, -117,
	[PAPER_LENGTH] = -43, -64, -39, -20, 2, 22, 11,
	[PAPER_OPENS] = -21, 14, -70, -1, -15, -3, 75, 17, 1, -1, 12, -59, -68, 43, -26, -73, 29, -28,
		32, 5, 9, -59, -30,
	[PAPER_TITLE] = 29, 40, 41, 20, 66, 62,
	[PAPER_RIVAL] = 21, 14, 39, 55, 52,
	[PAPER_MOST] = 52,
	[PAPER_COMMON] = -83, -56, -51, -29, 13,
	[PAPER_CONCLUSION] = 159, 12, 3,
	[PAPER_END] = 79, 83, 32, 2, -5, -79, -106,
	[PAPER_PLACE] = -76, -16, 22, 41,
	[PAPER_FIRST] = -54,
	[PAPER_SHORT] = 72, 9, 32,
	[PAPER_UNTITLED_END] = 264, 41, -2, -69, -120, -131, -140,
	[PAPER_UNTITLED_PLACE] = -138, -140, -44, 176,
};
enum { PAPER_BIAS = -49 };
static const short NEWS_WEIGHTS[NEWS_TRAIT_COUNT] = {
	[NEWS_WHEN] = 51,
	[NEWS_ITSELF] = 148,
	[NEWS_FIT] = 0, 25, -38, 0, -56, -7,
	[NEWS_RANK] = 101, 13, -21, 0, -60, -32, -99,
	[NEWS_TEXT] = 41, -15, -38,
	[NEWS_LINE] = 28, -30, -37, -33,
	[NEWS_NUMBER] = 37, -41, -57, -39,
	[NEWS_TITLE] = -42, -24, 4, 15, 37, 36,
	[NEWS_MOST] = 80,
	[NEWS_REPEATS] = -33, 11, 30, -30, 41,
	[NEWS_COMMON] = -61, -59, -24, 7, -15,
	[NEWS_LENGTH] = -99, -65, 1, 56, 34, 25, -2,
	[NEWS_HEADLINE] = -52, -18, 38,
	[NEWS_QUOTES] = -142, -34,
};
enum { NEWS_BIAS = -33 };

#define TRAIT_NAME(name, steps) {#name, name, name##_LAST},
static const struct trait_name PAPER[] = {PAPER_TRAITS(TRAIT_NAME) {0}},
							   NEWS[] = {NEWS_TRAITS(TRAIT_NAME) {0}};
/* clang-format on */

int sentence_model_score(const struct traits *traits, bool news)
{
	const short *weights = news ? NEWS_WEIGHTS : PAPER_WEIGHTS;
	int score = news ? NEWS_BIAS : PAPER_BIAS;
	for (size_t i = 0; i < traits->n; i++)
		score += weights[traits->v[i]];
	return score;
}

const struct trait_name *sentence_model_traits(bool news)
{
	return news ? NEWS : PAPER;
}
