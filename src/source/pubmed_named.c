/* Papers that editors want by another name than their PMID: a DOI or a PMCID. A search finds their
 * PMIDs, and the record itself has to bear the name (source/addition.h): PubMed may find others
 * that only mention it. */
#include <assert.h>

#include "match/match.h"
#include "source/pubmed_visit.h"

enum { NAMED_MOST = 20 }; /* PMIDs that one name is taken for */

static const struct addition *next_named(const struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	size_t at = own->named_at;
	while (at < visit->additions.n && visit->additions.v[at].kind == KEY_PMID)
		at++;
	return at < visit->additions.n ? &visit->additions.v[at] : NULL;
}

void pubmed_named_begin(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	for (size_t i = 0; i < visit->additions.n; i++)
		if (visit->additions.v[i].kind == KEY_PMID)
			strs_add(&visit->arena, &own->ids, visit->additions.v[i].text);
	own->part = next_named(visit) ? PUBMED_SEARCH_NAMED :
		own->ids.n                ? PUBMED_FETCH_CHANGED :
									PUBMED_DONE;
}

/* A DOI stands in one of two fields, as its publisher gave it. */
static struct str term_of(struct arena *a, const struct addition *addition)
{
	return addition->kind == KEY_DOI ? str_printf(a, "\"" STR_FMT "\"[lid] OR \"" STR_FMT "\"[aid]",
										   STR_ARG(addition->text), STR_ARG(addition->text)) :
									   addition->text;
}

void pubmed_named_ask(struct visit *visit, struct fetch_request *request)
{
	struct arena *a = &visit->arena;
	const struct addition *addition = next_named(visit);
	assert(addition);
	const struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"term", term_of(a, addition)},
		{"retmax", str_printf(a, "%d", NAMED_MOST)},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", visit->site->services[SOURCE_PUBMED].api_key},
		{NULL, STR_NONE},
	};
	pubmed_request(visit, "esearch.fcgi", parameters, false, request);
}

bool pubmed_named_take(
	struct visit *visit, const struct fetch_response *response, struct arena *a, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	const struct addition *addition = next_named(visit);
	struct esearch search;
	assert(addition);
	if (!kind_response_ok(visit, a, response, err) ||
		!reader_esearch(visit->reader, a, response->body, &search, err))
		return false;
	for (size_t i = 0; i < search.ids.n && i < NAMED_MOST; i++)
		if (!strs_have(own->ids, search.ids.v[i]))
			strs_add(&visit->arena, &own->ids, str_copy(&visit->arena, search.ids.v[i]));
	own->named_at = (size_t)(addition - visit->additions.v) + 1;
	if (next_named(visit))
		return true;
	own->part = PUBMED_FETCH_CHANGED;
	if (!own->ids.n)
		pubmed_move_on(visit);
	return true;
}
