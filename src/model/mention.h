/* mention: whom a note names by "@Name". Pure.
 *
 * An “@” at the beginning of a word names the editor whose name follows it, up to the end of a
 * word. Of several names that fit, the longest is meant: “@Ana María” is not Ana. Case, accents and
 * runs of spaces do not matter; a hyphen goes on with a word, so “@Ana-Lena” is not Ana either. */
#ifndef MODEL_MENTION_H
#define MODEL_MENTION_H

#include "base/arena.h"
#include "base/strs.h"

/* For each name whether the text names it: an array of names.n, in the arena. A name that stands
 * twice among the names is named by its first place. */
bool *mention_find(struct arena *a, struct str text, struct strs names);

#endif
