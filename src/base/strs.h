/* strs: a list of strings, whose array belongs to an arena.
 *
 *     struct strs names = {0};
 *     strs_add(&arena, &names, S("PubMed"));
 *     for (size_t i = 0; i < names.n; i++) … names.v[i] …
 */
#ifndef BASE_STRS_H
#define BASE_STRS_H

#include "base/str.h"

struct strs {
	struct str *v;
	size_t n;
};

/* Appends s itself, not a copy. The array grows by arena_grow: a list that was made in another way
 * must not be added to. */
void strs_add(struct arena *a, struct strs *list, struct str s);
/* Whether both hold equal strings in the same order. */
bool strs_eq(struct strs a, struct strs b);
/* Whether s is in the list. */
bool strs_have(struct strs list, struct str s);
/* Puts the list in byte order. */
void strs_sort(struct strs *list);
/* Whether s is in a list in byte order; takes few steps in a long one. */
bool strs_sorted_have(struct strs sorted, struct str s);
/* Whether s is in the list, but for the case of ASCII letters. */
bool strs_ihave(struct strs list, struct str s);

#endif
