/* The linear model of sentences. Its weights are printed by sentences.py --table; run it again when
 * a trait changes. */
#include "judge/sentence_model.h"

/* clang-format off */
static const short PAPER_WEIGHTS[PAPER_TRAIT_COUNT] = {
	[PAPER_SAYS] = 77, 29, 0, 122, 55, -16, -104, -130, 146, 0, 28, 5, 90, 0, 0, -113, -22, 18, -48,
		-24, -143, 0, 0, 13, 27, -73,
	[PAPER_CLOSES] = 90,
	[PAPER_SPEAKS] = 67,
	[PAPER_TURNS] = -81,
	[PAPER_PERCENT] = 28,
	[PAPER_BRACKETS] = -76,
	[PAPER_DIGITS] = -15, -9, -32, -57, -117,
	[PAPER_LENGTH] = -41, -64, -39, -20, 2, 23, 11,
	[PAPER_OPENS] = -20, 14, -70, 0, -15, -2, 77, 24, 1, -1, 12, -59, -68, 45, -25, -73, 28, -25,
		33, 5, 10, -88, -28,
	[PAPER_TITLE] = 29, 39, 41, 21, 68, 61,
	[PAPER_RIVAL] = 21, 15, 39, 57, 52,
	[PAPER_MOST] = 52,
	[PAPER_COMMON] = -84, -56, -52, -29, 14,
	[PAPER_CONCLUSION] = 159, 10, 6,
	[PAPER_END] = 79, 84, 33, 2, -5, -79, -106,
	[PAPER_PLACE] = -74, -16, 21, 40,
	[PAPER_FIRST] = -54,
	[PAPER_SHORT] = 68, 15, 32,
	[PAPER_UNTITLED_END] = 264, 40, -2, -70, -121, -130, -140,
	[PAPER_UNTITLED_PLACE] = -137, -141, -44, 176,
};
enum { PAPER_BIAS = -49 };
static const short NEWS_WEIGHTS[NEWS_TRAIT_COUNT] = {
	[NEWS_WHEN] = 70,
	[NEWS_ITSELF] = 140,
	[NEWS_FIT] = 0, 14, -37, 0, -25, -20,
	[NEWS_RANK] = 121, 23, 2, 1, -53, -60, -112,
	[NEWS_TEXT] = 64, -5, -49,
	[NEWS_LINE] = 33, -12, -19, -51,
	[NEWS_NUMBER] = 25, -41, -51, -53,
	[NEWS_TITLE] = -48, -17, 15, 19, 50, 21,
	[NEWS_MOST] = 86,
	[NEWS_REPEATS] = -33, 13, 24, -39, 25,
	[NEWS_COMMON] = -57, -50, -9, -3, -8,
	[NEWS_LENGTH] = -83, -73, 4, 33, 20, 23, -6,
	[NEWS_HEADLINE] = -44, -20, 51,
	[NEWS_QUOTES] = -161, -29,
};
enum { NEWS_BIAS = -36 };

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
