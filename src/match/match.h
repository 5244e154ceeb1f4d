/* match: identity. Which keys name a publication, when two entries are the same one. Pure. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "base/arena.h"
#include "model/entry.h"

/* The kinds of identity keys, strongest first; the order in which they are tried and the stable tag
 * is minted. */
enum key_kind {
	KEY_PMID,
	KEY_NCT,
	KEY_PMCID,
	KEY_DOI,
	KEY_URL,   /* canonical URL (match_url_key) */
	KEY_GUID,  /* "SOURCE NAME\nGUID": scoped to its feed */
	KEY_PAPER, /* papers: folded title, year, and first author or start page */
};
enum { KEY_KIND_COUNT = 7 };
const char *key_kind_word(
	enum key_kind kind); /* "pmid", "nct", "pmcid", "doi", "url", "guid", "paper" */

struct key {
	enum key_kind kind;
	struct str text;
};
struct match_keys {
	struct key v[16];
	size_t n;
};

/* All identity keys of an entry of the named source, in key_kind order. A paper's URL at PubMed and
 * a trial's at the registry are no keys of their own (pmid, nct say it). News whose text only
 * mentions a DOI, PMID or NCT number does not get it as a key: see match_mentions. A news entry
 * whose own address is at PubMed, PMC, doi.org or ClinicalTrials.gov is that publication, and gets
 * the key. An address with a fragment that names a part of the page ("#2024-03-02") keeps it in its
 * key; a site's front page is no key. Generic titles (four words or fewer, editorials, letters,
 * replies, corrections) make no KEY_PAPER; a paper can have two, one by first author and one by
 * start page. */
void match_keys(
	struct arena *a, const struct entry *entry, struct str source_name, struct match_keys *out);

/* Publications that the entry is about but is not: NCT numbers in a paper's databanks, PMIDs in a
 * trial's references, corrections (erratum, retraction notice, preprint) and identifiers in a news
 * text or link. For related links. */
void match_mentions(struct arena *a, const struct entry *entry, struct match_keys *out);

/* What is known of an item that shares a key with an entry: of its copies the strongest. */
struct match_candidate {
	enum entry_kind kind;
	struct str title; /* as it was given */
	struct keys keys;
	struct str first_author; /* last name as match_title folds it; may be empty */
	struct str
		start_page; /* "181" of "181-5", lower case; the article number when there are no pages */
	struct str volume;
	int year; /* 0: unknown */
};
/* The candidate's view of an entry. */
struct match_candidate match_describe(struct arena *a, const struct entry *entry);

enum match_answer {
	MATCH_SAME,
	MATCH_POSSIBLE, /* they share the key, and something speaks against it: an editor is asked */
	MATCH_RELATED,  /* about the same work: a preprint and its paper, a paper and its correction */
	MATCH_DIFFERENT,
};
/* Whether an entry that shares the key with the candidate is the same publication; *why (in words,
 * arena) says so: "Same DOI 10.1/x and titles agree." A different PMID, or two different NCT
 * numbers, is never the same; an equal DOI joins only when titles agree (trigram Jaccard >= 0.5, or
 * same first author and page); an equal address only when the titles have something in common, as
 * pages without addresses of their own share one; an erratum, retraction notice or comment is
 * related to its paper; a paper and news about it are related. The order of the two does not
 * matter. */
enum match_answer match_decide(struct arena *a, const struct entry *entry,
	const struct match_candidate *candidate, struct key key, struct str *why);

/* The address as a key: scheme- and www-less, default port, fragment, trackers, trailing slash,
 * index.html, AMP forms removed, redirectors unwrapped, IDN in ASCII, parameters sorted. STR_NONE
 * when it is no web address. Stable: "https://" and the key give the key. Costs about a
 * microsecond. */
struct str match_url_key(struct arena *a, struct str url);
/* The address to show and link: only its trackers removed. */
struct str match_url_clean(struct arena *a, struct str url);
/* Identifiers that the address itself is (PubMed, PMC, Europe PMC, doi.org, ClinicalTrials.gov …).
 */
struct keys match_url_ids(struct arena *a, struct str url);

/* Normal forms; STR_NONE when the text is none. */
struct str match_doi(struct arena *a, struct str text);
struct str match_nct(struct arena *a, struct str text);
struct str match_pmid(struct arena *a, struct str text);
struct str match_pmcid(struct arena *a, struct str text);
/* Folded words joined by one space: no markup, punctuation or accents. */
struct str match_title(struct arena *a, struct str title);
/* Jaccard similarity of the character trigrams of two normalised titles, 0…1. */
double match_title_similarity(struct str a, struct str b);

#endif
