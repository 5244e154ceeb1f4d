/* title: what titles say beyond their words. Inside match/; match_title and match_title_similarity
 * are declared in match.h. */
#ifndef MATCH_TITLE_H
#define MATCH_TITLE_H

#include "base/arena.h"

enum { TITLE_MAX = 2000 }; /* bytes of a title that are looked at */

/* A headline as it was given, without the name of the outlet that aggregators and web pages put
 * behind it: "Stem cells heal scars - Daily Mail", "… | Reuters". `outlet` is its name where the
 * feed says it, else empty: then a few words in capitals behind a longer headline are taken for
 * it. */
struct str title_without_outlet(struct arena *a, struct str title, struct str outlet);

/* match_title of a text of any length. */
struct str title_normal(struct arena *a, struct str text);

/* These take titles in normal form (match_title). */

/* Whether they may be one headline in two wordings: some of it is equal (a similarity of 0.3), or
 * one begins or ends with the other. A title that is missing says nothing against it. */
bool title_is_reworded(struct str a, struct str b);
/* Whether it is a title that many publications share: "editorial", "letter to the editor", or four
 * words or fewer. */
bool title_is_generic(struct str title);
/* Which share of the shorter one's trigrams the longer one has, 0…1. */
double title_containment(struct str a, struct str b);
/* Whether it is the headline of a column that comes back with other news: "Weekly roundup". */
bool title_is_serial(struct str headline);
/* Whether the longer one begins or ends with the shorter one, by whole words, and this one has so
 * many words. */
bool title_is_part(struct str a, struct str b, size_t least_words);
/* Whether it is a title of what an editor or a society writes each time: "Editorial", "Message from
 * the president". */
bool title_is_of_series(struct str title);
/* Whether each title has a number (in digits, roman or in words) that the other one lacks, as "part
 * i" and "part ii", "week 12" and "week 13" have. */
bool title_numbers_differ(struct str a, struct str b);
/* Whether one has words that the other one lacks, and these are no other spelling ("tumour",
 * "tumor") and no subtitle: "… in men", "… in women"; "… is effective", "… is not effective". A
 * subtitle of one word may be one or not, and that of a protocol makes another paper. */
bool title_words_differ(struct str a, struct str b);
/* Whether one has a number that the other one lacks, as a second part has. */
bool title_is_numbered(struct str a, struct str b);

#endif
