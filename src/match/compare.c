#include "match/compare.h"

#include "match/rules.h"

static bool is_news(const struct described *x)
{
	return x->kind == ENTRY_NEWS;
}

static bool is_paper(const struct described *x)
{
	return entry_kind_is_paper(x->kind);
}

struct comparison match_compare(const struct described *x, const struct described *y)
{
	if (is_news(x) && is_news(y))
		return compare_news(x, y);
	/* Trials and pages are known by their keys alone, and news about a paper by what it names. */
	if (!is_paper(x) || !is_paper(y))
		return (struct comparison){.answer = MATCH_DIFFERENT, .veto = true, .why = ""};
	if (x->preprint != y->preprint)
		return x->preprint ? compare_preprint(x, y) : compare_preprint(y, x);
	return compare_papers(x, y);
}
