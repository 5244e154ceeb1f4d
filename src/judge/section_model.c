/* The weights were found by tests/bench/sections.py --table from items that people filed by hand:
 * those of tests/cases/sections.tsv and of a larger set. Run it again when a cue changes. */
#include "judge/section_model.h"

#include <assert.h>

/* In hundredths, over the weight that the cue has for news: of a trial in the title and in the
 * text, of research in the title and in the text. */
static const struct weights {
	int trials[2], research[2];
} WEIGHTS[CUE_COUNT] = {
	[CUE_STUDY_BEGINS] = {{2, 0}, {-7, 9}},
	[CUE_ENROLMENT_BEGINS] = {{51, 0}, {16, 1}},
	[CUE_FIRST_PATIENT] = {{40, 66}, {15, 17}},
	[CUE_ENROLMENT_DONE] = {{82, 0}, {29, 0}},
	[CUE_RECRUITS] = {{0, 58}, {-11, 10}},
	[CUE_NOT_RECRUITING] = {{17, 0}, {6, 0}},
	[CUE_TAKE_PART] = {{17, 65}, {3, 26}},
	[CUE_PERMITTED] = {{37, 0}, {12, -2}},
	[CUE_STOPPED] = {{13, 0}, {-10, 40}},
	[CUE_PLANNED] = {{5, 13}, {2, 6}},
	[CUE_MOVES_ON] = {{0, 68}, {21, 31}},
	[CUE_SITE] = {{-47, 24}, {-37, 9}},
	[CUE_STUDY] = {{95, 46}, {-46, -15}},
	[CUE_PHASE] = {{103, 87}, {-30, -12}},
	[CUE_NCT] = {{0, -8}, {0, -9}},
	[CUE_RESULTS] = {{-44, -22}, {34, 4}},
	[CUE_STUDY_RESULTS] = {{-125, -19}, {-80, -48}},
	[CUE_BUSINESS] = {{-153, -41}, {-141, -91}},
	[CUE_FOUND] = {{-28, -147}, {-24, -161}},
	[CUE_ADVICE] = {{-93, -49}, {-91, -76}},
	[CUE_JOB] = {{-101, -5}, {-80, -25}},
	[CUE_PRESS] = {{64, -27}, {-33, -85}},
	[CUE_LABEL] = {{0, 84}, {0, 227}},
	[CUE_STATISTIC] = {{3, 20}, {7, 110}},
	[CUE_WE] = {{0, 59}, {0, 142}},
	[CUE_AIM] = {{40, 1}, {-1, 31}},
	[CUE_DESIGN] = {{84, -106}, {172, -43}},
	[CUE_FULL_STOP] = {{86, 0}, {232, 0}},
	[CUE_STANDS] = {{147, 27}, {-18, -43}},
	[CUE_STANDS_ALONE] = {{311, 84}, {92, 10}},
};
enum { TITLE, TEXT };
/* When a title says alone where a study stands, and the text says so too. */
static const int BOTH[] = {64, 22}, BIAS[] = {-351, -177};

static bool has(cue_set set, int cue)
{
	assert(cue >= 0 && cue < CUE_COUNT);
	return set >> cue & 1;
}

/* What the cue weighs for trials (0) or research (1) where it stands in title or text. */
static int weight_of(int cue, int of, const struct cues *cues)
{
	const int *weights = of ? WEIGHTS[cue].research : WEIGHTS[cue].trials;
	return (has(cues->title, cue) ? weights[TITLE] : 0) +
		(has(cues->text, cue) ? weights[TEXT] : 0);
}

static enum cue strongest(int of, const struct cues *cues)
{
	enum cue best = CUE_COUNT;
	int most = 0;
	for (int cue = 0; cue < CUE_STANDS; cue++)
		if (weight_of(cue, of, cues) > most) {
			most = weight_of(cue, of, cues);
			best = (enum cue)cue;
		}
	return best;
}

struct section_guess section_guess(const struct cues *cues)
{
	static const enum section sections[] = {SECTION_TRIALS, SECTION_RESEARCH};
	bool both = has(cues->title, CUE_STANDS_ALONE) && has(cues->text, CUE_STANDS);
	int scores[2];
	for (int of = 0; of < 2; of++) {
		scores[of] = BIAS[of] + (both ? BOTH[of] : 0);
		for (int cue = 0; cue < CUE_COUNT; cue++)
			scores[of] += weight_of(cue, of, cues);
	}
	int best = scores[1] > scores[0], other = scores[!best];
	if (scores[best] <= 0)
		return (struct section_guess){SECTION_NEWS, -scores[best], CUE_COUNT};
	return (struct section_guess){
		sections[best], scores[best] - (other > 0 ? other : 0), strongest(best, cues)};
}
