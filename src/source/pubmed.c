/* pubmed: a PubMed search by the E-utilities (ESearch with the history server, EFetch by pages).
 *
 * A visit has three parts, the first two of them a search and the fetching of its records:
 *  1. new records: all on the first visit, later those that entered PubMed since the mark
 *     (datetype=edat);
 *  2. changed records: those revised since the mark (datetype=mdat), of which only the ones that we
 *     hold are fetched: a paper that was retracted, or got its volume and pages.
 *  3. missing records: those that PubMed listed and did not give (pubmed_missing.c).
 * The searches look two days back behind their marks. PubMed hands out no more than 9,999 records
 * of one search, so a longer answer is split by days until each part fits. Marks move only when the
 * visit came to its end. */
#include <assert.h>

#include "match/match.h"
#include "source/pubmed_visit.h"

/* 3 requests a second, 10 with a key (NLM KA-05317). We ask less often, since requests sent at even
 * times may arrive in a bunch. */
enum { INTERVAL_MS = 400, INTERVAL_KEY_MS = 120 };
/* A watch is visited each day: what is due after six days is looked at within seven. */
enum { PUBMED_LOOK_SECONDS = 6 * 86400 };

static const struct service *service_of(const struct visit *visit)
{
	return &visit->site->services[SOURCE_PUBMED];
}

static long pubmed_interval(const struct visit *visit)
{
	return service_of(visit)->api_key.n ? INTERVAL_KEY_MS : INTERVAL_MS;
}

struct date pubmed_tomorrow(const struct visit *visit)
{
	return date_add_days(date_from_time(visit->now), 1);
}

void pubmed_push_days(struct pubmed_visit *own, struct pubmed_days days)
{
	assert(own->todo_count < PUBMED_MAX_DAYS);
	own->todo[own->todo_count++] = days;
}

static void pubmed_begin(struct visit *visit)
{
	struct pubmed_visit *own = arena_new(&visit->arena, struct pubmed_visit);
	if (visit->kind->wanted) {
		visit->own = own;
		pubmed_named_begin(visit);
		return;
	}
	if (visit->kind->watch) {
		visit->own = own;
		pubmed_missing_begin(visit);
		pubmed_watch_begin(visit);
		return;
	}
	struct date since = kind_mark_since(visit->state.new_mark);
	struct date until = since.year ? pubmed_tomorrow(visit) : (struct date){0};
	pubmed_push_days(own, (struct pubmed_days){since, until});
	visit->own = own;
	pubmed_missing_begin(visit);
}

void pubmed_request(struct visit *visit, const char *program, const struct parameter *parameters,
	bool form, struct fetch_request *request)
{
	static const struct parameter none[] = {{NULL, STR_NONE}};
	struct arena *a = &visit->arena;
	struct str base = service_of(visit)->base_url;
	request->url = kind_url(a, base, program, form ? none : parameters);
	if (form)
		request->body = kind_form(a, parameters);
}

static bool pubmed_ask(struct visit *visit, struct fetch_request *request)
{
	struct pubmed_visit *own = visit->own;
	switch (own->part) {
	case PUBMED_SEARCH_NEW:
	case PUBMED_SEARCH_CHANGED: pubmed_ask_search(visit, request); return true;
	case PUBMED_FETCH_NEW:
	case PUBMED_FETCH_CHANGED:
	case PUBMED_FETCH_MISSING: pubmed_ask_fetch(visit, request); return true;
	case PUBMED_SEARCH_WATCHED: pubmed_watch_ask(visit, request); return true;
	case PUBMED_SEARCH_NAMED: pubmed_named_ask(visit, request); return true;
	case PUBMED_SEARCH_MISSING: pubmed_missing_ask(visit, request); return true;
	case PUBMED_DONE: break;
	}
	return false;
}

/* On to the next range of days, of new records and then of changed ones; false when all were
 * searched. */
static bool search_next(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	bool changed = own->part != PUBMED_FETCH_NEW;
	if (visit->kind->watch || visit->kind->wanted)
		return false;
	if (!changed && !own->todo_count && visit->state.changed_mark.n && visit->known.n) {
		struct date since = kind_mark_since(visit->state.changed_mark);
		pubmed_push_days(own, (struct pubmed_days){since, pubmed_tomorrow(visit)});
		changed = true;
	}
	if (own->todo_count)
		own->part = changed ? PUBMED_SEARCH_CHANGED : PUBMED_SEARCH_NEW;
	return own->todo_count > 0;
}

static bool has_next_part(struct visit *visit)
{
	const struct pubmed_visit *own = visit->own;
	switch (own->part) {
	case PUBMED_FETCH_NEW:
	case PUBMED_FETCH_CHANGED: return search_next(visit) || pubmed_missing_start(visit);
	case PUBMED_FETCH_MISSING: return pubmed_missing_look_up(visit);
	default: return false;
	}
}

void pubmed_move_on(struct visit *visit)
{
	struct pubmed_visit *own = visit->own;
	assert(own->part != PUBMED_DONE);
	if (has_next_part(visit))
		return;
	own->part = PUBMED_DONE;
	pubmed_missing_warn(visit);
	visit->state.new_mark = visit->state.changed_mark = kind_mark(&visit->arena, visit->now);
}

static bool pubmed_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	switch (own->part) {
	case PUBMED_SEARCH_NEW:
	case PUBMED_SEARCH_CHANGED: return pubmed_take_search(visit, response, a, err);
	case PUBMED_SEARCH_WATCHED: return pubmed_watch_take(visit, response, a, err);
	case PUBMED_SEARCH_NAMED: return pubmed_named_take(visit, response, a, err);
	case PUBMED_SEARCH_MISSING: pubmed_missing_take(visit, response, a); return true;
	default: return pubmed_take_fetch(visit, response, a, answer, err);
	}
}

const struct kind KIND_PUBMED = {
	.interval_ms = pubmed_interval,
	.tracks = true,
	.begin = pubmed_begin,
	.ask = pubmed_ask,
	.take = pubmed_take,
};

static const struct watch PAPERS = {ENTRY_PAPER, KEY_PMID};
const struct kind KIND_WATCH_PUBMED = {
	.interval_ms = pubmed_interval,
	.tracks = true,
	.watch = &PAPERS,
	.look_every = PUBMED_LOOK_SECONDS,
	.begin = pubmed_begin,
	.ask = pubmed_ask,
	.take = pubmed_take,
};

/* Papers that editors add by hand, by their PMIDs, PMCIDs or DOIs. */
const struct kind KIND_ADD_PUBMED = {
	.interval_ms = pubmed_interval,
	.tracks = true,
	.wanted = &PAPERS,
	.begin = pubmed_begin,
	.ask = pubmed_ask,
	.take = pubmed_take,
};
