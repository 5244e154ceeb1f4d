/* notice: an entry that says something of other publications: a notice of a retraction, a
 * correction, a concern; a title that marks its own work as retracted. Inside item/, for
 * ingest.c. */
#ifndef ITEM_NOTICE_H
#define ITEM_NOTICE_H

#include "item/arrival.h"

/* Notes what the entry, a copy of `item` whose keys are filled, says of others; their items are
 * judged anew. Inside the caller's transaction. */
bool notice_spread(struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
	MUST_USE;

/* Whether the notice names a publication by a number, so that its item is told, now or when it
 * comes. */
bool notice_names_any(const struct paper *paper);

/* Crossref no longer has the DOI of a work, or has it again: its item is judged anew. *held is
 * false when no item has the DOI. */
bool notice_doi_gone(struct ingest *in, struct str doi, bool *held, struct err *err) MUST_USE;
bool notice_doi_back(struct ingest *in, struct str doi, struct err *err) MUST_USE;

#endif
