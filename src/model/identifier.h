/* identifier: the names of publications as everybody outside writes them, in the one form in which
 * we keep and compare them (struct keys of keys.h). */
#ifndef MODEL_IDENTIFIER_H
#define MODEL_IDENTIFIER_H

#include "base/arena.h"

/* The normal form of an identifier with or without a label in front ("PMID: 031314805",
 * "https://doi.org/10.1000%2FAB"); STR_NONE when the text is not just that. A normal form is its
 * own normal form. */

/* At most 9 digits, without leading zeros. */
struct str identifier_pmid(struct arena *a, struct str text);
/* "PMC" and digits, without the version of a manuscript ("PMC123.1"). */
struct str identifier_pmcid(struct arena *a, struct str text);
/* "NCT" and eight digits (ClinicalTrials.gov). */
struct str identifier_nct(struct arena *a, struct str text);
/* A DOI (ISO 26324) in lower case, percent-decoded, up to white space or a quotation mark. It does
 * not end in the punctuation of a sentence, nor in a closing bracket that it does not open. What is
 * not UTF-8 in it becomes U+FFFD. */
struct str identifier_doi(struct arena *a, struct str text);

/* Whether s is such a normal form. */
bool identifier_is_nct(struct str s);
bool identifier_is_pmcid(struct str s);

/* For those who look for identifiers in a text. */

/* `text` without the label at its front, and without the blanks and colons behind the label:
 * "PMID: 123" gives "123". */
struct str identifier_skip_label(struct str text, struct str label);
/* The number of decimal digits at the front of s. */
size_t identifier_digit_run(struct str s);
/* The number of bytes at the front of s that may belong to a DOI: up to white space or a quotation
 * mark. */
size_t identifier_doi_run(struct str s);
/* The DOI at the front of s as it is written there, ended as identifier_doi ends it; STR_NONE when
 * there is none. */
struct str identifier_doi_at(struct str s);
/* The normal form of the first DOI in a text, as the words of a RefSource name it ("Sample J.
 * 2026;1:2. doi: 10.1234/x"); STR_NONE when there is none. */
struct str identifier_doi_in(struct arena *a, struct str text);

#endif
