/* entry_keys: what mentions.c needs of entry_keys.c. Inside match/. */
#ifndef MATCH_ENTRY_KEYS_H
#define MATCH_ENTRY_KEYS_H

#include "match/match.h"

/* Whether the address of such an entry is a page of its own, and not a record of a registry. */
bool entry_keys_has_own_page(enum entry_kind kind);

#endif
