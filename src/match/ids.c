/* The names that the world gives publications: PMID, PMCID, DOI, NCT number; in fields, in
 * addresses and in running text. */
#include <string.h>

#include "base/url.h"
#include "match/ids.h"
#include "match/match.h"
#include "match/trackers.h"

enum { DOI_MAX = 256, DIGITS_MAX = 9 };

/* Drops a label before the identifier itself: "PMID: 123", "doi:10.1/x". */
static struct str skip_label(struct str text, struct str label)
{
	if (!str_istarts(text, label))
		return text;
	text = str_sub(text, label.n, SIZE_MAX);
	while (text.n && (is_space(text.p[0]) || text.p[0] == ':'))
		text = str_sub(text, 1, SIZE_MAX);
	return text;
}

static size_t digit_run(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/* Decimal digits without leading zeros; STR_NONE for zero and for numbers that no registry has. */
static struct str plain_number(struct str digits)
{
	while (digits.n && digits.p[0] == '0')
		digits = str_sub(digits, 1, SIZE_MAX);
	return digits.n <= DIGITS_MAX ? digits : STR_NONE;
}

struct str match_pmid(struct arena *a, struct str text)
{
	text = skip_label(str_trim(text), S("PMID"));
	return str_is_digits(text) ? str_copy(a, plain_number(text)) : STR_NONE;
}

struct str match_pmcid(struct arena *a, struct str text)
{
	text = skip_label(str_trim(text), S("PMCID"));
	if (!str_istarts(text, S("PMC")))
		return STR_NONE;
	struct str digits = str_sub(text, 3, SIZE_MAX), version = digits;
	digits = str_cut(&version, '.'); /* "PMC1234567.2" is a version of PMC1234567 */
	if (!str_is_digits(digits) || (version.p && !str_is_digits(version)) || !plain_number(digits).n)
		return STR_NONE;
	return str_printf(a, "PMC" STR_FMT, STR_ARG(plain_number(digits)));
}

struct str match_nct(struct arena *a, struct str text)
{
	text = skip_label(str_trim(text), S("ClinicalTrials.gov"));
	text = skip_label(text, S("identifier"));
	if (text.n < 11 || !str_istarts(text, S("NCT")))
		return STR_NONE;
	struct str digits = str_sub(text, 3, SIZE_MAX);
	while (digits.n > 8 && strchr(" -:#", digits.p[0]))
		digits = str_sub(digits, 1, SIZE_MAX);
	if (digits.n != 8 || !str_is_digits(digits) || str_eq(digits, S("00000000")))
		return STR_NONE;
	return str_printf(a, "NCT" STR_FMT, STR_ARG(digits));
}

/* The bytes at the front of s that can belong to a DOI (ISO 26324): up to white space or what
 * quotes and markup end with. */
static size_t doi_run(struct str s)
{
	size_t n = 0;
	while (n < s.n && n < DOI_MAX && (unsigned char)s.p[n] > ' ' && !strchr("\"\x7f", s.p[n]))
		n++;
	return n;
}

static size_t count_char(struct str s, char c)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n; i++)
		count += s.p[i] == c;
	return count;
}

/* Sentence punctuation is not part of the name, nor is a bracket that was opened before it. */
static struct str doi_trim(struct str doi)
{
	static const char *const brackets[] = {"()", "[]", "<>"};
	for (size_t before = SIZE_MAX; doi.n && doi.n != before;) {
		before = doi.n;
		char last = doi.p[doi.n - 1];
		if (strchr(".,;:'", last))
			doi.n--;
		for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
			if (last == brackets[i][1] &&
				count_char(doi, brackets[i][1]) > count_char(doi, brackets[i][0]))
				doi.n--;
	}
	return doi;
}

/* "10." registrant "/" suffix at the front of s: what of s is the DOI. */
static struct str doi_at(struct str s)
{
	struct str rest = str_sub(s, 3, SIZE_MAX);
	size_t registrant = digit_run(rest);
	if (!str_starts(s, S("10.")) || registrant < 4 || registrant > 9)
		return STR_NONE;
	size_t slash = registrant;
	while (slash < rest.n && (is_digit(rest.p[slash]) || rest.p[slash] == '.'))
		slash++;
	if (slash >= rest.n || rest.p[slash] != '/')
		return STR_NONE;
	struct str doi = doi_trim(str_sub(s, 0, doi_run(s)));
	return doi.n > 3 + slash + 1 ? doi : STR_NONE;
}

struct str match_doi(struct arena *a, struct str text)
{
	static const char *const labels[] = {
		"https://", "http://", "info:doi/", "www.", "dx.", "doi.org/", "doi.org", "doi"};
	text = str_trim(text);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		text = skip_label(text, str_of(labels[i]));
	if (!str_starts(text, S("10.")))
		return STR_NONE;
	struct str doi = doi_at(str_find_char(text, '%') == STR_NOT_FOUND ? text : url_decode(a, text));
	return doi.n ? str_lower(a, doi) : STR_NONE;
}

/* A publisher's address goes on after the DOI: "/full", ".full.pdf", "/abstract". */
static struct str doi_trim_page(struct str path)
{
	static const char *const endings[] = {
		"/full",
		"/abstract",
		"/abs",
		"/pdf",
		"/epdf",
		"/html",
		"/fulltext",
		"/full.pdf",
		"/meta",
		"/summary",
		"/references",
		"/figures",
		".full",
		".full.pdf",
		".full-text",
		".abstract",
		".pdf",
		".html",
		".short",
		".long",
		".supplementary-material",
		"/fulltext.html",
		".full.html",
	};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str ending = str_of(endings[i]);
		if (path.n > ending.n && str_ieq(str_sub(path, path.n - ending.n, SIZE_MAX), ending))
			path = str_sub(path, 0, path.n - ending.n);
	}
	return path;
}

/* bioRxiv and medRxiv put the version after the DOI ("v2"); the versions are one publication. */
static struct str doi_trim_version(struct str doi)
{
	if (!str_starts(doi, S("10.1101/")) && !str_starts(doi, S("10.64898/")))
		return doi;
	size_t n = doi.n;
	while (n && is_digit(doi.p[n - 1]))
		n--;
	return n > 1 && n < doi.n && doi.p[n - 1] == 'v' && is_digit(doi.p[n - 2]) ?
		str_sub(doi, 0, n - 1) :
		doi;
}

enum id_kind { ID_PMID, ID_PMCID, ID_NCT };

/* Where the registries keep their pages; hosts and paths as match_url_key writes them. */
static const struct {
	const char *host, *path;
	enum id_kind kind;
} PAGES[] = {
	{"pubmed.ncbi.nlm.nih.gov", "/", ID_PMID},
	{"ncbi.nlm.nih.gov", "/pubmed/", ID_PMID},
	{"ncbi.nlm.nih.gov", "/m/pubmed/", ID_PMID},
	{"europepmc.org", "/article/MED/", ID_PMID},
	{"europepmc.org", "/abstract/MED/", ID_PMID},
	{"ncbi.nlm.nih.gov", "/pmc/articles/", ID_PMCID},
	{"pmc.ncbi.nlm.nih.gov", "/articles/", ID_PMCID},
	{"europepmc.org", "/article/PMC/", ID_PMCID},
	{"europepmc.org", "/articles/", ID_PMCID},
	{"clinicaltrials.gov", "/study/", ID_NCT},
	{"clinicaltrials.gov", "/ct2/show/record/", ID_NCT},
	{"clinicaltrials.gov", "/ct2/show/results/", ID_NCT},
	{"clinicaltrials.gov", "/ct2/show/study/", ID_NCT},
	{"clinicaltrials.gov", "/ct2/show/", ID_NCT},
	{"clinicaltrials.gov", "/ct/show/", ID_NCT},
	{"clinicaltrials.gov", "/show/", ID_NCT},
};

static void ids_of_registry(struct arena *a, struct str host, struct str path, struct keys *out)
{
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
		struct str prefix = str_of(PAGES[i].path);
		if (!host_is(host, str_of(PAGES[i].host)) || !str_istarts(path, prefix))
			continue;
		struct str rest = str_sub(path, prefix.n, SIZE_MAX), number = str_cut(&rest, '/');
		if (PAGES[i].kind == ID_PMID && !out->pmid.n)
			out->pmid = match_pmid(a, number);
		else if (PAGES[i].kind == ID_PMCID && !out->pmcid.n)
			out->pmcid = match_pmcid(a, number);
		else if (PAGES[i].kind == ID_NCT && !out->nct.n)
			out->nct = match_nct(a, number);
	}
}

/* The DOI in a resolver's or a publisher's address: after a "/" of the path, or as the parameter
 * id, doi or article. */
static struct str doi_of_url(struct arena *a, struct str path, struct str query)
{
	size_t at = str_find(path, S("/10."));
	if (at != STR_NOT_FOUND) {
		struct str doi = match_doi(
			a, doi_trim_page(url_decode(a, str_sub(path, at + 1, SIZE_MAX))));
		return doi_trim_version(doi_trim_page(doi));
	}
	while (query.n) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');
		if (str_eq(name, S("id")) || str_eq(name, S("doi")))
			if (str_starts(value, S("10.")))
				return match_doi(a, value);
	}
	return STR_NONE;
}

struct keys match_url_ids(struct arena *a, struct str url)
{
	struct keys ids = {0};
	struct str path = match_url_key(a, url), query = STR_NONE;
	size_t slash = str_find_char(path, '/');
	if (slash == STR_NOT_FOUND)
		return ids;
	struct str host = str_sub(path, 0, slash);
	query = str_sub(path, slash, SIZE_MAX);
	path = str_cut(&query, '?');
	ids_of_registry(a, host, path, &ids);
	if (!ids.pmid.n && !ids.pmcid.n && !ids.nct.n)
		ids.doi = doi_of_url(a, path, query);
	return ids;
}

static bool is_word_char(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* One identifier at byte i of the text, which no word runs into. Returns the bytes it takes, 0 for
 * none. */
static size_t id_at(struct arena *a, struct str text, size_t i, struct key *out)
{
	struct str rest = str_sub(text, i, SIZE_MAX);
	size_t digits;
	switch (to_lower(rest.p[0])) {
	case 'n':
		*out = (struct key){KEY_NCT, match_nct(a, str_sub(rest, 0, 11))};
		return out->text.n && digit_run(str_sub(rest, 3, SIZE_MAX)) == 8 ? 11 : 0;
	case 'p':
		if (str_istarts(rest, S("PMC")) && (digits = digit_run(str_sub(rest, 3, SIZE_MAX))) > 0) {
			*out = (struct key){KEY_PMCID, match_pmcid(a, str_sub(rest, 0, 3 + digits))};
			return out->text.n ? 3 + digits : 0;
		}
		if (str_istarts(rest, S("PMID")) || str_istarts(rest, S("pubmed.ncbi.nlm.nih.gov/"))) {
			struct str number = skip_label(
				skip_label(rest, S("PMID")), S("pubmed.ncbi.nlm.nih.gov/"));
			*out = (struct key){KEY_PMID, match_pmid(a, str_sub(number, 0, digit_run(number)))};
			return out->text.n ? rest.n - number.n + digit_run(number) : 0;
		}
		return 0;
	case '1':
		*out = (struct key){KEY_DOI, doi_trim_version(match_doi(a, doi_at(rest)))};
		return out->text.n ? doi_run(rest) : 0;
	default: return 0;
	}
}

void ids_in_text(struct arena *a, struct str text, struct match_keys *out)
{
	/* NCT…, PMID and PMC…, pubmed…, 10.…: the letters that may follow the first rule out nearly
	 * every place, in one comparison each. */
	static const char second[256] =
		{['n'] = 'c', ['N'] = 'c', ['p'] = 'm', ['P'] = 'm', ['1'] = '0'},
					  other[256] = {['p'] = 'u', ['P'] = 'u'};
	for (size_t i = 0; i + 1 < text.n; i++) {
		struct key key = {0};
		unsigned char first = (unsigned char)text.p[i];
		char next = (char)(text.p[i + 1] | 32); /* small, if it is a letter */
		if (((next != second[first]) & (next != other[first])) ||
			(i && is_word_char(text.p[i - 1])))
			continue;
		size_t n = id_at(a, text, i, &key);
		if (n)
			keys_add(out, key.kind, key.text);
		i += n ? n - 1 : 0;
	}
}

void keys_add(struct match_keys *keys, enum key_kind kind, struct str text)
{
	bool known = text.n == 0 || keys->n == sizeof keys->v / sizeof *keys->v;
	for (size_t i = 0; i < keys->n && !known; i++)
		known = keys->v[i].kind == kind && str_eq(keys->v[i].text, text);
	if (!known)
		keys->v[keys->n++] = (struct key){kind, text};
}
