/* pubmed: a PubMed search by the E-utilities (esearch with the history server, efetch by pages).
 *
 * A visit has two parts, each a search and the fetching of its records:
 *  1. new records: all on the first visit, later those that entered PubMed since the mark
 * (datetype=edat);
 *  2. changed records: those revised since the mark (datetype=mdat), of which only the ones we hold
 * are fetched: a paper that was retracted, or got its volume and pages. Both look two days back
 * behind their marks. PubMed hands out no more than 9,999 records of one search, so a longer answer
 * is split by days until each part fits. Marks move only when the visit came to its end. */
#include "parse/record/pubmed.h"

#include "base/buf.h"
#include "parse/record/esearch.h"
#include "source/kind.h"

/* 3 requests a second, 10 with a key (NLM KA-05317); kept below, since what we send at even times
 * may arrive in a bunch. */
enum { INTERVAL_MS = 400, INTERVAL_KEY_MS = 120, PAGE = 200, MOST = 9999, MAX_DAYS = 64 };

enum part { PART_SEARCH_NEW, PART_FETCH_NEW, PART_SEARCH_CHANGED, PART_FETCH_CHANGED, PART_DONE };

struct days {
	struct date from, to;
}; /* from.year 0: all of PubMed */

struct pubmed_visit {
	enum part part;
	struct days todo[MAX_DAYS]; /* a stack of what this part is still to search */
	size_t todo_count;
	struct str query_key, web_env;
	struct strs ids; /* of the present search */
	size_t at;       /* how many of them were asked for */
};

static long pubmed_interval(const struct visit *visit)
{
	return visit->site->services[SOURCE_PUBMED].api_key.n ? INTERVAL_KEY_MS : INTERVAL_MS;
}

static struct date tomorrow(const struct visit *visit)
{
	return date_add_days(date_from_time(visit->now), 1); /* PubMed's day may be ahead of ours */
}

static void pubmed_begin(struct visit *visit)
{
	struct pubmed_visit *own = arena_new(&visit->arena, struct pubmed_visit);
	struct date since = mark_with_overlap(visit->state.new_mark);
	own->todo[own->todo_count++] = (struct days){
		since, since.year ? tomorrow(visit) : (struct date){0}};
	visit->own = own;
}

static struct str day_text(struct arena *a, struct date d)
{
	return d.year ? str_printf(a, "%04d/%02d/%02d", d.year, d.month, d.day) : STR_NONE;
}

static void ask_search(
	struct visit *visit, struct days days, const char *datetype, struct fetch_request *request)
{
	struct arena *a = &visit->arena;
	const struct service *service = &visit->site->services[SOURCE_PUBMED];
	struct str query = source_text(visit->source, "query");
	struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"term", query},
		{"usehistory", S("y")},
		{"retmax", str_printf(a, "%d", MOST)},
		{"datetype", days.from.year ? str_of(datetype) : STR_NONE},
		{"mindate", day_text(a, days.from)},
		{"maxdate", day_text(a, days.to)},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", service->api_key},
		{NULL, STR_NONE},
	};
	/* A long query does not fit in an address. */
	if (query.n > 1500)
		*request = (struct fetch_request){.url = request_url(a, service->base_url, "esearch.fcgi",
											  (struct parameter[]){{NULL, STR_NONE}}),
			.body = request_form(a, parameters)};
	else
		*request = (struct fetch_request){
			.url = request_url(a, service->base_url, "esearch.fcgi", parameters)};
}

static struct str page_ids(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	struct buf b CLEANUP_BUF = buf_new(PAGE * 16);
	for (size_t i = own->at; i < own->ids.n && i < own->at + PAGE; i++) {
		if (i > own->at)
			buf_add_char(&b, ',');
		buf_add(&b, own->ids.v[i]);
	}
	return str_copy(&visit->arena, buf_str(&b));
}

/* The next page: of the search by the history server, or, for changed records, of the ids that we
 * hold (a form: 200 ids are too long for an address). */
static void ask_fetch(struct visit *visit, struct fetch_request *request)
{
	struct pubmed_visit *own = visit->own;
	struct arena *a = &visit->arena;
	const struct service *service = &visit->site->services[SOURCE_PUBMED];
	bool history = own->part == PART_FETCH_NEW && own->web_env.n && own->query_key.n;
	struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"retmode", S("xml")},
		{"id", history ? STR_NONE : page_ids(visit)},
		{"query_key", history ? own->query_key : STR_NONE},
		{"WebEnv", history ? own->web_env : STR_NONE},
		{"retstart", history ? str_printf(a, "%zu", own->at) : STR_NONE},
		{"retmax", history ? str_printf(a, "%d", PAGE) : STR_NONE},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", service->api_key},
		{NULL, STR_NONE},
	};
	if (history)
		*request = (struct fetch_request){
			.url = request_url(a, service->base_url, "efetch.fcgi", parameters)};
	else
		*request = (struct fetch_request){.url = request_url(a, service->base_url, "efetch.fcgi",
											  (struct parameter[]){{NULL, STR_NONE}}),
			.body = request_form(a, parameters)};
}

static bool pubmed_ask(struct visit *visit, struct fetch_request *request)
{
	struct pubmed_visit *own = visit->own;
	switch (own->part) {
	case PART_SEARCH_NEW:
	case PART_SEARCH_CHANGED:
		ask_search(visit, own->todo[own->todo_count - 1],
			own->part == PART_SEARCH_NEW ? "edat" : "mdat", request);
		return true;
	case PART_FETCH_NEW:
	case PART_FETCH_CHANGED: ask_fetch(visit, request); return true;
	case PART_DONE: break;
	}
	return false;
}

static void finish(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	own->part = PART_DONE;
	visit->state.new_mark = mark_of(&visit->arena, visit->now);
	visit->state.changed_mark = visit->state.new_mark;
}

/* A search came to its end: the next range of days, then the changed records. */
static void move_on(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	bool changed = own->part == PART_FETCH_CHANGED;
	if (!changed && !own->todo_count && visit->state.changed_mark.n && visit->known.n) {
		own->todo[own->todo_count++] = (struct days){
			mark_with_overlap(visit->state.changed_mark), tomorrow(visit)};
		changed = true;
	}
	if (own->todo_count)
		own->part = changed ? PART_SEARCH_CHANGED : PART_SEARCH_NEW;
	else
		finish(visit);
}

/* Too many records for one search: its days in two halves, the later first. False when it is a
 * single day already. */
static bool split_days(struct visit *visit, struct days days)
{
	struct pubmed_visit *own = visit->own;
	if (!days.from.year)
		days = (struct days){{1900, 1, 1}, tomorrow(visit)};
	int64_t from = date_to_time(days.from), to = date_to_time(days.to);
	if (from >= to || own->todo_count + 2 > MAX_DAYS)
		return false;
	struct date middle = date_from_time(from + (to - from) / 2 / 86400 * 86400);
	own->todo[own->todo_count++] = (struct days){days.from, middle};
	own->todo[own->todo_count++] = (struct days){date_add_days(middle, 1), days.to};
	return true;
}

/* What ESearch says in one word (ErrorList, WarningList), for an editor. Anything else stays as
 * PubMed put it. */
static struct str in_plain_words(struct arena *a, struct str said)
{
	static const struct {
		const char *word, *before, *after;
	} words[] = {
		{"PhraseNotFound: ", "PubMed knows nothing of ",
			", so that part of the search finds nothing"},
		{"QuotedPhraseNotFound: ", "PubMed does not know ",
			" as a phrase, and searched for its words one by one"},
		{"PhraseIgnored: ", "PubMed left ", " out of the search"},
		{"FieldNotFound: ", "PubMed has no field ", ""},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_of(words[i].word);
		if (str_starts(said, word))
			return str_printf(a, "%s" STR_FMT "%s", words[i].before,
				STR_ARG(str_sub(said, word.n, SIZE_MAX)), words[i].after);
	}
	return str_copy(a, said);
}

static void warn(struct visit *visit, struct strs texts)
{
	for (size_t i = 0; i < texts.n && visit->warnings.n < 20; i++)
		strs_add(&visit->arena, &visit->warnings, in_plain_words(&visit->arena, texts.v[i]));
}

static bool known(const struct visit *visit, struct str pmid)
{
	for (size_t i = 0; i < visit->known.n; i++)
		if (str_eq(visit->known.v[i], pmid))
			return true;
	return false;
}

/* "No items found." is what every quiet week brings: no warning. */
static struct strs worth_saying(struct arena *a, struct strs warnings)
{
	struct strs rest = {0};
	for (size_t i = 0; i < warnings.n; i++)
		if (str_find(warnings.v[i], S("No items found")) == STR_NOT_FOUND)
			strs_add(a, &rest, warnings.v[i]);
	return rest;
}

/* The records of this search that are to be fetched. When one day changed more records than can be
 * named, that is every record that we hold. */
static struct strs ids_wanted(struct visit *visit, const struct esearch *search, bool changed)
{
	struct strs wanted = {0};
	if (changed && search->count > MOST)
		return visit->known;
	for (size_t i = 0; i < search->ids.n; i++)
		if (!changed || known(visit, search->ids.v[i]))
			strs_add(&visit->arena, &wanted, str_copy(&visit->arena, search->ids.v[i]));
	return wanted;
}

static bool answer_search(
	struct visit *visit, const struct fetch_response *response, struct arena *a, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct esearch search;
	if (!answer_is_ok(response, err) || !esearch_parse(a, response->body, &search, err))
		return false;
	bool changed = own->part == PART_SEARCH_CHANGED;
	struct days days = own->todo[--own->todo_count];
	if (!changed && !visit->warnings.n) {
		warn(visit, search.errors);
		warn(visit, worth_saying(a, search.warnings));
	}
	if (search.count > MOST && split_days(visit, days))
		return true;
	if (search.count > MOST && !changed)
		strs_add(&visit->arena, &visit->warnings,
			str_printf(&visit->arena,
				"PubMed has %ld records of one day; only the first %d can be had", search.count,
				MOST));
	own->ids = ids_wanted(visit, &search, changed);
	own->at = 0;
	own->query_key = str_copy(&visit->arena, search.query_key);
	own->web_env = str_copy(&visit->arena, search.web_env);
	own->part = changed ? PART_FETCH_CHANGED : PART_FETCH_NEW;
	if (!own->ids.n)
		move_on(visit);
	return true;
}

static bool fetched(const struct pubmed_records *records, struct str pmid)
{
	for (size_t i = 0; i < records->entries.n; i++)
		if (str_eq(records->entries.v[i].native, pmid))
			return true;
	return false;
}

/* efetch leaves unknown PMIDs out without a word: the editor is told, and a record that we hold and
 * PubMed withdrew comes back to the queue. */
static void compare_ids(struct visit *visit, const struct pubmed_records *records, struct arena *a,
	struct harvest *harvest)
{
	struct pubmed_visit *own = visit->own;
	harvest->vanished = arena_array(a, PAGE + records->deleted.n, sizeof *harvest->vanished);
	for (size_t i = own->at; i < own->ids.n && i < own->at + PAGE; i++) {
		struct str pmid = own->ids.v[i];
		if (fetched(records, pmid))
			continue;
		struct str text = str_printf(
			a, "PubMed lists PMID " STR_FMT " but does not give its record", STR_ARG(pmid));
		warn(visit, (struct strs){&text, 1});
		harvest->vanished[harvest->vanished_count++] = (struct vanished){
			pmid, S("PubMed no longer gives this record")};
	}
	for (size_t i = 0; i < records->deleted.n; i++)
		harvest->vanished[harvest->vanished_count++] = (struct vanished){
			records->deleted.v[i], S("PubMed deleted this record")};
}

static bool answer_fetch(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct harvest *harvest, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct pubmed_records records;
	bool broken_off = response->outcome == FETCH_TRUNCATED && response->status == 200;
	if (!answer_is_ok(response, err) && !broken_off)
		return false;
	struct err unreadable;
	if (!pubmed_parse(a, response->body, &records, broken_off ? &unreadable : err))
		return false;
	harvest->entries = records.entries;
	if (broken_off)
		return false;
	if (records.truncated)
		return err_set(err,
			"PubMed's answer breaks off in the middle; %zu complete records were taken",
			records.entries.n);
	compare_ids(visit, &records, a, harvest);
	own->at += PAGE;
	if (own->at >= own->ids.n)
		move_on(visit);
	return true;
}

static bool pubmed_answer(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct harvest *harvest, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	if (own->part == PART_SEARCH_NEW || own->part == PART_SEARCH_CHANGED)
		return answer_search(visit, response, a, err);
	return answer_fetch(visit, response, a, harvest, err);
}

const struct source_kind KIND_PUBMED = {
	.interval_ms = pubmed_interval,
	.tracks = true,
	.begin = pubmed_begin,
	.ask = pubmed_ask,
	.answer = pubmed_answer,
};
