/* words: what a digest says of itself: how much it holds and which time it is for. */
#ifndef MAIL_WORDS_H
#define MAIL_WORDS_H

#include "base/arena.h"
#include "base/date.h"
#include "model/section.h"

enum {
	SUBJECT_MAX = 78 /* characters; RFC 5322 section 2.1.1 for the line that readers see */,
	PERIOD_MAX = 32
};

/* A period is the name of an edition and of its files: letters, digits, "-", "_" and ".", not a dot
 * first, at most PERIOD_MAX. */
bool words_period_is_valid(struct str period);
/* "2026-W47" is "week 47", "2026-11" "November 2026", "2026-11-23" "November 23, 2026"; any other
 * name is itself. */
struct str words_period(struct arena *a, struct str period);
/* "November 23, 2026". */
struct str words_day(struct arena *a, struct date day);
/* "5 new items and 1 update"; what there is none of is not mentioned. `and` is the word or sign
 * between the two. */
struct str words_count(struct arena *a, size_t fresh, size_t corrected, const char *and);
/* At most n characters, the last of them "…" when some had to go. */
struct str words_shortened(struct arena *a, struct str text, size_t n);
/* "Research: 5 new items – Scleroderma News Desk, week 47": at most SUBJECT_MAX characters, for
 * which the title is cut. */
struct str words_subject(struct arena *a, enum section section, struct str title, struct str period,
	size_t fresh, size_t corrected);

#endif
