/* title_forms: the title of a publication without what databases add to it, and the titles of one
 * that has two. Inside match/. */
#ifndef MATCH_TITLE_FORMS_H
#define MATCH_TITLE_FORMS_H

#include "base/strs.h"

/* A title as it was given without the notes behind it: "[Chinese]", "LA: Chi", "[Abstract]",
 * "[Erratum appears in …]", "<ORIGINAL> …". A title that is nothing but such a note stays. */
struct str title_without_notes(struct str title);

/* The forms of it that are compared: without notes first; then, of a title in two languages
 * ("Plattformökonomie … [Platform economy …]", "Utilidad de …; Are antimicrobials …?"), each of its
 * two parts. */
struct strs title_forms(struct arena *a, struct str title);

#endif
