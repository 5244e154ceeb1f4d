/* Two records of papers: whether they are of one publication. */
#include <assert.h>
#include <stdlib.h>

#include "match/journal.h"
#include "match/rules.h"
#include "match/veto.h"
#include "model/title_role.h"

static const double LISTS_AGREE = 0.6; /* the share of authors that both have */

struct papers {
	const struct described *x, *y;
	struct title_match titles;
	bool volume, start, range;                   /* agree */
	bool journal, journal_differs;               /* agree; are two */
	bool year;                                   /* are known and equal */
	bool first, first_may;                       /* the first authors agree; may agree */
	bool lists;                                  /* the authors agree as far as they are named */
	bool people;                                 /* they are the same, in whatever order */
	bool one_without_place, one_without_journal; /* one of them names no page; no journal */
};

static struct comparison same(double strength, const char *why)
{
	return (struct comparison){.answer = MATCH_SAME, .strength = strength, .why = why};
}

static const struct comparison DIFFERENT = {.answer = MATCH_DIFFERENT, .why = ""};

static struct papers papers_of(const struct described *x, const struct described *y)
{
	const struct locus *a = &x->locus, *b = &y->locus;
	return (struct papers){.x = x,
		.y = y,
		.titles = title_match_of(x, y),
		.volume = locus_volumes_agree(a, b),
		.start = locus_starts_agree(a, b),
		.range = locus_ranges_agree(a, b),
		.journal = journal_agrees(x->journal, y->journal),
		.journal_differs = journal_differs(x->journal, y->journal),
		.year = x->year && x->year == y->year,
		.first = author_first_agrees(&x->authors, &y->authors),
		.first_may = author_first_may_agree(&x->authors, &y->authors),
		.lists = author_overlap(&x->authors, &y->authors) >= LISTS_AGREE,
		.people = x->authors.n > 1 && x->authors.n == y->authors.n &&
			author_overlap(&x->authors, &y->authors) == 1,
		.one_without_place = !a->start_count || !b->start_count,
		.one_without_journal = !x->journal.n || !y->journal.n};
}

/* A supplement gives all its abstracts one DOI, and a database may give a paper that of another. */
static struct comparison by_doi(const struct papers *p)
{
	bool generic = p->x->generic || p->y->generic, near = title_match_is_near(&p->titles);
	if (title_match_is_equal(&p->titles) && !generic)
		return same(1, "Same DOI, and the titles agree.");
	if (p->first_may && near && (!generic || p->first || p->start))
		return same(0.95, "Same DOI, and the titles agree.");
	if (p->first && p->start)
		return same(0.9, "Same DOI, first author and page.");
	if (!p->x->title_count || !p->y->title_count)
		return (struct comparison){
			.answer = MATCH_POSSIBLE, .why = "Same DOI, but one of them has no title."};
	return (struct comparison){.answer = MATCH_DIFFERENT, .veto = true, .why = ""};
}

/* Volume and first page are known of both and agree, or the pages do where no volume is given. */
static struct comparison by_page(const struct papers *p)
{
	bool equal = title_match_is_equal(&p->titles), near = title_match_is_near(&p->titles);
	if (!p->first_may && !(equal && p->lists))
		return DIFFERENT;
	/* Abstracts share a page: "… in men", "… in women". */
	if (p->titles.words && !p->range && !locus_numbers_agree(&p->x->locus, &p->y->locus))
		return DIFFERENT;
	if (p->volume && title_match_is_strong(&p->titles))
		return same(0.95, "Same title, volume and page.");
	if (title_match_is_strong(&p->titles) && (p->journal || p->year) && p->first)
		return same(0.9, "Same title, first author and page.");
	/* What one author wrote on the same pages is one article, whatever its title was translated
	 * to. */
	bool journal = p->journal || (p->people && !p->journal_differs);
	if (p->range && p->first && p->year && ((p->volume && journal) || near))
		return same(0.8, "Same first author, year, first and last page.");
	if (p->range && p->volume && p->year && near && !p->journal_differs)
		return same(0.8, "Similar title, same volume, first and last page.");
	if (p->volume && p->first && near && !p->journal_differs)
		return same(0.8, "Similar title, same first author, volume and page.");
	return DIFFERENT;
}

/* One of them names no page. */
static struct comparison by_author(const struct papers *p)
{
	bool equal = title_match_is_equal(&p->titles), strong = title_match_is_strong(&p->titles);
	const struct locus *a = &p->x->locus, *b = &p->y->locus;
	bool ahead = locus_is_ahead_of_print(a) || locus_is_ahead_of_print(b);
	bool brief = p->x->brief || p->y->brief;
	if (!(p->first || (p->people && equal)) || !strong)
		return DIFFERENT;
	/* What has no page may be the second part of the other one. */
	if (p->titles.numbered)
		return DIFFERENT;
	/* What was found in men, and what in women. */
	if (p->titles.words)
		return DIFFERENT;
	/* A title of a few words may come back in the same year: then all authors must agree. */
	if (brief && !(equal && p->lists && p->x->authors.n > 1 && p->y->authors.n > 1))
		return DIFFERENT;
	if (p->journal && p->year)
		return same(0.85, "Same title, first author, journal and year.");
	if (p->volume && locus_issues_agree(a, b) && p->year && equal && p->lists)
		return same(0.8, "Same title, authors, volume and issue.");
	if (p->journal && ahead && equal && p->lists && p->x->authors.n > 1 && p->y->authors.n > 1)
		return same(0.7, "Same title, authors and journal; one is the article before its issue.");
	if (p->one_without_journal && p->year && equal && p->lists)
		return same(0.7, "Same title, authors and year.");
	return DIFFERENT;
}

/* What an editor may want to see side by side, though it is not enough to join them. */
static struct comparison doubtful(const struct papers *p)
{
	bool alike = title_match_is_equal(&p->titles) ||
		(p->titles.words && title_match_is_strong(&p->titles));
	if (alike && p->first_may && !p->journal_differs && (p->year || p->volume || p->start))
		return (struct comparison){
			.answer = MATCH_POSSIBLE, .why = "Same title, but not enough else agrees."};
	if (title_match_is_equal(&p->titles) && p->first && p->lists)
		return (struct comparison){.answer = MATCH_RELATED,
			.strength = p->titles.similarity,
			.why = "Same title and authors, published elsewhere."};
	return DIFFERENT;
}

/* Whether the title names one work. That of a notice is short, or opens as many do, and names the
 * work that it is about all the same: "Erratum: Stem cells in scleroderma". */
static bool names_work(const struct described *x)
{
	return !x->generic || !title_role_is_work((enum title_role)x->role);
}

static struct comparison kept_apart(const struct papers *p, const char *why)
{
	struct comparison out = {.answer = MATCH_DIFFERENT, .veto = true, .why = why};
	bool registered = (p->x->keys.pmid.n && p->y->keys.pmid.n) ||
		(p->x->work_doi.n && p->y->work_doi.n) || p->titles.numbers;
	bool near = title_match_is_near(&p->titles);
	bool work = p->x->role == p->y->role && p->x->preprint == p->y->preprint;
	if (title_match_is_equal(&p->titles) && p->first && p->journal && p->year && work &&
		!registered && !p->x->generic && !p->y->generic)
		out.answer = MATCH_POSSIBLE;
	else if ((title_match_is_strong(&p->titles) || (near && p->x->role != p->y->role)) &&
		p->first && names_work(p->x) && names_work(p->y)) {
		out.answer = MATCH_RELATED;
		out.strength = p->titles.similarity;
	}
	return out;
}

/* Editorials and letters of one name: only volume, page and author say that they are one. */
static struct comparison compare_generic(const struct papers *p)
{
	if (p->volume && p->start && p->first && title_match_is_near(&p->titles))
		return same(0.8, "Same title, first author, volume and page.");
	if (p->start && p->range && p->first && p->year && title_match_is_near(&p->titles))
		return same(0.8, "Same title, first author, year, first and last page.");
	return DIFFERENT;
}

struct comparison compare_papers(const struct described *x, const struct described *y)
{
	struct papers p = papers_of(x, y);
	if (x->keys.pmid.n && str_eq(x->keys.pmid, y->keys.pmid))
		return same(1, "Same PMID.");
	assert(x->preprint == y->preprint);
	const char *veto = veto_of_papers(x, y, &p.titles);
	if (veto)
		return kept_apart(&p, veto);
	if (match_is_one_preprint(x, y) && p.first_may)
		return same(0.95, "Same preprint.");
	if (match_dois_agree(x, y))
		return by_doi(&p);
	if (x->generic || y->generic)
		return compare_generic(&p);
	struct comparison out = p.start ? by_page(&p) : by_author(&p);
	return out.answer == MATCH_SAME ? out : doubtful(&p);
}
