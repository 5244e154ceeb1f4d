/* title_match: how the titles of two publications agree. Inside match/. */
#ifndef MATCH_TITLE_MATCH_H
#define MATCH_TITLE_MATCH_H

#include <stdbool.h>

struct described;

/* The best of their forms. */
struct title_match {
	double similarity; /* of trigrams, 0…1 */
	bool part;         /* one begins or ends with the other: a subtitle */
	bool long_part;    /* which has five words or more */
	bool numbers;      /* each has a number that the other one lacks */
	bool numbered;     /* one has a number that the other one lacks */
	bool words;        /* they are alike, but have other words: title_words_differ */
};
struct title_match title_match_of(const struct described *x, const struct described *y);
/* The same title but for a slip; the same with another subtitle; one work in two wordings. */
bool title_match_is_equal(const struct title_match *t);
bool title_match_is_strong(const struct title_match *t);
bool title_match_is_near(const struct title_match *t);

#endif
