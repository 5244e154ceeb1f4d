/* pubmed: records of PubMed, as EFetch sends them in XML (pubmed_250101.dtd and older versions).
 *
 * Each record becomes an entry of kind ENTRY_PAPER whose `paper` has the fields of the DTD. Titles
 * and abstracts are plain text: i, sub, sup and MathML are flattened. The document is read in one
 * pass without a tree. */
#ifndef PARSE_RECORD_PUBMED_H
#define PARSE_RECORD_PUBMED_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct pubmed_records {
	struct entries entries; /* in the document's order; native is the PMID */
	struct strs deleted;    /* PMIDs in DeleteCitation */
	/* Why the document was not read to its end, as xml_cut (parse/xml/xml.h) says it; the records
	 * before that are kept. Empty: it was. */
	struct str cut;
};

/* Reads a set of records: PubmedArticleSet or MedlineCitationSet with elements PubmedArticle,
 * MedlineCitation or PubmedBookArticle. Of several versions of one PMID, only the highest is kept.
 * Article ids are the record's own (PubmedData/ArticleIdList, ELocationID), never those in
 * ReferenceList. What *out holds belongs to the arena. False (ERR_SOURCE) when the document is no
 * set of records (an empty set is one) and when it has an <ERROR>; *out has the records beside
 * it. */
bool pubmed_parse(struct arena *a, struct str xml, struct pubmed_records *out, struct err *err)
	MUST_USE;

#endif
