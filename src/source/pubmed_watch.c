/* The watch over the papers that readers see, by their PMIDs: each day those that PubMed revised
 * since the last one, and each of them once a week at least. */
#include <assert.h>

#include "source/pubmed_visit.h"

enum { LOOK_UP = 500 }; /* PMIDs of one search */

static void fetch_all(struct visit *visit, struct strs ids)
{
	struct pubmed_visit *own = visit->own;
	own->ids = ids;
	own->at = 0;
	own->part = PUBMED_FETCH_CHANGED;
	if (!ids.n)
		pubmed_move_on(visit);
}

void pubmed_watch_begin(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	own->part = PUBMED_SEARCH_WATCHED;
	if (!visit->state.changed_mark.n || !visit->known.n)
		fetch_all(visit, visit->known);
}

static struct strs present_page(const struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	size_t rest = visit->known.n - own->looked_up;
	return (struct strs){visit->known.v + own->looked_up, rest < LOOK_UP ? rest : LOOK_UP};
}

void pubmed_watch_ask(struct visit *visit, struct fetch_request *request)
{
	struct arena *a = &visit->arena;
	const struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"term", pubmed_term(a, present_page(visit), (struct strs){0})},
		{"retmax", str_printf(a, "%d", PUBMED_MOST)},
		{"datetype", S("mdat")},
		{"mindate", pubmed_day(a, kind_mark_since(visit->state.changed_mark))},
		{"maxdate", pubmed_day(a, pubmed_tomorrow(visit))},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", visit->site->services[SOURCE_PUBMED].api_key},
		{NULL, STR_NONE},
	};
	pubmed_request(visit, "esearch.fcgi", parameters, true, request);
}

bool pubmed_watch_take(
	struct visit *visit, const struct fetch_response *response, struct arena *a, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct strs page = present_page(visit);
	struct esearch search;
	assert(own->part == PUBMED_SEARCH_WATCHED);
	if (!kind_response_ok(visit, a, response, err) ||
		!reader_esearch(visit->reader, a, response->body, &search, err) ||
		!pubmed_has_ids(&search, err))
		return false;
	for (size_t i = 0; i < page.n; i++)
		if (strs_have(search.ids, page.v[i]) || strs_have(visit->due, page.v[i]))
			strs_add(&visit->arena, &own->ids, page.v[i]);
	own->looked_up += page.n;
	if (own->looked_up >= visit->known.n)
		fetch_all(visit, own->ids);
	return true;
}
