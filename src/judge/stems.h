/* stems: the words of a text that carry its meaning, each by its beginning: "placebo-controlled"
 * and "placebos" are one. Pure. */
#ifndef JUDGE_STEMS_H
#define JUDGE_STEMS_H

#include "base/arena.h"
#include "base/str.h"

enum { STEMS_MAX = 64 };
/* Hashes in ascending order. */
struct stems {
	uint32_t v[STEMS_MAX];
	size_t n;
};

/* The first STEMS_MAX of the text. */
struct stems stems_of(struct str text);
/* How many both have. */
size_t stems_shared(const struct stems *a, const struct stems *b);
/* Those that three or more of n sets have. */
struct stems stems_common(struct arena *a, const struct stems *sets, size_t n);
/* How much is `part` of `whole` in steps, `steps` when it is all; 0 of nothing. */
static inline size_t stems_share(size_t part, size_t whole, size_t steps)
{
	return whole ? part * steps / whole : 0;
}

#endif
