/* Whether two entries that share a key are one publication. What speaks against it is looked at
 * first; then the kind of the key says how much must agree. */
#include <assert.h>
#include <stdlib.h>

#include "match/compare.h"
#include "match/match.h"
#include "match/title.h"
#include "match/title_match.h"
#include "match/veto.h"
#include "model/title_role.h"

/* Trigram similarities of two titles. */
static const double TITLES_AGREE = 0.5, /* one title in two wordings */
	TITLES_EQUAL = 0.9,                 /* one title with a slip */
	HEADLINES_AGREE = 0.3;              /* a headline that was rewritten under its address */
enum { CONTAINED_MIN = 20, YEARS_APART = 1 };

struct pair {
	struct arena *a;
	const struct described *x, *y;
	struct str x_title, y_title; /* in normal form */
	double similarity;
	struct key key;
	struct str why;
};

static enum match_answer conclude(struct pair *pair, enum match_answer answer, struct str why)
{
	pair->why = why;
	return answer;
}

static bool differ(struct str a, struct str b)
{
	return a.n && b.n && !str_eq(a, b);
}

static bool has_words(const struct pair *pair)
{
	return pair->x_title.n && pair->y_title.n;
}

/* Whether one title begins or ends with the other, by whole words: a subtitle or the name of a site
 * was added. */
static bool one_contains_other(struct str a, struct str b)
{
	return a.n >= CONTAINED_MIN && b.n >= CONTAINED_MIN && title_is_part(a, b, 0);
}

static bool titles_agree(const struct pair *pair, double least)
{
	return has_words(pair) &&
		(pair->similarity >= least || one_contains_other(pair->x_title, pair->y_title));
}

bool title_is_reworded(struct str a, struct str b)
{
	return !a.n || !b.n || match_title_similarity(a, b) >= HEADLINES_AGREE ||
		one_contains_other(a, b);
}

static bool same_author_and_page(const struct pair *pair)
{
	return author_first_agrees(&pair->x->authors, &pair->y->authors) &&
		locus_starts_agree(&pair->x->locus, &pair->y->locus);
}

/* Whether one may be about the other: an erratum and its paper, a letter and the reply to it. */
static bool roles_differ(const struct pair *pair)
{
	enum title_role x = (enum title_role)pair->x->role, y = (enum title_role)pair->y->role;
	return x != y && !(title_role_is_work(x) && title_role_is_work(y));
}

static bool years_differ(const struct pair *pair)
{
	return pair->x->year && pair->y->year && abs(pair->x->year - pair->y->year) > YEARS_APART;
}

static bool registry_numbers_differ(const struct pair *pair)
{
	return differ(pair->x->keys.pmid, pair->y->keys.pmid) ||
		differ(pair->x->keys.nct, pair->y->keys.nct);
}

/* What keeps two apart, whatever key they share other than PMID and NCT. MATCH_SAME: nothing
 * does. */
static enum match_answer decide_against(struct pair *pair)
{
	const struct keys *x = &pair->x->keys, *y = &pair->y->keys;
	bool alike = titles_agree(pair, TITLES_AGREE);
	if (differ(x->pmid, y->pmid))
		return conclude(pair, alike ? MATCH_RELATED : MATCH_DIFFERENT,
			str_printf(pair->a, "Two PubMed records: PMID " STR_FMT " and " STR_FMT ".",
				STR_ARG(x->pmid), STR_ARG(y->pmid)));
	if (differ(x->nct, y->nct))
		return conclude(pair, alike ? MATCH_RELATED : MATCH_DIFFERENT,
			str_printf(pair->a, "Two trials: " STR_FMT " and " STR_FMT ".", STR_ARG(x->nct),
				STR_ARG(y->nct)));
	/* Under its own address, a news text is corrected in place. */
	if (pair->key.kind != KEY_URL && roles_differ(pair))
		return conclude(pair, MATCH_RELATED,
			S("One is a correction, a retraction or a reply, the other is not."));
	if (has_words(pair) && title_numbers_differ(pair->x_title, pair->y_title))
		return conclude(
			pair, alike ? MATCH_RELATED : MATCH_DIFFERENT, S("The numbers in the titles differ."));
	return MATCH_SAME;
}

/* A supplement gives all its abstracts one DOI, and news may carry the DOI of the paper that they
 * report. */
static enum match_answer decide_by_doi(struct pair *pair)
{
	struct str doi = pair->key.text;
	bool papers = entry_kind_is_paper(pair->x->kind) && entry_kind_is_paper(pair->y->kind);
	struct comparison found = match_compare(pair->x, pair->y);
	if (papers && found.veto && *found.why)
		return conclude(pair,
			found.answer == MATCH_RELATED        ? MATCH_RELATED :
				titles_agree(pair, TITLES_AGREE) ? MATCH_POSSIBLE :
												   MATCH_DIFFERENT,
			str_printf(pair->a, "Same DOI " STR_FMT ", but: %s", STR_ARG(doi), found.why));
	if (years_differ(pair) && pair->similarity < TITLES_EQUAL)
		return conclude(pair, MATCH_POSSIBLE,
			str_printf(pair->a, "Same DOI " STR_FMT ", but the years differ.", STR_ARG(doi)));
	if (titles_agree(pair, TITLES_AGREE))
		return conclude(pair, MATCH_SAME,
			str_printf(pair->a, "Same DOI " STR_FMT " and titles agree.", STR_ARG(doi)));
	if (same_author_and_page(pair))
		return conclude(pair, MATCH_SAME,
			str_printf(pair->a, "Same DOI " STR_FMT ", first author and page.", STR_ARG(doi)));
	if (!has_words(pair) || pair->x->kind != pair->y->kind)
		return conclude(pair, MATCH_POSSIBLE,
			str_printf(
				pair->a, "Same DOI " STR_FMT ", but the titles do not agree.", STR_ARG(doi)));
	return conclude(pair, MATCH_DIFFERENT,
		str_printf(pair->a,
			"Same DOI " STR_FMT ", but the titles differ: a DOI given to several works.",
			STR_ARG(doi)));
}

/* Items without pages of their own share an address, which alone does not make them one. */
static enum match_answer decide_by_url(struct pair *pair)
{
	if (title_is_reworded(pair->x_title, pair->y_title))
		return conclude(pair, MATCH_SAME, S("Same address."));
	return conclude(pair, MATCH_POSSIBLE, S("Same address, but the titles differ."));
}

/* "Same PMID 31314805." */
static enum match_answer same_number(struct pair *pair, const char *what)
{
	return conclude(pair, MATCH_SAME,
		str_printf(pair->a, "Same %s " STR_FMT ".", what, STR_ARG(pair->key.text)));
}

static enum match_answer decide_pair(struct pair *pair)
{
	enum key_kind kind = pair->key.kind;
	if (kind == KEY_PMID)
		return same_number(pair, "PMID");
	if (kind == KEY_NCT)
		return same_number(pair, "trial");
	if (kind == KEY_PMCID && !registry_numbers_differ(pair))
		return same_number(pair, "PMCID");
	if (kind == KEY_GUID && !registry_numbers_differ(pair))
		return conclude(pair, MATCH_SAME, S("Same entry of the same feed."));
	bool preprint = kind == KEY_DOI && match_is_one_preprint(pair->x, pair->y);
	if (preprint && !registry_numbers_differ(pair) && !roles_differ(pair))
		return same_number(pair, "preprint");
	pair->similarity = title_match_of(pair->x, pair->y).similarity;
	enum match_answer against = decide_against(pair);
	if (against != MATCH_SAME)
		return against;
	assert(kind == KEY_DOI || kind == KEY_URL);
	return kind == KEY_DOI ? decide_by_doi(pair) : decide_by_url(pair);
}

static struct str title_of(const struct described *described)
{
	return described->title_count ? described->titles[0] : STR_NONE;
}

enum match_answer match_decide(struct arena *a, const struct described *x,
	const struct described *y, struct key key, struct str *why)
{
	struct pair pair = {.a = a, .x = x, .y = y, .key = key};
	pair.x_title = title_of(x);
	pair.y_title = title_of(y);
	enum match_answer result = decide_pair(&pair);
	assert(pair.why.n);
	*why = pair.why;
	return result;
}
