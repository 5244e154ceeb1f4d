/* The records of a search in PubMed, by pages. */
#include "parse/record/pubmed.h"

#include "base/buf.h"
#include "source/pubmed_visit.h"

static struct str page_ids(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	struct buf b CLEANUP_BUF = buf_new(PUBMED_PAGE * 16);
	for (size_t i = own->at; i < own->ids.n && i < own->at + PUBMED_PAGE; i++) {
		if (i > own->at)
			buf_add_char(&b, ',');
		buf_add(&b, own->ids.v[i]);
	}
	return str_copy(&visit->arena, buf_str(&b));
}

/* The next page: of the search on the history server or, for changed records, of the ids that we
 * hold, as a form: 200 ids are too long for an address. */
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

static bool is_fetched(const struct pubmed_records *records, struct str pmid)
{
	for (size_t i = 0; i < records->entries.n; i++)
		if (str_eq(records->entries.v[i].native, pmid))
			return true;
	return false;
}

static void note_vanished(struct source_answer *answer, struct str pmid, enum reason_kind kind)
{
	answer->vanished[answer->vanished_count++] = (struct vanished){
		pmid, {kind, S("PubMed"), S("record")}};
}

/* EFetch leaves unknown PMIDs out without a word. The editor is told of them, and a record that we
 * hold and PubMed withdrew comes back to the queue. */
static void note_missing(struct visit *visit, const struct pubmed_records *records, struct arena *a,
	struct source_answer *answer)
{
	struct pubmed_visit *own = visit->own;
	answer->vanished = arena_array(a, PUBMED_PAGE + records->deleted.n, sizeof *answer->vanished);
	for (size_t i = own->at; i < own->ids.n && i < own->at + PUBMED_PAGE; i++) {
		struct str pmid = own->ids.v[i];
		if (is_fetched(records, pmid))
			continue;
		struct str text = str_printf(
			a, "PubMed lists PMID " STR_FMT " but does not give its record", STR_ARG(pmid));
		pubmed_warn(visit, (struct strs){&text, 1});
		note_vanished(answer, pmid, REASON_MISSING);
	}
	for (size_t i = 0; i < records->deleted.n; i++)
		note_vanished(answer, records->deleted.v[i], REASON_DELETED);
}

bool pubmed_take_fetch(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct pubmed_records records;
	struct err unreadable;
	bool broke_off = kind_broke_off(response);
	if (!kind_response_ok(response, err) && !broke_off)
		return false;
	if (!pubmed_parse(a, response->body, &records, broke_off ? &unreadable : err))
		return false;
	answer->entries = records.entries;
	if (broke_off)
		return false; /* the error is that of the response */
	if (records.truncated)
		return kind_fail(err,
			"PubMed's answer breaks off in the middle; %zu complete records were taken",
			records.entries.n);
	note_missing(visit, &records, a, answer);
	own->at += PUBMED_PAGE;
	if (own->at >= own->ids.n)
		pubmed_move_on(visit);
	return true;
}
