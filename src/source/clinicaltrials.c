/* clinicaltrials: a search of ClinicalTrials.gov (API v2), and the watch over the trials that it
 * brought.
 *
 * A visit has three parts:
 *  1. the search, by pages to the end; after the first run only what was updated since the last
 * visit, with two days of overlap;
 *  2. of the trials that we hold and the search did not bring again: those updated since (a trial
 * that no longer recruits falls out of a search for recruiting trials, and just that must be
 * noticed), and which of them the registry still has;
 *  3. those it no longer lists under their number, one by one: an obsolete alias answers 301 with
 * the study that took its place. */
#include "parse/record/clinicaltrials.h"

#include "base/buf.h"
#include "source/kind.h"

/* The service asks for about 50 requests a minute. */
enum { INTERVAL_MS = 1200, MAX_PAGES = 500, CHUNK = 100 };

enum part { PART_SEARCH, PART_UPDATED, PART_LISTED, PART_SINGLE, PART_DONE };

struct clinicaltrials_visit {
	enum part part;
	struct str page_token;
	struct strs tokens; /* of the present request's pages */
	struct strs seen;   /* NCT numbers that this visit brought */
	struct strs rest;   /* held, not seen */
	size_t chunk;       /* first of `rest` in the present request */
	struct strs listed; /* of `rest`, those the registry still lists */
	struct strs missing;
	size_t single;
};

static long clinicaltrials_interval(const struct visit *visit)
{
	(void)visit;
	return INTERVAL_MS;
}

static void clinicaltrials_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct clinicaltrials_visit);
}

static bool contains(struct strs list, struct str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], s))
			return true;
	return false;
}

static struct strs without(struct arena *a, struct strs all, struct strs some)
{
	struct strs rest = {0};
	for (size_t i = 0; i < all.n; i++)
		if (!contains(some, all.v[i]))
			strs_add(a, &rest, all.v[i]);
	return rest;
}

static struct str joined(struct arena *a, struct strs list, size_t from, size_t n, char separator)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (size_t i = from; i < list.n && i < from + n; i++) {
		if (i > from)
			buf_add_char(&b, separator);
		buf_add(&b, list.v[i]);
	}
	return str_copy(a, buf_str(&b));
}

/* Essie: everything that changed since the mark. */
static struct str updated_since(struct arena *a, const struct visit *visit)
{
	struct date since = mark_with_overlap(visit->state.new_mark);
	char day[TIME_TEXT];
	if (!since.year)
		return STR_NONE;
	return str_printf(a, "AREA[LastUpdatePostDate]RANGE[%s,MAX]", date_iso(since, day));
}

/* Every page of one search repeats all parameters. */
static struct str search_url(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	const struct source *source = visit->source;
	struct arena *a = &visit->arena;
	struct parameter parameters[] = {
		{"format", S("json")},
		{"query.cond", source_text(source, "condition")},
		{"query.intr", source_text(source, "intervention")},
		{"query.term", source_text(source, "term")},
		{"filter.overallStatus", joined(a, source_texts(source, "status"), 0, SIZE_MAX - 1, '|')},
		{"filter.advanced", updated_since(a, visit)},
		{"sort", S("LastUpdatePostDate:desc")},
		{"pageSize", S("200")},
		{"pageToken", own->page_token},
		{NULL, STR_NONE},
	};
	return request_url(
		a, visit->site->services[SOURCE_CLINICALTRIALS].base_url, "studies", parameters);
}

static struct str watch_url(struct visit *visit, bool listed)
{
	struct clinicaltrials_visit *own = visit->own;
	struct arena *a = &visit->arena;
	struct parameter parameters[] = {
		{"format", S("json")},
		{"filter.ids", joined(a, own->rest, own->chunk, CHUNK, ',')},
		{"filter.advanced", listed ? STR_NONE : updated_since(a, visit)},
		{"fields", listed ? S("NCTId") : STR_NONE},
		{"pageSize", str_printf(a, "%d", CHUNK)},
		{"pageToken", own->page_token},
		{NULL, STR_NONE},
	};
	return request_url(
		a, visit->site->services[SOURCE_CLINICALTRIALS].base_url, "studies", parameters);
}

static bool clinicaltrials_ask(struct visit *visit, struct fetch_request *request)
{
	struct clinicaltrials_visit *own = visit->own;
	struct str base = visit->site->services[SOURCE_CLINICALTRIALS].base_url;
	switch (own->part) {
	case PART_SEARCH: request->url = search_url(visit); return true;
	case PART_UPDATED:
	case PART_LISTED: request->url = watch_url(visit, own->part == PART_LISTED); return true;
	case PART_SINGLE:
		request->url = str_printf(&visit->arena, STR_FMT "studies/" STR_FMT, STR_ARG(base),
			STR_ARG(own->missing.v[own->single]));
		return true;
	case PART_DONE: break;
	}
	return false;
}

/* On to the next chunk, or from one part to the next. */
static void move_on(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	own->page_token = STR_NONE;
	own->tokens = (struct strs){0};
	switch (own->part) {
	case PART_SEARCH:
		own->rest = without(&visit->arena, visit->known, own->seen);
		own->part = own->rest.n ? PART_UPDATED : PART_DONE;
		break;
	case PART_UPDATED: own->part = PART_LISTED; break;
	case PART_LISTED:
		own->chunk += CHUNK;
		own->part = PART_UPDATED;
		if (own->chunk < own->rest.n)
			break;
		own->missing = without(&visit->arena, own->rest, own->listed);
		own->part = own->missing.n ? PART_SINGLE : PART_DONE;
		break;
	case PART_SINGLE: own->part = ++own->single < own->missing.n ? PART_SINGLE : PART_DONE; break;
	case PART_DONE: break;
	}
	if (own->part == PART_DONE)
		visit->state.new_mark = mark_of(&visit->arena, visit->now);
}

static void remember(struct visit *visit, struct strs *list, struct entries entries)
{
	for (size_t i = 0; i < entries.n; i++)
		strs_add(&visit->arena, list, str_copy(&visit->arena, entries.v[i].native));
}

/* A trial that we hold under a number that the registry no longer lists. */
static bool answer_single(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct harvest *harvest, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	struct studies studies;
	if (response->outcome == FETCH_DONE && response->status == 404) {
		harvest->vanished = arena_new(a, struct vanished);
		*harvest->vanished = (struct vanished){
			own->missing.v[own->single], S("ClinicalTrials.gov no longer has this study")};
		harvest->vanished_count = 1;
	} else {
		if (!answer_is_ok(response, err) || !clinicaltrials_parse(a, response->body, &studies, err))
			return false;
		harvest->entries = studies.entries;
	}
	move_on(visit);
	return true;
}

static bool answer_page(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct harvest *harvest, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	struct studies studies;
	if (!answer_is_ok(response, err) || !clinicaltrials_parse(a, response->body, &studies, err))
		return false;
	if (own->part == PART_LISTED) {
		remember(visit, &own->listed, studies.entries);
	} else {
		remember(visit, own->part == PART_SEARCH ? &own->seen : &own->listed, studies.entries);
		harvest->entries = studies.entries;
	}
	/* A page may be empty and still not be the last. */
	if (!studies.next_page_token.n) {
		move_on(visit);
		return true;
	}
	if (contains(own->tokens, studies.next_page_token) || own->tokens.n >= MAX_PAGES)
		return err_set(err,
			"ClinicalTrials.gov does not come to an end: page %zu names one as the next that was "
			"there before, or there are more than %d",
			own->tokens.n + 1, MAX_PAGES);
	own->page_token = str_copy(&visit->arena, studies.next_page_token);
	strs_add(&visit->arena, &own->tokens, own->page_token);
	return true;
}

static bool clinicaltrials_answer(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct harvest *harvest, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	return (own->part == PART_SINGLE ? answer_single : answer_page)(
		visit, response, a, harvest, err);
}

const struct source_kind KIND_CLINICALTRIALS = {
	.interval_ms = clinicaltrials_interval,
	.tracks = true,
	.begin = clinicaltrials_begin,
	.ask = clinicaltrials_ask,
	.answer = clinicaltrials_answer,
};
