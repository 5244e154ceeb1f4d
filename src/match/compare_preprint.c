/* A preprint and the paper that came of it are two publications of one work. */
#include "match/rules.h"

#include <assert.h>
#include "match/title_match.h"

static const double TITLE_ALONE = 0.7, TITLE_WITH_AUTHORS = 0.2, AUTHORS = 0.6;
enum { YEARS_UNTIL_PRINTED = 4 };

struct comparison compare_preprint(const struct described *preprint, const struct described *paper)
{
	struct comparison out = {.answer = MATCH_DIFFERENT, .veto = true, .why = ""};
	assert(preprint->preprint && !paper->preprint);
	struct title_match titles = title_match_of(preprint, paper);
	double authors = author_overlap(&preprint->authors, &paper->authors);
	bool known = preprint->authors.n && paper->authors.n;
	int later = preprint->year && paper->year ? paper->year - preprint->year : 0;
	if (later < -1 || later > YEARS_UNTIL_PRINTED || (titles.numbers && authors < AUTHORS) ||
		preprint->generic)
		return out;
	if ((title_match_is_strong(&titles) || titles.similarity >= TITLE_ALONE) &&
		(authors > 0 || !known))
		out.why = "A preprint and its paper: the titles agree.";
	else if ((titles.similarity >= TITLE_WITH_AUTHORS || titles.part) && authors >= AUTHORS)
		out.why = "A preprint and its paper: the authors agree.";
	else
		return out;
	out.answer = MATCH_RELATED;
	out.strength = (titles.similarity + authors) / 2;
	return out;
}
