/* esearch: what ESearch of the E-utilities answers, in XML (DTD esearch 20060628).
 *
 *     struct esearch search;
 *     if (!esearch_parse(&a, response->body, &search, err)) return false;
 *     … search.count records are kept by the service under web_env and query_key
 */
#ifndef PARSE_RECORD_ESEARCH_H
#define PARSE_RECORD_ESEARCH_H

#include "base/arena.h"
#include "base/err.h"

/* Fields are named after the elements of eSearchResult. What the answer lacks is 0 or empty. */
struct esearch {
	bool counted;                  /* it has a Count */
	long count;                    /* records found */
	long retmax, retstart;         /* of the page: how many ids, and from which one on */
	struct str query_key, web_env; /* where the history server keeps the result */
	struct str query_translation;  /* the query as PubMed understood it */
	struct strs ids;               /* PMIDs; at most 10,000, which is the most that a page has */
	struct strs errors;            /* ErrorList ("PhraseNotFound: abcXYZ"); at most 100 */
	struct strs warnings;          /* WarningList ("QuotedPhraseNotFound: …"); at most 100 */
};

/* Reads an answer; what *out holds belongs to the arena. An ErrorList or a WarningList is no
 * failure: the editor shall see what PubMed did not understand. False (ERR_SOURCE) when the answer
 * has an <ERROR>, with which the service tells of a failure under status 200, in its own words;
 * when it is no eSearchResult; when it has no Count; and when it
 * breaks off or passes a limit of xml.h: a list of ids is of use only when it is whole. */
bool esearch_parse(struct arena *a, struct str xml, struct esearch *out, struct err *err) MUST_USE;

#endif
