/* Records that PubMed listed, or that we hold, and did not give.
 *
 * EFetch leaves out what it does not find, without a word. Such records are fetched again by their
 * PMIDs at the end of this visit and of every later one, together with some that PubMed has (the
 * controls), so that an answer of nothing is not taken for one. A record that an item holds and
 * that does not come is absent; one that no item holds is looked up, and awaited as long as PubMed
 * lists it. */
#include <assert.h>

#include "base/buf.h"
#include "source/pubmed_visit.h"

enum { SHOWN = 10, LONG_TERM = 1500 };

static void add_once(struct arena *a, struct strs *list, struct str pmid)
{
	if (!strs_have(*list, pmid))
		strs_add(a, list, str_copy(a, pmid));
}

static bool records_have(const struct pubmed_records *records, struct str pmid)
{
	for (size_t i = 0; i < records->entries.n; i++)
		if (str_eq(records->entries.v[i].native, pmid))
			return true;
	return false;
}

void pubmed_missing_begin(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	for (size_t i = 0; i < visit->missing.n; i++)
		if (!visit->kind->watch || strs_have(visit->known, visit->missing.v[i].native))
			strs_add(&visit->arena, &own->missing, visit->missing.v[i].native);
}

/* What came is missing no longer. */
static void note_given(struct visit *visit, const struct pubmed_records *records)
{
	struct pubmed_visit *own = visit->own;
	struct strs rest = {0};
	for (size_t i = 0; i < own->missing.n; i++)
		if (!records_have(records, own->missing.v[i]))
			strs_add(&visit->arena, &rest, own->missing.v[i]);
	own->missing = rest;
	for (size_t i = 0; i < records->entries.n && own->given.n < PUBMED_CONTROLS; i++)
		add_once(&visit->arena, &own->given, records->entries.v[i].native);
}

static void note_absent(struct visit *visit, struct str pmid, enum reason_kind kind, bool listed)
{
	kind_absent(visit,
		(struct absence){.native = pmid,
			.reason = {kind, S("PubMed"), S("record")},
			.listed = listed,
			.deleted = kind == REASON_DELETED});
}

void pubmed_missing_note(
	struct visit *visit, struct strs asked, const struct pubmed_records *records)
{
	struct pubmed_visit *own = visit->own;
	struct arena *a = &visit->arena;
	bool again = own->part == PUBMED_FETCH_MISSING;
	note_given(visit, records);
	for (size_t i = 0; i < records->deleted.n; i++)
		note_absent(visit, records->deleted.v[i], REASON_DELETED, false);
	for (size_t i = 0; i < asked.n; i++) {
		struct str pmid = asked.v[i];
		if (records_have(records, pmid) || strs_have(records->deleted, pmid))
			continue;
		if (!again)
			add_once(a, &own->missing, pmid);
		else if (strs_have(visit->known, pmid))
			note_absent(visit, pmid, REASON_MISSING, !own->controls.n);
		else
			add_once(a, &own->unheld, pmid);
	}
}

/* Records that PubMed has: what this visit brought, else some that we hold. */
static struct strs controls_of(struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	struct strs controls = own->given;
	for (size_t i = 0; i < visit->known.n && controls.n < PUBMED_CONTROLS; i++)
		if (!strs_have(own->missing, visit->known.v[i]))
			add_once(&visit->arena, &controls, visit->known.v[i]);
	for (size_t i = 0; i < visit->others.n && controls.n < PUBMED_CONTROLS; i++)
		if (!strs_have(visit->known, visit->others.v[i]))
			add_once(&visit->arena, &controls, visit->others.v[i]);
	return controls;
}

bool pubmed_missing_start(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	if (!own->missing.n)
		return false;
	own->part = PUBMED_FETCH_MISSING;
	own->controls = controls_of(visit);
	own->ids = own->missing;
	own->at = 0;
	return true;
}

bool pubmed_missing_look_up(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	if (!own->unheld.n)
		return false;
	own->part = PUBMED_SEARCH_MISSING;
	own->ids = own->unheld;
	own->at = 0;
	return true;
}

struct str pubmed_term(struct arena *a, struct strs some, struct strs others)
{
	struct buf b CLEANUP_BUF = buf_new((some.n + others.n) * 32);
	for (size_t i = 0; i < some.n + others.n; i++) {
		struct str pmid = i < some.n ? some.v[i] : others.v[i - some.n];
		buf_addf(&b, "%s" STR_FMT "[uid]", i ? " OR " : "", STR_ARG(pmid));
	}
	return str_copy(a, buf_str(&b));
}

void pubmed_missing_ask(struct visit *visit, struct fetch_request *request)
{
	const struct pubmed_visit *own = visit->own;
	struct str term = pubmed_term(&visit->arena, pubmed_page(own), own->controls);
	const struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"term", term},
		{"retmax", str_printf(&visit->arena, "%d", PUBMED_MOST)},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", visit->site->services[SOURCE_PUBMED].api_key},
		{NULL, STR_NONE},
	};
	pubmed_request(visit, "esearch.fcgi", parameters, term.n > LONG_TERM, request);
}

/* Whether the answer tells which of these records PubMed has: it names all that it counts, and one
 * of the controls. Where nothing is held yet there are none for what an editor wants. */
static bool read_listed(const struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct strs *listed)
{
	const struct pubmed_visit *own = visit->own;
	struct esearch search;
	if (!kind_response_ok(visit, a, response, NULL) ||
		!reader_esearch(visit->reader, a, response->body, &search, NULL) ||
		search.ids.n < (size_t)search.count)
		return false;
	*listed = search.ids;
	for (size_t i = 0; i < own->controls.n; i++)
		if (strs_have(search.ids, own->controls.v[i]))
			return true;
	return visit->kind->wanted && !own->controls.n;
}

/* An answer that does not tell is no reason to give up a record, nor to lose the visit. */
void pubmed_missing_take(
	struct visit *visit, const struct fetch_response *response, struct arena *a)
{
	struct pubmed_visit *own = visit->own;
	struct strs page = pubmed_page(own), listed = {0};
	bool tells = read_listed(visit, response, a, &listed);
	assert(own->part == PUBMED_SEARCH_MISSING);
	for (size_t i = 0; i < page.n; i++) {
		bool awaited = !tells || strs_have(listed, page.v[i]);
		note_absent(visit, page.v[i], REASON_MISSING, awaited);
		if (awaited)
			strs_add(&visit->arena, &own->awaited, page.v[i]);
	}
	own->at += page.n;
	if (own->at >= own->ids.n)
		pubmed_move_on(visit);
}

void pubmed_missing_warn(struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	struct arena *a = &visit->arena;
	struct buf b CLEANUP_BUF = buf_new(SHOWN * 16);
	if (!own->awaited.n)
		return;
	for (size_t i = 0; i < own->awaited.n && i < SHOWN; i++)
		buf_addf(&b, "%s" STR_FMT, i ? ", " : "", STR_ARG(own->awaited.v[i]));
	strs_add(a, &visit->warnings,
		str_printf(a,
			"PubMed lists %zu %s and does not give %s (PMID %.*s%s): asked for again at each visit",
			own->awaited.n, own->awaited.n == 1 ? "record" : "records",
			own->awaited.n == 1 ? "it" : "them", (int)b.n, b.p,
			own->awaited.n > SHOWN ? " …" : ""));
}
