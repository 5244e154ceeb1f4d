/* author: the names of authors, compared by their words. Inside match/.
 *
 * Databases write one name in many ways: "Ruiter De, M.", "De Ruiter, Michiel", "M. de Ruiter",
 * "von Pawel, J." and "Pawel, J.". Two names agree when the family name of one is among the words
 * of the other. */
#ifndef MATCH_AUTHOR_H
#define MATCH_AUTHOR_H

#include "base/arena.h"

enum { AUTHORS_MAX = 200 /* of a publication that are looked at */ };
struct author_words {
	struct str *family; /* in normal form, without particles and initials; empty: unreadable */
	struct str *words;  /* all words of the name in normal form */
	size_t n;           /* 0: unknown */
};

/* The names in a text like "Abrahao, Bruno and Cook, Karen S.", "Asemota, E. A.; Okafor, I. M.",
 * "B. Abrahao; A. Gupta" or "Tan A.Schulze A.O'Donnell C. P.". */
struct strs author_names(struct arena *a, struct str text);
/* Names as they were given, in their order; "Anonymous" and the like are none. One whose letters
 * were lost ("Ta?a?aj") is known to be there, and no more. */
void author_words_add(struct arena *a, struct author_words *out, struct str name);

/* Whether the first authors agree, or may: false when both are known and are two people. */
bool author_first_agrees(const struct author_words *x, const struct author_words *y);
bool author_first_may_agree(const struct author_words *x, const struct author_words *y);
/* Which share of the shorter list is in the longer one, 0…1; 0 when one of them is unknown. */
double author_overlap(const struct author_words *x, const struct author_words *y);

#endif
