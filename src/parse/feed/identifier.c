#include "parse/feed/identifier.h"

#include <string.h>

#include "model/identifier.h"

/* The DOI at the front of s; in an address, other things may follow it. */
static struct str doi_at(struct arena *a, struct str s)
{
	size_t n = 0;
	while (n < s.n && !is_space(s.p[n]) && !strchr("?#\"&", s.p[n]))
		n++;
	return identifier_doi(a, str_sub(s, 0, n));
}

/* The NCT number at the front of s. */
static struct str nct_at(struct arena *a, struct str s)
{
	return identifier_nct(a, str_sub(s, 0, 3 + identifier_digit_run(str_sub(s, 3, SIZE_MAX))));
}

enum identifier_kind { PMID, DOI, NCT };
/* What stands before an identifier: a prefix at the front of the text, or a part of an address,
 * which may stand anywhere in it. */
static const struct {
	struct str before;
	enum identifier_kind kind;
	bool anywhere;
} IDENTIFIERS[] = {
	{S("pmid:"), PMID, false},
	{S("pubmed:"), PMID, false},
	{S("pubmed.ncbi.nlm.nih.gov/"), PMID, true},
	{S("ncbi.nlm.nih.gov/pubmed/"), PMID, true},
	{S("europepmc.org/article/MED/"), PMID, true},
	{S("europepmc.org/article/med/"), PMID, true},
	{S("doi:"), DOI, false},
	{S("info:doi/"), DOI, false},
	{S("urn:doi:"), DOI, false},
	{S("10."), DOI, false},
	{S("doi.org/"), DOI, true},
	{S("clinicaltrials.gov/study/"), NCT, true},
	{S("clinicaltrials.gov/ct2/show/"), NCT, true},
	{S("clinicaltrials.gov/show/"), NCT, true},
	{S("nct"), NCT, false},
};

/* Sets an identifier from the text behind what stands before it. */
static void set_identifier(
	struct arena *a, struct feed_entry *entry, enum identifier_kind kind, struct str rest)
{
	const struct str members[] = {[PMID] = entry->pmid, [DOI] = entry->doi, [NCT] = entry->nct};
	if (members[kind].n)
		return;
	switch (kind) {
	case PMID:
		entry->pmid = identifier_pmid(a, str_sub(rest, 0, identifier_digit_run(rest)));
		break;
	case DOI: entry->doi = doi_at(a, rest); break;
	case NCT: entry->nct = nct_at(a, rest); break;
	}
}

/* False for nearly all addresses, which saves the search. */
static bool may_hold_identifier(struct str text)
{
	return !str_istarts(text, S("http")) || str_find(text, S(".gov/")) != STR_NOT_FOUND ||
		str_find(text, S(".org/")) != STR_NOT_FOUND;
}

void feed_identifier_add(struct arena *a, struct feed_entry *entry, struct str text)
{
	text = str_trim(text);
	if (!may_hold_identifier(text))
		return;
	for (size_t i = 0; i < sizeof IDENTIFIERS / sizeof *IDENTIFIERS; i++) {
		struct str before = IDENTIFIERS[i].before;
		size_t at = IDENTIFIERS[i].anywhere ? str_find(text, before) :
			str_istarts(text, before)       ? 0 :
											  STR_NOT_FOUND;
		if (at == STR_NOT_FOUND)
			continue;
		/* "10." and "nct" are parts of the identifier itself. */
		bool part = str_eq(before, S("10.")) || str_eq(before, S("nct"));
		set_identifier(a, entry, IDENTIFIERS[i].kind,
			str_trim(str_sub(text, part ? at : at + before.n, SIZE_MAX)));
	}
}
