/* title: what titles say beyond their words. Inside match/; match_title and match_title_similarity
 * are declared in match.h. */
#ifndef MATCH_TITLE_H
#define MATCH_TITLE_H

#include "base/arena.h"

enum { TITLE_MAX = 2000 }; /* bytes of a title that are looked at */

/* These take titles in normal form (match_title). */

/* Whether it is a title that many publications share: "editorial", "letter to the editor", or four
 * words or fewer. */
bool title_is_generic(struct str title);
/* Whether each title has a number (in digits or roman) that the other one lacks, as "part i" and
 * "part ii", "week 12" and "week 13" have. */
bool title_numbers_differ(struct str a, struct str b);

#endif
