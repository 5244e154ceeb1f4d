/* ids: lists of identifiers, and identifiers found in running text. Inside match/. */
#ifndef MATCH_IDS_H
#define MATCH_IDS_H

#include "match/match.h"

/* Adds a key that is not empty and not there yet; a full list keeps what it has. */
void keys_add(struct match_keys *keys, enum key_kind kind, struct str text);
/* Adds every NCT number, PMCID, PMID (labelled or in an address) and DOI that the text names. One
 * pass over the text. */
void ids_in_text(struct arena *a, struct str text, struct match_keys *out);

#endif
