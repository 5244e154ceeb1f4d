#include "match/veto.h"

#include <stdlib.h>

#include "match/journal.h"
#include "model/title_role.h"

static bool ids_differ(struct str a, struct str b)
{
	return a.n && b.n && !str_eq(a, b);
}

bool match_dois_agree(const struct described *x, const struct described *y)
{
	return x->work_doi.n && str_eq(x->work_doi, y->work_doi);
}

bool match_is_one_preprint(const struct described *x, const struct described *y)
{
	return x->kind == y->kind && x->preprint && y->preprint && match_dois_agree(x, y);
}

static bool roles_differ(const struct described *x, const struct described *y)
{
	return x->role != y->role &&
		!(title_role_is_work((enum title_role)x->role) &&
			title_role_is_work((enum title_role)y->role));
}

/* One of them may be the article before it was in an issue: then its pages are its own, and its
 * year is that before. */
static bool one_is_ahead(const struct described *x, const struct described *y)
{
	return locus_is_ahead_of_print(&x->locus) != locus_is_ahead_of_print(&y->locus) &&
		journal_agrees(x->journal, y->journal) && author_first_agrees(&x->authors, &y->authors);
}

static const char *veto_of_place(
	const struct described *x, const struct described *y, const struct title_match *titles)
{
	const struct locus *a = &x->locus, *b = &y->locus;
	/* One DOI, title and author: then it is the source that is wrong about volume or page. */
	if (match_dois_agree(x, y) && title_match_is_equal(titles) &&
		author_first_may_agree(&x->authors, &y->authors))
		return NULL;
	if (locus_volumes_differ(a, b))
		return "In two volumes.";
	/* Two databases that count the pages differently still overlap. */
	bool other_pages = locus_starts_differ(a, b) &&
		!(title_match_is_equal(titles) && (one_is_ahead(x, y) || locus_ranges_overlap(a, b)));
	if (other_pages)
		return "On different pages.";
	/* A volume that counts its pages through has each of them once. Where each issue begins with
	 * page 1, titles must tell. */
	bool one_article = locus_ranges_agree(a, b) && title_match_is_strong(titles) && !x->generic &&
		!y->generic;
	if (locus_issues_differ(a, b) && !one_article)
		return "In two issues.";
	return NULL;
}

const char *veto_of_papers(
	const struct described *x, const struct described *y, const struct title_match *titles)
{
	bool generic = x->generic || y->generic;
	bool placed = locus_volumes_agree(&x->locus, &y->locus) &&
		locus_starts_agree(&x->locus, &y->locus) && title_match_is_strong(titles) && !generic;
	/* A review that is updated keeps its number, as those of the Cochrane Library do. */
	bool numbered = locus_numbers_agree(&x->locus, &y->locus) && title_match_is_equal(titles);
	if (ids_differ(x->keys.pmid, y->keys.pmid))
		return "Two PubMed records.";
	if (roles_differ(x, y))
		return "One is a correction, a retraction or a reply, the other is not.";
	if (match_is_one_preprint(x, y))
		return NULL;
	if (titles->numbers)
		return "The numbers in the titles differ.";
	if (x->preprint != y->preprint)
		return "One is a preprint.";
	if (x->year && y->year && abs(x->year - y->year) > 1 &&
		!(match_dois_agree(x, y) && title_match_is_equal(titles)) && !numbered)
		return "The years differ.";
	if (ids_differ(x->work_doi, y->work_doi) && !placed)
		return "Two DOIs.";
	return veto_of_place(x, y, titles);
}
