/* block: where the publications are that one may be the same as. Pure.
 *
 * Comparing all with all costs too much. Each publication has a few blocks, 64-bit numbers; only
 * those that share one are compared:
 *   papers  the first and the last letters of the title, its three longest words, volume and first
 *           page, first author with year and page, first and last author, the DOI
 *   news    the same of the headline, and the smallest shingles of the text (a bottom sketch:
 * Broder 1997), so that copies of a text meet whatever their headlines are A title that many
 * publications share gives no block of its own. Two that share a block need have nothing in common:
 * hashes meet by chance. */
#ifndef MATCH_BLOCK_H
#define MATCH_BLOCK_H

#include "match/citation.h"

enum { BLOCKS_MAX = 16, BLOCK_SKETCH = 8, BLOCK_CROWD = 200 /* members that say nothing */ };
struct blocks {
	uint64_t v[BLOCKS_MAX]; /* each once */
	size_t n;
};
/* Publications without title, author and place have none. */
void match_blocks(struct arena *a, const struct described *described, struct blocks *out);

#endif
