/* medlineplus: answers of the MedlinePlus web service (nlmSearchResult), one ENTRY_PAGE a health
 * topic. */
#ifndef PARSE_RECORD_MEDLINEPLUS_H
#define PARSE_RECORD_MEDLINEPLUS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct medlineplus_page {
	struct entries entries; /* native is the topic's URL; text is FullSummary as plain text */
	long count, retstart;
	struct str file, server; /* for the next page */
};
/* False when it is no nlmSearchResult, and when it broke off (out then holds the topics that were
 * complete). The titles and texts are freed of the escaped HTML and the marks of the search. */
bool medlineplus_parse(
	struct arena *a, struct str xml, struct medlineplus_page *out, struct err *err) MUST_USE;

#endif
