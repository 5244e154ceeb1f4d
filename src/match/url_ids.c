/* The identifiers that an address itself is. */
#include "base/array.h"
#include "base/url.h"
#include "match/doi.h"
#include "match/host.h"
#include "match/match.h"
#include "model/identifier.h"

enum id_kind { ID_PMID, ID_PMCID, ID_NCT };

/* Where the registries keep their pages. Hosts and paths are as match_url_key writes them. */
static const struct {
	const char *host, *path;
	enum id_kind kind;
} PAGES[] = {
	{"pubmed.ncbi.nlm.nih.gov", "/", ID_PMID},
	{"pubmed.gov", "/", ID_PMID},
	{"ncbi.nlm.nih.gov", "/pubmed/", ID_PMID},
	{"ncbi.nlm.nih.gov", "/pmc/articles/pmid/", ID_PMID},
	{"pmc.ncbi.nlm.nih.gov", "/articles/pmid/", ID_PMID},
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
	for (size_t i = 0; i < ARRAY_COUNT(PAGES); i++) {
		struct str prefix = str_of(PAGES[i].path);
		if (!url_host_is_in(host, str_of(PAGES[i].host)) || !str_istarts(path, prefix))
			continue;
		struct str rest = str_sub(path, prefix.n, SIZE_MAX), number = str_cut(&rest, '/');
		if (PAGES[i].kind == ID_PMID && !out->pmid.n)
			out->pmid = identifier_pmid(a, number);
		else if (PAGES[i].kind == ID_PMCID && !out->pmcid.n)
			out->pmcid = identifier_pmcid(a, number);
		else if (PAGES[i].kind == ID_NCT && !out->nct.n)
			out->nct = identifier_nct(a, number);
	}
}

/* The DOI in the address of a resolver or a publisher: after a "/" of the path, or as the parameter
 * "id" or "doi". */
static struct str doi_of_url(struct arena *a, struct str path, struct str query)
{
	size_t at = str_find(path, S("/10."));
	if (at != STR_NOT_FOUND) {
		struct str doi = identifier_doi(
			a, doi_trim_page(url_decode(a, str_sub(path, at + 1, SIZE_MAX))));
		return doi_trim_version(doi_trim_article(doi_trim_page(doi)));
	}
	while (query.n) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');
		if (str_eq(name, S("id")) || str_eq(name, S("doi")))
			if (str_starts(value, S("10.")))
				return identifier_doi(a, value);
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
