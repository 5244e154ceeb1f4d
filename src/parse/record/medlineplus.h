/* medlineplus: health topics as the MedlinePlus web service sends them in XML (nlmSearchResult).
 *
 * Each topic becomes an entry of kind ENTRY_PAGE. Titles and texts are plain text: the service
 * escapes HTML into them, and marks the words that were searched for. */
#ifndef PARSE_RECORD_MEDLINEPLUS_H
#define PARSE_RECORD_MEDLINEPLUS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct medlineplus_page {
	struct entries entries;  /* native is the topic's URL, text its FullSummary; at most 1,000 */
	long count, retstart;    /* topics found, -1: not said; the number of the first one here */
	long documents;          /* on this page, with those that are no topics */
	struct str file, server; /* where the service keeps the result, to ask for the next page */
	/* Why the answer was not read to its end, as xml_cut (parse/xml/xml.h) says it; the topics
	 * before that are kept, and perhaps there is no count. Empty: it was. */
	struct str cut;
};

/* Reads a page; what *out holds belongs to the arena. False (ERR_SOURCE) when the answer is no
 * nlmSearchResult, and when it was read to its end and has no count. */
bool medlineplus_parse(
	struct arena *a, struct str xml, struct medlineplus_page *out, struct err *err) MUST_USE;

#endif
