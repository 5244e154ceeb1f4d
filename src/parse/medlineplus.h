/* medlineplus: answers of the MedlinePlus web service (nlmSearchResult), one ENTRY_PAGE a health topic. */
#ifndef PARSE_MEDLINEPLUS_H
#define PARSE_MEDLINEPLUS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct medlineplus_page {
	struct entries entries; /* native is the topic's URL; text is FullSummary as plain text */
	long count, retstart;
	struct str file, server; /* for the next page */
};
bool medlineplus_parse(struct arena *a, struct str xml, struct medlineplus_page *out, struct err *err) __attribute__((warn_unused_result));

#endif
