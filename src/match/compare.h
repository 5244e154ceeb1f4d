/* compare: whether two publications are one. Pure, and the same whichever comes first.
 *
 * What speaks against it is looked at first (veto.h): a veto keeps two apart whatever else agrees.
 * Then papers need a title that agrees and a place where they agree (volume and page, or journal,
 * year and author); news need texts that agree, never a headline alone. */
#ifndef MATCH_COMPARE_H
#define MATCH_COMPARE_H

#include "match/citation.h"
#include "match/match.h"

struct comparison {
	enum match_answer answer;
	bool veto;       /* something keeps them apart: they must not come together by way of a third */
	double strength; /* of MATCH_SAME and MATCH_RELATED, 0…1: how much agrees */
	const char *why; /* in words for editors; "" of MATCH_DIFFERENT */
};
struct comparison match_compare(const struct described *x, const struct described *y);
/* Whether news of these times (NO_TIME: unknown) are too far apart to be copies of each other.
 * match_compare then gives MATCH_DIFFERENT with a veto, whatever they say: it need not be read. */
bool match_news_apart(int64_t one, int64_t other);

#endif
