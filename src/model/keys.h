/* keys: the names that the world gave a publication. */
#ifndef MODEL_KEYS_H
#define MODEL_KEYS_H

#include "base/str.h"

/* Normalised: pmid digits without leading zeros; pmcid "PMC123"; doi lower case, no resolver, no
 * trailing punctuation; nct "NCT" and eight digits. Empty: it has none. */
struct keys {
	struct str pmid, pmcid, doi, nct;
};

/* What the keys say that their bearer is. An item of a feed that has keys of its own announces that
 * very publication; one without is news, whatever publications its text mentions. */
enum keys_named {
	KEYS_NAME_NOTHING,
	KEYS_NAME_PAPER, /* a record of PubMed or PMC */
	KEYS_NAME_TRIAL, /* a registered trial */
	KEYS_NAME_DOI,   /* something with a DOI, most likely a paper */
};
/* By the strongest of the keys, in that order. */
enum keys_named keys_name_publication(const struct keys *keys);

#endif
