/* block: where the publications are that one may be the same as. Pure.
 *
 * Comparing all with all costs too much. Each publication has a few blocks, 48-bit numbers; only
 * those that share one that says much are compared, or two of those that say little:
 *   papers  much: the first letters of the title, its three longest words, volume, year and first
 *           page, first author with year and page, the DOI, the first two authors with the last
 *           little: the last letters of the title
 *   news    much: the first letters of the headline, its three longest words
 *           little: the last letters of it, the smallest shingles of the text (a bottom sketch:
 *           Broder 1997), so that copies of a text meet whatever their headlines are
 * A title that many publications share gives no block. Two that share blocks need have nothing in
 * common: hashes meet by chance. A block with more than BLOCK_CROWD items says nothing. */
#ifndef MATCH_BLOCK_H
#define MATCH_BLOCK_H

#include "match/citation.h"

enum { BLOCKS_MAX = 16, BLOCK_SKETCH = 6, BLOCK_CROWD = 16 };
struct blocks {
	uint64_t v[BLOCKS_MAX]; /* each once, those that say much first */
	size_t n, much;
};
/* Publications without title, author and place have none, nor have trials and pages, which are
 * known by their keys alone. */
void match_blocks(struct arena *a, const struct described *described, struct blocks *out);

/* Whether two that share so many blocks are to be compared. Headlines are of so few words that one
 * block of them says little. */
static inline bool block_suffices(bool news, size_t much, size_t little)
{
	return news ? much + little > 1 : much > 0 || little > 1;
}

#endif
