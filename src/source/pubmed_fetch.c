/* The records of a search in PubMed, by pages. */
#include "base/buf.h"
#include "source/pubmed_visit.h"

struct strs pubmed_page(const struct pubmed_visit *own)
{
	size_t most = PUBMED_PAGE - own->controls.n, rest = own->ids.n - own->at;
	return (struct strs){own->ids.v + own->at, rest < most ? rest : most};
}

static void add_ids(struct buf *b, struct strs ids)
{
	for (size_t i = 0; i < ids.n; i++) {
		if (b->n)
			buf_add_char(b, ',');
		buf_add(b, ids.v[i]);
	}
}

static struct str page_ids(struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	struct buf b CLEANUP_BUF = buf_new(PUBMED_PAGE * 16);
	add_ids(&b, pubmed_page(own));
	add_ids(&b, own->controls);
	return str_copy(&visit->arena, buf_str(&b));
}

/* The next page: of the search on the history server or, for changed and missing records, of the
 * ids, as a form: 200 ids are too long for an address. */
void pubmed_ask_fetch(struct visit *visit, struct fetch_request *request)
{
	struct pubmed_visit *own = visit->own;
	struct arena *a = &visit->arena;
	bool history = own->part == PUBMED_FETCH_NEW && own->web_env.n && own->query_key.n;
	const struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"retmode", S("xml")},
		{"id", history ? STR_NONE : page_ids(visit)},
		{"query_key", history ? own->query_key : STR_NONE},
		{"WebEnv", history ? own->web_env : STR_NONE},
		{"retstart", history ? str_printf(a, "%zu", own->at) : STR_NONE},
		{"retmax", history ? str_printf(a, "%d", PUBMED_PAGE) : STR_NONE},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", visit->site->services[SOURCE_PUBMED].api_key},
		{NULL, STR_NONE},
	};
	pubmed_request(visit, "efetch.fcgi", parameters, !history, request);
}

/* The complete records of an answer. False with the error: it breaks off or tells of an error. */
static bool read_records(const struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct pubmed_records *records, struct err *err)
{
	struct err unreadable;
	bool broke_off = kind_broke_off(response);
	*records = (struct pubmed_records){0};
	if (!kind_response_ok(visit, a, response, err) && !broke_off)
		return false;
	if (!reader_pubmed(visit->reader, a, response->body, records, broke_off ? &unreadable : err) ||
		broke_off)
		return false; /* when it broke off, the error is that of the response */
	return !records->cut.n ||
		kind_fail(err, "PubMed's answer " STR_FMT "; %zu complete records were taken",
			STR_ARG(records->cut), records->entries.n);
}

static bool gives_any(const struct pubmed_records *records, struct strs ids)
{
	for (size_t i = 0; i < records->entries.n; i++)
		if (strs_have(ids, records->entries.v[i].native))
			return true;
	return false;
}

/* Whether an answer of nothing may stand: the records will be asked for again beside others that
 * PubMed has, when we know of some, and that tells. */
static bool may_be_empty(const struct visit *visit, struct strs asked)
{
	const struct pubmed_visit *own = visit->own;
	if (own->part == PUBMED_FETCH_MISSING)
		return !own->controls.n;
	bool others = own->given.n > 0 || visit->others.n > 0 || visit->kind->wanted;
	for (size_t i = 0; i < visit->known.n && !others; i++)
		others = !strs_have(asked, visit->known.v[i]) &&
			!strs_have(own->missing, visit->known.v[i]);
	return others;
}

/* An answer with none of the records says nothing of them: PubMed lists them, and fails. */
static bool is_trusted(
	const struct visit *visit, const struct pubmed_records *records, struct err *err)
{
	const struct pubmed_visit *own = visit->own;
	struct strs asked = pubmed_page(own);
	size_t n = asked.n + own->controls.n;
	return records->deleted.n || gives_any(records, asked) || gives_any(records, own->controls) ||
		may_be_empty(visit, asked) ||
		kind_fail(err, "PubMed gives none of the %zu %s asked for", n,
			n == 1 ? "record that was" : "records that were");
}

bool pubmed_take_fetch(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct pubmed_records records;
	bool well = read_records(visit, response, a, &records, err);
	answer->entries = records.entries;
	if (!well || !is_trusted(visit, &records, err))
		return false;
	struct strs asked = pubmed_page(own);
	pubmed_missing_note(visit, asked, &records);
	own->at += asked.n;
	if (own->at >= own->ids.n)
		pubmed_move_on(visit);
	return true;
}
