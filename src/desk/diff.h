/* diff: what changed between two texts, word by word. Pure.
 *
 * E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), on words. Bounded: texts of
 * more than DIFF_WORDS words, or that differ in more than DIFF_EDITS of them, are shown as one text
 * taken out and another put in; time and memory are at most DIFF_WORDS * DIFF_EDITS. */
#ifndef DESK_DIFF_H
#define DESK_DIFF_H

#include "base/arena.h"

enum { DIFF_WORDS = 4000, DIFF_EDITS = 250 };

enum diff_kind { DIFF_SAME, DIFF_OUT, DIFF_IN };
struct diff_part {
	enum diff_kind kind;
	struct str text;
};
struct diff_parts {
	struct diff_part *v;
	size_t n;
};

/* The parts in reading order: joined without the DIFF_OUT ones they are `after`; without the
 * DIFF_IN ones, `before` but for white space between words that stayed. Texts point into the
 * two. */
void diff_words(struct arena *a, struct str before, struct str after, struct diff_parts *out);

#endif
