/* entry_keys: what others need of entry_keys.c. Inside match/. */
#ifndef MATCH_ENTRY_KEYS_H
#define MATCH_ENTRY_KEYS_H

#include "match/match.h"

/* Whether the address of such an entry is a page of its own, and not a record of a registry. */
bool entry_keys_has_own_page(enum entry_kind kind);
/* The year in which a paper was printed, else that of its electronic article; 0: unknown. */
int entry_keys_paper_year(const struct paper *paper);

#endif
