/* veto: what keeps two papers apart, whatever else agrees. Inside match/. */
#ifndef MATCH_VETO_H
#define MATCH_VETO_H

#include "match/citation.h"
#include "match/title_match.h"

/* Why two papers are not one; NULL: nothing keeps them apart. */
const char *veto_of_papers(
	const struct described *x, const struct described *y, const struct title_match *titles);

/* Whether both have a DOI, and those name one work. */
bool match_dois_agree(const struct described *x, const struct described *y);
/* Whether both are versions of one preprint. A server gives no two works one DOI, and the next
 * version may have another title. */
bool match_is_one_preprint(const struct described *x, const struct described *y);

#endif
