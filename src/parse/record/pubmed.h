/* pubmed: what the E-utilities answer (esearch DTD 20060628, pubmed_250101.dtd and older,
 * epost/efetch errors). Bytes to values by libxml2's SAX2 push parser; everything belongs to the
 * arena. */
#ifndef PARSE_RECORD_PUBMED_H
#define PARSE_RECORD_PUBMED_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct esearch {
	long count, retmax, retstart;
	struct str query_key, web_env, query_translation;
	struct strs ids;
	struct strs errors;   /* ErrorList: "PhraseNotFound: abcXYZ"; and <ERROR> */
	struct strs warnings; /* WarningList: "QuotedPhraseNotFound: …", OutputMessage */
};

/* False with the service's own words when it is not an eSearchResult (an <ERROR>, JSON "error", an
 * HTML page). ErrorList and WarningList are no failure. */
bool esearch_parse(struct arena *a, struct str xml, struct esearch *out, struct err *err) MUST_USE;

struct pubmed_records {
	struct entries entries; /* ENTRY_PAPER; native is the PMID; only the highest version of each */
	struct strs deleted;    /* DeleteCitation/PMID */
	bool truncated;         /* the document broke off; complete records are kept */
};

/* PubmedArticleSet or MedlineCitationSet with PubmedArticle, MedlineCitation, PubmedBookArticle.
 * Article ids are the record's own (PubmedData/ArticleIdList, ELocationID), never those in
 * ReferenceList. False when it holds no record set at all. */
bool pubmed_parse(struct arena *a, struct str xml, struct pubmed_records *out, struct err *err)
	MUST_USE;

#endif
