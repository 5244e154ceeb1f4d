/* doi: what stands around a DOI in addresses of publishers, and versions of preprints. Inside
 * match/. */
#ifndef MATCH_DOI_H
#define MATCH_DOI_H

#include "base/str.h"

/* A DOI in a publisher's address, without what the publisher adds: "/full", ".full.pdf". */
struct str doi_trim_page(struct str path);
/* Oxford University Press adds the number of the article: "10.1093/brain/awz001/5300001". Its own
 * DOIs have no third part. */
struct str doi_trim_article(struct str doi);
/* bioRxiv and medRxiv add a version ("v2"); all versions are one publication. */
struct str doi_trim_version(struct str doi);

#endif
