/* title: what titles say beyond their words. Inside match/. Titles are normalised (match_title) but
 * where it says otherwise. */
#ifndef MATCH_TITLE_H
#define MATCH_TITLE_H

#include "base/arena.h"

/* What a title says that its publication is to another one. The title as it was given: its
 * punctuation counts. */
enum title_role { ROLE_WORK, ROLE_CORRECTION, ROLE_RETRACTION, ROLE_CONCERN, ROLE_REPLY };
enum title_role title_role(struct arena *a, struct str title);
/* "editorial", "letter to the editor", four words or fewer: titles that many publications share. */
bool title_is_generic(struct str title);
/* Each title has a number (in digits or roman) that the other one lacks: "part i" and "part ii",
 * "week 12" and "week 13". */
bool title_numbers_differ(struct str a, struct str b);

#endif
