/* section_model: what the cues of news say about their section, weighed. Inside judge/. */
#ifndef JUDGE_SECTION_MODEL_H
#define JUDGE_SECTION_MODEL_H

#include "judge/cues.h"
#include "model/section.h"

/* How much more a section's cues weigh than those of the next likely, in hundredths of the natural
 * logarithm of the odds. */
enum { MARGIN_HIGH = 300, MARGIN_MEDIUM = 120 };

struct section_guess {
	enum section section;
	int margin; /* above the next likely section; >= 0 */
	/* The cue of title or text that speaks most for it; CUE_COUNT: none does. */
	enum cue cue;
};
/* A linear model over the cues of title and text (multinomial logistic regression). */
struct section_guess section_guess(const struct cues *cues);

#endif
