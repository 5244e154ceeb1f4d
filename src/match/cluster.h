/* cluster: which of many publications are one, by all pairs that were compared. Pure.
 *
 * The pairs that are the same join their groups, the strongest first; of equally strong ones, the
 * order is one of what they say, not of when they came. A pair joins nothing where a veto stands
 * between any two of the groups, or where the group would be larger than an editor should be asked
 * about: so the result does not depend on the order of arrival.
 *
 *     struct clustering c = cluster_new(&a, described, n);
 *     cluster_compare(&c);                  each two that share a block
 *     cluster_end(&c);
 *     … c.group[i]: the smallest number of those that are one with i */
#ifndef MATCH_CLUSTER_H
#define MATCH_CLUSTER_H

#include "match/compare.h"

enum { CLUSTER_MAX = 12 /* copies that are joined without an editor */ };

/* Two that have something in common, as match_compare says. */
struct likeness {
	size_t x, y;
	struct comparison found;
};
struct clustering {
	struct arena *a;
	struct described *const *described;
	size_t n;
	size_t *group;
	struct likeness *found; /* MATCH_SAME, MATCH_POSSIBLE and MATCH_RELATED */
	size_t found_count;
};
struct clustering cluster_new(struct arena *a, struct described *const *described, size_t n);
/* Compares each two that share a block (block.h) that is not too crowded to say anything. */
void cluster_compare(struct clustering *c);
void cluster_end(struct clustering *c);
/* After cluster_end: adds to each preprint's group that of the paper that it fits best, when the
 * preprint is the one that fits that paper best. */
void cluster_relate(struct clustering *c);

#endif
