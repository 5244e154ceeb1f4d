/* described: publications for tests, made from what a database says of them. */
#ifndef DESCRIBED_H
#define DESCRIBED_H

#include "match/citation.h"

struct record {
	const char *title, *authors, *journal, *volume, *issue, *pages, *doi, *pmid;
	int year;
};

static inline struct described *describe_record(struct arena *a, const struct record *r)
{
	const struct citation citation = {.kind = ENTRY_PAPER,
		.title = str_of(r->title),
		.authors = author_names(a, str_of(r->authors)),
		.journal = str_of(r->journal),
		.volume = str_of(r->volume),
		.issue = str_of(r->issue),
		.pages = str_of(r->pages),
		.year = r->year,
		.published = NO_TIME,
		.keys = {.doi = str_of(r->doi), .pmid = str_of(r->pmid)}};
	return match_describe_citation(a, &citation);
}

#endif
