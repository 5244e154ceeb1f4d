/* words: days, periods and counts as readers are told of them. */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "base/arena.h"
#include "base/date.h"

/* "November 23, 2026". The day must be known. */
struct str words_day(struct arena *a, struct date day);
/* What an edition's period is called: "2026-W47" is "week 47", "2026-11" is "November 2026",
 * "2026-11-23" is "November 23, 2026". Any other text stands for itself. */
struct str words_period(struct arena *a, struct str period);
/* "5 new items and 1 update"; a count of zero is left out. `and` stands between the two. */
struct str words_count(struct arena *a, size_t fresh, size_t updates, const char *and);
/* The text cut to at most `n` characters, n > 0; the last one is "…" when something was cut. */
struct str words_shortened(struct arena *a, struct str text, size_t n);

#endif
