#include "match/text_ids.h"

#include <assert.h>

#include "match/doi.h"
#include "match/key.h"
#include "model/identifier.h"

enum { NCT_BYTES = 11 };

static bool is_word_char(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* Each of these reads one identifier at the front of s, and returns the bytes that it takes, or
 * 0. */

static size_t nct_at(struct arena *a, struct str s, struct key *out)
{
	*out = (struct key){KEY_NCT, identifier_nct(a, str_sub(s, 0, NCT_BYTES))};
	return out->text.n && identifier_digit_run(str_sub(s, 3, SIZE_MAX)) == 8 ? NCT_BYTES : 0;
}

static size_t pmcid_at(struct arena *a, struct str s, struct key *out)
{
	size_t n = 3 + identifier_digit_run(str_sub(s, 3, SIZE_MAX));
	*out = (struct key){KEY_PMCID, identifier_pmcid(a, str_sub(s, 0, n))};
	return out->text.n ? n : 0;
}

/* "PMID: 31314805" or "pubmed.ncbi.nlm.nih.gov/31314805". */
static size_t pmid_at(struct arena *a, struct str s, struct key *out)
{
	struct str number = identifier_skip_label(
		identifier_skip_label(s, S("PMID")), S("pubmed.ncbi.nlm.nih.gov/"));
	size_t digits = identifier_digit_run(number);
	if (number.n == s.n)
		return 0;
	*out = (struct key){KEY_PMID, identifier_pmid(a, str_sub(number, 0, digits))};
	return out->text.n ? s.n - number.n + digits : 0;
}

static size_t doi_key_at(struct arena *a, struct str s, struct key *out)
{
	*out = (struct key){KEY_DOI, doi_trim_version(identifier_doi(a, identifier_doi_at(s)))};
	return out->text.n ? identifier_doi_run(s) : 0;
}

static size_t id_at(struct arena *a, struct str s, struct key *out)
{
	size_t n = 0;
	switch (to_lower(s.p[0])) {
	case 'n': return nct_at(a, s, out);
	case 'p':
		if (str_istarts(s, S("PMC")))
			n = pmcid_at(a, s, out);
		return n ? n : pmid_at(a, s, out);
	case '1': return doi_key_at(a, s, out);
	default: return 0;
	}
}

void text_ids_add(struct arena *a, struct str text, struct match_keys *out)
{
	/* NCT…, PMID and PMC…, pubmed…, 10.…: the letters that may follow the first one rule out nearly
	 * every place in one comparison each. */
	static const char second[256] =
		{['n'] = 'c', ['N'] = 'c', ['p'] = 'm', ['P'] = 'm', ['1'] = '0'},
					  other[256] = {['p'] = 'u', ['P'] = 'u'};
	for (size_t i = 0; i + 1 < text.n; i++) {
		struct key key = {0};
		unsigned char first = (unsigned char)text.p[i];
		char next = (char)(text.p[i + 1] | 32); /* in lower case, if it is a letter */
		if (((next != second[first]) & (next != other[first])) ||
			(i && is_word_char(text.p[i - 1])))
			continue;
		size_t n = id_at(a, str_sub(text, i, SIZE_MAX), &key);
		assert(i + n <= text.n);
		if (n)
			key_add(out, key.kind, key.text);
		i += n ? n - 1 : 0;
	}
}
