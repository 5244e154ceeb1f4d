/* rules: what papers, news, and a preprint and its paper must agree in. Inside match/, for
 * compare.c. */
#ifndef MATCH_RULES_H
#define MATCH_RULES_H

#include "match/compare.h"

struct comparison compare_papers(const struct described *x, const struct described *y);
/* A preprint and what is none: MATCH_RELATED or MATCH_DIFFERENT. */
struct comparison compare_preprint(const struct described *preprint, const struct described *paper);
struct comparison compare_news(const struct described *x, const struct described *y);

#endif
