/* shingle: texts compared by their runs of three words (Broder, "On the resemblance and containment
 * of documents", 1997). Inside match/.
 *
 * Two copies of a press release share nearly all of their shingles, whatever a newsroom puts before
 * and behind it; a summary has nearly all of its own in the full text. */
#ifndef MATCH_SHINGLE_H
#define MATCH_SHINGLE_H

#include "base/arena.h"

struct shingles {
	uint64_t *v;
	size_t n;
};
/* Of a text in normal form (match_title), as they stand in it. A text of fewer than three words has
 * none. Chinese, Japanese and other scripts write no spaces: there each character is a word. */
struct shingles shingle_list(struct arena *a, struct str text);
/* A copy of the first of them, which stays in their order. */
struct shingles shingle_first(struct arena *a, const struct shingles *list, size_t most);
/* Puts the smallest first, each once. */
void shingle_sort(struct shingles *set);
/* The smallest of them, each once, the smallest first; returns how many. Sorted or not. */
size_t shingle_least(const struct shingles *set, uint64_t *out, size_t most);

/* Of two that are sorted. */
size_t shingle_common(const struct shingles *x, const struct shingles *y);
/* How many of the first `n` in the list a sorted set has. */
size_t shingle_found(const struct shingles *list, size_t n, const struct shingles *sorted);

/* The 64-bit hash of some bytes (FNV-1a with a final mix): the same on every machine. */
uint64_t shingle_hash(struct str bytes);

#endif
