#include "parse/feed/identifier.h"

#include <assert.h>
#include <string.h>

#include "base/url.h"

/* The digits at the front of s. */
static struct str leading_digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return str_sub(s, 0, n);
}

static struct str without_zeros(struct str digits)
{
	while (digits.n > 1 && digits.p[0] == '0')
		digits = str_sub(digits, 1, SIZE_MAX);
	return digits;
}

/* The DOI at the front of s ("10.1234/…"), percent-decoded, in lower case and without the
 * punctuation that a sentence puts behind it; empty when there is none. */
static struct str read_doi(struct arena *a, struct str s)
{
	size_t n = 0;
	while (n < s.n && !is_space(s.p[n]) && !strchr("?#<>\"&", s.p[n]))
		n++;
	s = str_lower(a, url_decode(a, str_sub(s, 0, n)));
	struct str registrant = leading_digits(str_sub(s, 3, SIZE_MAX));
	if (!str_starts(s, S("10.")) || registrant.n < 4 ||
		!str_starts(str_sub(s, 3 + registrant.n, SIZE_MAX), S("/")))
		return STR_NONE;
	while (s.n && strchr(".,;)]", s.p[s.n - 1]))
		s.n--;
	return s;
}

/* The NCT number at the front of s; empty when there is none. */
static struct str read_nct(struct arena *a, struct str s)
{
	if (!str_istarts(s, S("NCT")) || leading_digits(str_sub(s, 3, SIZE_MAX)).n != 8)
		return STR_NONE;
	return str_printf(a, "NCT" STR_FMT, 8, s.p + 3);
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
	assert(kind == PMID || kind == DOI || kind == NCT);
	struct str *members[] = {[PMID] = &entry->pmid, [DOI] = &entry->doi, [NCT] = &entry->nct};
	if (members[kind]->n)
		return;
	struct str digits = leading_digits(rest);
	if (kind == PMID)
		*members[kind] = digits.n <= 9 ? without_zeros(digits) : STR_NONE;
	else
		*members[kind] = kind == DOI ? read_doi(a, rest) : read_nct(a, rest);
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
