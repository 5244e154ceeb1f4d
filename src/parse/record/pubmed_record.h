/* pubmed_record: one record of PubMed while it is read, and the entry made from it. Private to
 * pubmed.c and pubmed_rules.c.
 *
 * pubmed_rules.c collects what the elements say, word for word. What that means (which title, which
 * identifiers, which day) is decided here, once the whole record is there. */
#ifndef PARSE_RECORD_PUBMED_RECORD_H
#define PARSE_RECORD_PUBMED_RECORD_H

#include "base/arena.h"
#include "model/entry.h"

/* The most that is kept of one record. */
enum {
	PUBMED_AUTHORS_MAX = 50,
	PUBMED_LIST_MAX = 200, /* of keywords, MeSH headings, corrections … each */
	PUBMED_PARTS_MAX = 60, /* AbstractText elements */
	PUBMED_NCTS_MAX = 20,
};

struct pubmed_record {
	struct paper *paper;
	struct str pmid, title;
	struct str doi, pmcid;           /* PubmedData/ArticleIdList: the record's own */
	struct str elocation_doi;        /* ELocationID EIdType="doi" */
	struct str start_page, end_page; /* used when there is no MedlinePgn */
};

/* The entry of a record that was read to its end; its parts belong to the arena. `native` is empty
 * when the record has no PMID. */
struct entry pubmed_record_entry(struct arena *a, const struct pubmed_record *record);

/* Adds an NCT number ("NCT" and eight digits) to the list unless it is there or the list is full.
 * Anything else is left out. */
void pubmed_record_add_nct(struct arena *a, struct strs *list, struct str number);

/* Adds it unless the list is full. */
void pubmed_record_add_correction(
	struct arena *a, struct paper *paper, struct correction correction);

#endif
