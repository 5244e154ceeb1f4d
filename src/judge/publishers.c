/* Publishers whose addresses carry no DOI or PMCID, and registries other than ClinicalTrials.gov.
 * Addresses with an identifier in them need no line here (match_url_ids). */
#include "judge/publishers.h"

#include "base/array.h"
#include "base/url.h"

/* A page at the host or below it, in whose path this stands; with "^", at its beginning. */
static const struct {
	enum page_kind kind;
	const char *host, *path;
} PAGES[] = {
	{PAGE_OF_ARTICLE, "sciencedirect.com", "/science/article/"},
	{PAGE_OF_ARTICLE, "linkinghub.elsevier.com", "/retrieve/pii/"},
	{PAGE_OF_ARTICLE, "thelancet.com", "/article/"},
	{PAGE_OF_ARTICLE, "cell.com", "/fulltext/"},
	{PAGE_OF_ARTICLE, "cell.com", "/abstract/"},
	{PAGE_OF_ARTICLE, "jamanetwork.com", "/fullarticle/"},
	{PAGE_OF_ARTICLE, "jamanetwork.com", "/article-abstract/"},
	{PAGE_OF_ARTICLE, "bmj.com", "/cgi/content/"},
	{PAGE_OF_ARTICLE, "bmj.com", "/content/"},
	{PAGE_OF_ARTICLE, "academic.oup.com", "article"},
	{PAGE_OF_ARTICLE, "nature.com", "/articles/"},
	{PAGE_OF_ARTICLE, "mdpi.com", "^/1"}, /* an ISSN: /1422-0067/… */
	{PAGE_OF_ARTICLE, "mdpi.com", "^/2"},
	{PAGE_OF_ARTICLE, "journals.lww.com", "/fulltext/"},
	{PAGE_OF_ARTICLE, "journals.lww.com", "/abstract/"},
	{PAGE_OF_ARTICLE, "journals.lww.com", "/citation/"},
	{PAGE_OF_ARTICLE, "jrheum.org", "/content/"},
	{PAGE_OF_ARTICLE, "ersjournals.com", "/content/"},
	{PAGE_OF_ARTICLE, "ersnet.org", "/content/"},
	{PAGE_OF_ARTICLE, "atsjournals.org", "/doi/"},
	{PAGE_OF_ARTICLE, "cambridge.org", "/article/"},
	{PAGE_OF_ARTICLE, "karger.com", "/article"},
	{PAGE_OF_ARTICLE, "thieme-connect.com", "/products/ejournals/"},
	{PAGE_OF_ARTICLE, "thieme-connect.de", "/products/ejournals/"},
	{PAGE_OF_ARTICLE, "dovepress.com", "-fulltext-article-"},
	{PAGE_OF_ARTICLE, "elifesciences.org", "/articles/"},
	{PAGE_OF_ARTICLE, "jci.org", "/articles/"},
	{PAGE_OF_ARTICLE, "insight.jci.org", "/articles/"},
	{PAGE_OF_ARTICLE, "rupress.org", "/article"},
	{PAGE_OF_ARTICLE, "ashpublications.org", "/article"},
	{PAGE_OF_ARTICLE, "aacrjournals.org", "/article"},
	{PAGE_OF_ARTICLE, "diabetesjournals.org", "/article"},
	{PAGE_OF_ARTICLE, "haematologica.org", "/article/"},
	{PAGE_OF_ARTICLE, "clinexprheumatol.org", "/abstract"},
	{PAGE_OF_ARTICLE, "cureus.com", "/articles/"},
	{PAGE_OF_ARTICLE, "f1000research.com", "/articles/"},
	{PAGE_OF_ARTICLE, "wellcomeopenresearch.org", "/articles/"},
	{PAGE_OF_ARTICLE, "peerj.com", "/articles/"},
	{PAGE_OF_ARTICLE, "hindawi.com", "/journals/"},
	{PAGE_OF_ARTICLE, "jmir.org", "^/20"},
	{PAGE_OF_ARTICLE, "scielo.br", "/j/"},
	{PAGE_OF_ARTICLE, "jstage.jst.go.jp", "/article/"},
	{PAGE_OF_ARTICLE, "aerzteblatt.de", "/archiv/"},
	{PAGE_OF_ARTICLE, "researchsquare.com", "/article/"},
	{PAGE_OF_ARTICLE, "preprints.org", "/manuscript/"},
	{PAGE_OF_ARTICLE, "arxiv.org", "/abs/"},
	{PAGE_OF_ARTICLE, "ssrn.com", "abstract"},
	{PAGE_OF_ARTICLE, "europepmc.org", "/article/"},
	{PAGE_OF_TRIAL, "euclinicaltrials.eu", "/view/"},
	{PAGE_OF_TRIAL, "euclinicaltrials.eu", "/ctis-public/"},
	{PAGE_OF_TRIAL, "clinicaltrialsregister.eu", "/ctr-search/trial/"},
	{PAGE_OF_TRIAL, "isrctn.com", "/ISRCTN"},
	{PAGE_OF_TRIAL, "drks.de", "/trial/"},
	{PAGE_OF_TRIAL, "anzctr.org.au", "/Trial/"},
	{PAGE_OF_TRIAL, "jrct.niph.go.jp", "/latest-detail/"},
	{PAGE_OF_TRIAL, "umin.ac.jp", "/ctr_view"},
	{PAGE_OF_TRIAL, "trialsearch.who.int", "/Trial2"},
	{PAGE_OF_TRIAL, "ensaiosclinicos.gov.br", "/rg/"},
	{PAGE_OF_TRIAL, "chictr.org.cn", "/showproj"},
	{PAGE_OF_TRIAL, "ctri.nic.in", "/Clinicaltrials/"},
	{PAGE_OF_TRIAL, "onderzoekmetmensen.nl", "/trial/"},
};

static bool has_path(struct str path, struct str wanted)
{
	if (wanted.p[0] == '^')
		return str_istarts(path, str_sub(wanted, 1, SIZE_MAX));
	return str_ifind(path, wanted) != STR_NOT_FOUND;
}

enum page_kind publishers_page(struct arena *a, struct str address)
{
	struct url url;
	if (!url_parse(a, address, &url))
		return PAGE_ANY;
	struct str path = STR_CAT(a, url.path, S("?"), url.query);
	for (size_t i = 0; i < ARRAY_COUNT(PAGES); i++)
		if (url_host_is_in(url.host, str_of(PAGES[i].host)) &&
			has_path(path, str_of(PAGES[i].path)))
			return PAGES[i].kind;
	return PAGE_ANY;
}
