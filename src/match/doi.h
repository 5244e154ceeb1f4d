/* doi: what stands around a DOI in addresses of publishers, and versions of preprints. Inside
 * match/. */
#ifndef MATCH_DOI_H
#define MATCH_DOI_H

#include "base/str.h"

/* A DOI in a publisher's address, without what the publisher adds: "/full", ".full.pdf". */
struct str doi_trim_page(struct str path);
/* bioRxiv and medRxiv add a version ("v2"); all versions are one publication. */
struct str doi_trim_version(struct str doi);

#endif
