#include "match/doi.h"

#include "base/array.h"

/* What publishers add to the DOI in the addresses of their pages. */
/* clang-format off */
static const char *const PAGE_ENDINGS[] = {
	"/full", "/abstract", "/abs", "/pdf", "/epdf", "/html", "/fulltext", "/full.pdf", "/meta",
	"/summary", "/references", "/figures", ".full", ".full.pdf", ".full-text", ".abstract",
	".pdf", ".html", ".short", ".long", ".supplementary-material", "/fulltext.html", ".full.html",
	".full.pdf+html", ".article-info", ".article-metrics",
};
/* clang-format on */

struct str doi_trim_page(struct str path)
{
	for (size_t i = 0; i < ARRAY_COUNT(PAGE_ENDINGS); i++) {
		struct str ending = str_of(PAGE_ENDINGS[i]);
		if (path.n > ending.n && str_iends(path, ending))
			path = str_sub(path, 0, path.n - ending.n);
	}
	return path;
}

struct str doi_trim_article(struct str doi)
{
	size_t n = doi.n;
	while (n && is_digit(doi.p[n - 1]))
		n--;
	bool added = str_starts(doi, S("10.1093/")) && n < doi.n && n > 9 && doi.p[n - 1] == '/' &&
		str_find_char(str_sub(doi, 8, n - 9), '/') != STR_NOT_FOUND;
	return added ? str_sub(doi, 0, n - 1) : doi;
}

struct str doi_trim_version(struct str doi)
{
	if (!str_starts(doi, S("10.1101/")) && !str_starts(doi, S("10.64898/")))
		return doi;
	size_t n = doi.n;
	while (n && is_digit(doi.p[n - 1]))
		n--;
	bool version = n > 1 && n < doi.n && doi.p[n - 1] == 'v' && is_digit(doi.p[n - 2]);
	return version ? str_sub(doi, 0, n - 1) : doi;
}
