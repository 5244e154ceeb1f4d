/* pubmed_record: one record of PubMed while it is read, and the entry that it becomes.
 *
 * pubmed.c collects what the elements say, word for word; what that means (which title, which
 * identifiers, which day) is decided here, once the whole record is there. */
#ifndef PARSE_RECORD_PUBMED_RECORD_H
#define PARSE_RECORD_PUBMED_RECORD_H

#include "base/arena.h"
#include "model/entry.h"

enum {
	PUBMED_AUTHORS_MAX = 50,
	PUBMED_LIST_MAX = 200,
	PUBMED_PARTS_MAX = 60,
	PUBMED_NCTS_MAX = 20
};

struct pubmed_record {
	struct paper *paper;
	struct str pmid, title;
	struct str doi, pmcid;    /* PubmedData/ArticleIdList: the record's own */
	struct str elocation_doi; /* ELocationID EIdType="doi" */
	struct str start_page, end_page;
};

/* The entry of a record that was read to its end; its parts belong to the arena. Without a PMID:
 * native is empty. */
struct entry pubmed_record_entry(struct arena *a, const struct pubmed_record *record);

/* Adds "NCT" and eight digits to the list, once; other numbers are left out. */
void pubmed_add_nct(struct arena *a, struct strs *list, struct str number);

#endif
