/* text_ids: the identifiers that a running text names. Inside match/. */
#ifndef MATCH_TEXT_IDS_H
#define MATCH_TEXT_IDS_H

#include "match/match.h"

/* Adds every NCT number, PMCID, DOI, and every PMID that is labelled or in an address of PubMed.
 * One pass over the text. */
void text_ids_add(struct arena *a, struct str text, struct match_keys *out);

#endif
