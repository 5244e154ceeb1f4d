/* features: a text as numbers to learn from. Pure.
 *
 * They are its words, pairs of neighbouring words, and the beginnings and ends of the words, which
 * find "randomised" in "randomization" and a drug in its family. A title counts twice. Each is
 * hashed to a bucket, so nothing has to remember the words; two that share a bucket are rare enough
 * not to matter (Weinberger et al. 2009, feature hashing). */
#ifndef JUDGE_FEATURES_H
#define JUDGE_FEATURES_H

#include "base/arena.h"

enum {
	FEATURE_BUCKETS = 1 << 18,
	FEATURE_COUNT_BITS = 5,
	FEATURE_COUNT_MAX = (1 << FEATURE_COUNT_BITS) - 1,
	FEATURE_TEXT_MAX = 8000, /* so many bytes of a text are read */
};

/* Each is bucket << FEATURE_COUNT_BITS | how often; in order of their buckets, each once. */
struct features {
	uint32_t *v;
	uint32_t n;
	float evidence;
};
static inline uint32_t feature_bucket(uint32_t feature)
{
	return feature >> FEATURE_COUNT_BITS;
}
static inline uint32_t feature_count(uint32_t feature)
{
	return feature & FEATURE_COUNT_MAX;
}

/* The features of a publication; both texts may be empty. In `evidence` is what its words say of
 * the kind of study before anything was learned, -1 to 1: patients, a trial, a comparison speak
 * for it, animals and cells against. */
void features_of(struct arena *a, struct str title, struct str text, struct features *out);
/* The bucket of a word, and of a word and the one behind it, as terms_of gives them. */
uint32_t features_word(struct str word);
uint32_t features_pair(struct str word, struct str next);

#endif
