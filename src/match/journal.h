/* journal: the names of journals, which databases shorten each in its way. Inside match/. */
#ifndef MATCH_JOURNAL_H
#define MATCH_JOURNAL_H

#include "base/arena.h"

/* A name as it is compared: in the normal form of titles, without a second name behind "=", what
 * stands in brackets, and the small words that abbreviations leave out. */
struct str journal_normal(struct arena *a, struct str name);

/* These take names in that form. */

/* Whether both are known and may be one journal: equal, or one is the other with words shortened or
 * left out ("j clin oncol", "journal clinical oncology"), or its initials ("pnas"). */
bool journal_agrees(struct str x, struct str y);
/* Whether both are known and have next to nothing in common. */
bool journal_differs(struct str x, struct str y);

#endif
