/* match: which keys identify a publication, and whether two entries are the same one. Pure.
 *
 *     match_keys(&a, &entry, source->name, &keys);        which keys identify it
 *     … find the items that have one of them …
 *     x = match_describe(&a, &entry);                     and y, of such an item's strongest copy
 *     match_decide(&a, x, y, key, &why);                  are they one, as they share this key?
 *     match_mentions(&a, &entry, &keys);                  what it is related to
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "base/arena.h"
#include "model/entry.h"

/* The kinds of keys, strongest first: the order in which an entry's keys are looked up. (An item's
 * permanent name comes from some of them, in an order of its own: item/name.h.) */
enum key_kind {
	KEY_PMID,
	KEY_NCT,
	KEY_PMCID,
	KEY_DOI,
	KEY_URL,      /* match_url_key */
	KEY_GUID,     /* "SOURCE NAME\nGUID": a guid means something only in its feed */
	KEY_TITLE,    /* only in stores of older versions: a title with a year, an author or a page */
	KEY_HEADLINE, /* only there, too: a headline and a day */
	KEY_TAG,      /* the permanent name of an item that has no other key, where one is needed */
};
enum { KEY_KIND_COUNT = 9, MATCH_KEYS_MAX = 16 };
/* "pmid", "nct", "pmcid", "doi", "url", "guid", "title", "headline", "tag" */
const char *key_kind_word(enum key_kind kind);

struct key {
	enum key_kind kind;
	struct str text;
};
struct match_keys {
	struct key v[MATCH_KEYS_MAX];
	size_t n;
};

/* Whether the list has this key. */
bool key_is_in(const struct match_keys *keys, struct key key);

/* All keys that identify an entry of the named source, in the order of key_kind.
 *  - News and pages have their address as a key, with its fragment when that names a part of the
 *    page ("#2024-03-02"). Neither the front page of a site is a key, nor an address that other
 *    stories of the document share. The address of a record of PubMed, PMC or ClinicalTrials.gov
 *    gives the key of that record instead; one at doi.org, or with a DOI in it, gives the DOI too.
 *    Papers and trials have no address as a key.
 *  - Identifiers that a news text only mentions are not its keys: see match_mentions.
 * Those that may be one without sharing a key are found by their blocks (block.h). */
void match_keys(
	struct arena *a, const struct entry *entry, struct str source_name, struct match_keys *out);

/* The publications that the entry is about but is not, for related links: NCT numbers in a paper's
 * databanks, PMIDs in a trial's references, the other record of a correction (erratum, retraction
 * notice, preprint), and identifiers in the text or the links of news. */
void match_mentions(struct arena *a, const struct entry *entry, struct match_keys *out);

/* What is compared of an entry, of whatever kind (citation.h); in the arena. */
struct described;
struct described *match_describe(struct arena *a, const struct entry *entry)
	__attribute__((returns_nonnull));

enum match_answer {
	MATCH_SAME,
	MATCH_POSSIBLE, /* they share the key, but something speaks against it: an editor decides */
	MATCH_RELATED,  /* about the same work: a preprint and its paper, a paper and its correction */
	MATCH_DIFFERENT,
};
/* Whether two that share this key are the same publication. *why becomes the reason, in words for
 * editors, in the arena: "Same DOI 10.1/x and titles agree."
 *  - Two different PMIDs or NCT numbers are never the same.
 *  - An equal DOI joins when the titles agree (trigram similarity of at least 0.5), or the first
 *    author and the page do, and nothing keeps two papers apart (compare.h): supplements give all
 *    their abstracts one DOI.
 *  - An equal address joins when the titles have something in common: pages without addresses of
 *    their own share one.
 *  - An erratum, retraction notice or comment is related to its paper, and so is news about it.
 * The order of the two does not matter. */
enum match_answer match_decide(struct arena *a, const struct described *x,
	const struct described *y, struct key key, struct str *why);

/* An address as a key, or STR_NONE when it is no web address: without scheme, "www.", default port,
 * fragment, trackers, trailing slash, index page and AMP form; host in ASCII, parameters sorted; of
 * a redirector's address, the one that it leads to. The key of "https://" and a key is that key.
 * Costs about a microsecond. */
struct str match_url_key(struct arena *a, struct str url);
/* An address to show and to link: that which a redirector leads to, without trackers. */
struct str match_url_clean(struct arena *a, struct str url);
/* The key of the record that identifiers name: the NCT number before the PMID, PMCID and DOI. Its
 * text is empty when there is none of these. */
struct key match_record_key(const struct keys *ids);
/* The address of that record at its registry, of which match_url_ids gives the number again; empty
 * for keys of other kinds. */
struct str match_record_url(struct arena *a, struct key key);
/* The identifiers that an address itself names: of a record of PubMed, Europe PMC, PMC or
 * ClinicalTrials.gov, else the DOI in an address of doi.org or of a publisher. */
struct keys match_url_ids(struct arena *a, struct str url);

/* Fills the identifiers that an entry with a page of its own does not give from its address: an
 * article's names its DOI or PMCID. */
void match_take_address_ids(struct arena *a, struct entry *entry);

/* The words of a title, folded and joined by single spaces, without markup, punctuation and
 * accents. */
struct str match_title(struct arena *a, struct str title);
/* How alike two titles in normal form are: the Jaccard similarity of their sets of three bytes in a
 * row, 0…1. */
double match_title_similarity(struct str a, struct str b);

#endif
