/* doi: finding DOIs in text and in addresses (ISO 26324). Inside match/; match_doi, their normal
 * form, is declared in match.h. */
#ifndef MATCH_DOI_H
#define MATCH_DOI_H

#include "base/str.h"

/* The number of bytes at the front of s that may belong to a DOI: up to white space or a quotation
 * mark. */
size_t doi_run(struct str s);
/* The DOI at the front of s, without the punctuation of the sentence around it; STR_NONE when there
 * is none. */
struct str doi_at(struct str s);
/* A DOI in a publisher's address, without what the publisher adds: "/full", ".full.pdf". */
struct str doi_trim_page(struct str path);
/* bioRxiv and medRxiv add a version ("v2"); all versions are one publication. */
struct str doi_trim_version(struct str doi);

#endif
