/* feed_identifier: the names of publications that feeds hide in ids and addresses. */
#ifndef PARSE_FEED_IDENTIFIER_H
#define PARSE_FEED_IDENTIFIER_H

#include "parse/feed/document.h"

/* Sets the entry's DOI, PMID or NCT number when the text names one: "doi:10.…", "pmid:123",
 * "https://doi.org/10.…", an address at PubMed or ClinicalTrials.gov. One that is known is never
 * overwritten. */
void feed_identifier_add(struct arena *a, struct feed_entry *entry, struct str text);

#endif
