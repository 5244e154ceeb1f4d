/* clinicaltrials: a search of ClinicalTrials.gov (API v2), and the watch over the trials that it
 * brought.
 *
 * A visit has four parts:
 *  1. PART_SEARCH: the search, by pages to the end; after the first visit only what was updated
 *     since the last one, with two days of overlap.
 *  2. PART_UPDATED: of the trials that we hold and the search did not bring again, those updated
 *     since. A trial that no longer recruits falls out of a search for recruiting trials, and just
 *     that must be noticed.
 *  3. PART_LISTED: which of them the registry still lists. Parts 2 and 3 take turns, for a chunk of
 *     NCT numbers at a time.
 *  4. PART_SINGLE: those it no longer lists under their number, one by one: an obsolete alias
 *     answers 301 with the study that took its place.
 *
 * The watch over trials that readers see is a visit of parts 3 and 4 alone, to all of them, and
 * takes the whole studies: a status that the registry itself sets to UNKNOWN, when nobody has
 * verified it for two years, moves no date. */
#include <assert.h>

#include "base/buf.h"
#include "match/match.h"
#include "source/addition.h"

/* The service asks for about 50 requests a minute. */
enum { INTERVAL_MS = 1200, MAX_PAGES = 500, CHUNK = 100, SEVERAL = 2 };

enum part { PART_SEARCH, PART_UPDATED, PART_LISTED, PART_SINGLE, PART_DONE };

struct clinicaltrials_visit {
	enum part part;
	struct str page_token; /* of the next page; empty: the first */
	long total;            /* studies of the present request, as they are counted; -1: unknown */
	size_t got;            /* of them, so far */
	size_t skipped;        /* of all requests: studies without an NCT number */
	struct strs tokens;    /* of the pages of the present request that were asked for */
	struct strs seen;      /* NCT numbers that the search brought */
	struct strs unseen;    /* those that we hold and it did not bring */
	size_t chunk;          /* the first of `unseen` in the present request */
	struct strs listed;    /* of `unseen`, those the registry still lists */
	struct strs missing;   /* of `unseen`, the others */
	size_t single;         /* the one of `missing` that is asked for */
};

static long clinicaltrials_interval(const struct visit *visit)
{
	(void)visit;
	return INTERVAL_MS;
}

/* Studies are asked for by their numbers, and whole. */
static bool is_by_number(const struct visit *visit)
{
	return visit->kind->watch || visit->kind->wanted;
}

static void clinicaltrials_begin(struct visit *visit)
{
	struct clinicaltrials_visit *own = arena_new(&visit->arena, struct clinicaltrials_visit);
	own->total = -1;
	visit->own = own;
	if (!is_by_number(visit))
		return;
	own->unseen = visit->kind->wanted ? addition_natives(visit) : visit->known;
	own->part = own->unseen.n ? PART_LISTED : PART_DONE;
}

static struct strs without(struct arena *a, struct strs all, struct strs some)
{
	struct strs rest = {0};
	for (size_t i = 0; i < all.n; i++)
		if (!strs_have(some, all.v[i]))
			strs_add(a, &rest, all.v[i]);
	return rest;
}

/* At most n texts from the one at `from` on. */
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

/* In the registry's search language (Essie): everything that changed since the mark. */
static struct str updated_since(struct arena *a, const struct visit *visit)
{
	struct date since = kind_mark_since(visit->state.new_mark);
	char day[TIME_TEXT];
	if (!since.year)
		return STR_NONE;
	return str_printf(a, "AREA[LastUpdatePostDate]RANGE[%s,MAX]", date_iso(since, day));
}

static struct str studies_url(struct visit *visit, const struct parameter *parameters)
{
	return kind_url(&visit->arena, visit->site->services[SOURCE_CLINICALTRIALS].base_url, "studies",
		parameters);
}

/* Every page of a search repeats all its parameters but countTotal, which the first one answers. */
static struct str search_url(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	const struct source *source = visit->source;
	struct arena *a = &visit->arena;
	struct strs status = source_texts(source, "status");
	const struct parameter parameters[] = {
		{"format", S("json")},
		{"query.cond", source_text(source, "condition")},
		{"query.intr", source_text(source, "intervention")},
		{"query.term", source_text(source, "term")},
		{"filter.overallStatus", joined(a, status, 0, status.n, '|')},
		{"filter.advanced", updated_since(a, visit)},
		{"sort", S("LastUpdatePostDate:desc")},
		{"pageSize", S("200")},
		{"countTotal", own->page_token.n ? STR_NONE : S("true")},
		{"pageToken", own->page_token},
		{NULL, STR_NONE},
	};
	return studies_url(visit, parameters);
}

static struct str watch_url(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	struct arena *a = &visit->arena;
	bool listed = own->part == PART_LISTED, whole = !listed || is_by_number(visit);
	const struct parameter parameters[] = {
		{"format", S("json")},
		{"filter.ids", joined(a, own->unseen, own->chunk, CHUNK, ',')},
		{"filter.advanced", listed ? STR_NONE : updated_since(a, visit)},
		{"fields", whole ? STR_NONE : S("NCTId")},
		{"pageSize", str_printf(a, "%d", CHUNK)},
		{"countTotal", own->page_token.n ? STR_NONE : S("true")},
		{"pageToken", own->page_token},
		{NULL, STR_NONE},
	};
	return studies_url(visit, parameters);
}

static struct str single_url(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	struct str base = visit->site->services[SOURCE_CLINICALTRIALS].base_url;
	assert(own->single < own->missing.n);
	return str_printf(&visit->arena, STR_FMT "studies/" STR_FMT, STR_ARG(base),
		STR_ARG(own->missing.v[own->single]));
}

static bool clinicaltrials_ask(struct visit *visit, struct fetch_request *request)
{
	struct clinicaltrials_visit *own = visit->own;
	switch (own->part) {
	case PART_SEARCH: request->url = search_url(visit); return true;
	case PART_UPDATED:
	case PART_LISTED: request->url = watch_url(visit); return true;
	case PART_SINGLE: request->url = single_url(visit); return true;
	case PART_DONE: break;
	}
	return false;
}

/* What follows when the last page of the present request has come. */
static enum part next_part(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	switch (own->part) {
	case PART_SEARCH:
		own->unseen = without(&visit->arena, visit->known, own->seen);
		return own->unseen.n ? PART_UPDATED : PART_DONE;
	case PART_UPDATED: return PART_LISTED;
	case PART_LISTED:
		own->chunk += CHUNK;
		if (own->chunk < own->unseen.n)
			return is_by_number(visit) ? PART_LISTED : PART_UPDATED;
		own->missing = without(&visit->arena, own->unseen, own->listed);
		return own->missing.n ? PART_SINGLE : PART_DONE;
	case PART_SINGLE: return ++own->single < own->missing.n ? PART_SINGLE : PART_DONE;
	case PART_DONE: break;
	}
	return PART_DONE;
}

static void move_on(struct visit *visit)
{
	struct clinicaltrials_visit *own = visit->own;
	assert(own->part != PART_DONE);
	own->page_token = STR_NONE;
	own->total = -1;
	own->got = 0;
	own->tokens = (struct strs){0};
	own->part = next_part(visit);
	if (own->part != PART_DONE)
		return;
	visit->state.new_mark = kind_mark(&visit->arena, visit->now);
	if (own->skipped)
		strs_add(&visit->arena, &visit->warnings,
			str_printf(&visit->arena,
				"ClinicalTrials.gov gave %zu studies without an NCT number, which were left out",
				own->skipped));
}

static struct strs natives_of(struct arena *a, struct entries entries)
{
	struct strs natives = {0};
	for (size_t i = 0; i < entries.n; i++)
		strs_add(a, &natives, entries.v[i].native);
	return natives;
}

static void note_numbers(struct visit *visit, struct strs *list, struct entries entries)
{
	for (size_t i = 0; i < entries.n; i++)
		strs_add(&visit->arena, list, str_copy(&visit->arena, entries.v[i].native));
}

/* A trial that we hold under a number that the registry no longer lists. */
static bool take_single(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	struct studies studies;
	if (response->outcome == FETCH_DONE && response->status == 404) {
		kind_absent(visit,
			(struct absence){.native = own->missing.v[own->single],
				.reason = {REASON_MISSING, S("ClinicalTrials.gov"), S("study")}});
	} else {
		if (!kind_response_ok(visit, a, response, err) ||
			!reader_studies(visit->reader, a, response->body, &studies, err))
			return false;
		answer->entries = studies.entries;
		strs_add(a, &answer->present, own->missing.v[own->single]); /* perhaps as an alias */
	}
	move_on(visit);
	return true;
}

/* On to the page of that token, which must be a new one. */
static bool turn_page(struct visit *visit, struct str token, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	if (strs_have(own->tokens, token) || own->tokens.n >= MAX_PAGES)
		return kind_fail(err,
			"ClinicalTrials.gov does not come to an end: page %zu names one as the next that was "
			"there before, or there are more than %d",
			own->tokens.n + 1, MAX_PAGES);
	own->page_token = str_copy(&visit->arena, token);
	strs_add(&visit->arena, &own->tokens, own->page_token);
	return true;
}

/* The pages may end before all that was counted has come. */
static bool came_whole(const struct clinicaltrials_visit *own, struct err *err)
{
	return own->total < 0 || own->got >= (size_t)own->total ||
		kind_fail(err, "ClinicalTrials.gov counts %ld studies and gave %zu of them", own->total,
			own->got);
}

/* A service that neither finds a new study nor lists one of the several that we hold has lost its
 * records, not we our trials. */
static bool is_trusted(const struct visit *visit, struct err *err)
{
	const struct clinicaltrials_visit *own = visit->own;
	bool last = !visit->kind->wanted && own->part == PART_LISTED &&
		own->chunk + CHUNK >= own->unseen.n;
	return !last || own->unseen.n < SEVERAL || own->seen.n || own->listed.n ||
		kind_fail(err, "ClinicalTrials.gov lists none of the %zu studies that it gave before",
			own->unseen.n);
}

/* The complete studies of a page. False with the error: it breaks off or is no page. */
static bool read_studies(const struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct studies *studies, struct err *err)
{
	struct err unreadable;
	bool broke_off = kind_broke_off(response);
	*studies = (struct studies){0};
	if (!kind_response_ok(visit, a, response, err) && !broke_off)
		return false;
	if (!reader_studies(visit->reader, a, response->body, studies, broke_off ? &unreadable : err) ||
		broke_off)
		return false; /* when it broke off, the error is that of the response */
	return !studies->truncated ||
		kind_fail(err,
			"ClinicalTrials.gov's answer breaks off in the middle; %zu complete studies were taken",
			studies->entries.n);
}

static bool take_page(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	struct studies studies;
	bool well = read_studies(visit, response, a, &studies, err);
	if (own->part != PART_LISTED || is_by_number(visit))
		answer->entries = studies.entries;
	else /* there only numbers were asked for */
		answer->present = natives_of(a, studies.entries);
	if (!well)
		return false;
	if (studies.fault.n && !visit->warnings.n)
		strs_add(&visit->arena, &visit->warnings,
			str_printf(&visit->arena, "ClinicalTrials.gov sent " STR_FMT, STR_ARG(studies.fault)));
	own->got += studies.entries.n + studies.skipped;
	own->skipped += studies.skipped;
	if (studies.total >= 0) {
		own->total = visit->count = studies.total;
		visit->counted = true;
	}
	struct strs *numbers = own->part == PART_SEARCH ? &own->seen : &own->listed;
	note_numbers(visit, numbers, studies.entries);
	/* A page may be empty and still not be the last. */
	if (studies.next_page_token.n)
		return turn_page(visit, studies.next_page_token, err);
	if (!came_whole(own, err) || !is_trusted(visit, err))
		return false;
	move_on(visit);
	return true;
}

static bool clinicaltrials_take(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct source_answer *answer, struct err *err)
{
	struct clinicaltrials_visit *own = visit->own;
	return own->part == PART_SINGLE ? take_single(visit, response, a, answer, err) :
									  take_page(visit, response, a, answer, err);
}

const struct kind KIND_CLINICALTRIALS = {
	.interval_ms = clinicaltrials_interval,
	.tracks = true,
	.begin = clinicaltrials_begin,
	.ask = clinicaltrials_ask,
	.take = clinicaltrials_take,
};

static const struct watch TRIALS = {ENTRY_TRIAL, KEY_NCT};
const struct kind KIND_WATCH_CLINICALTRIALS = {
	.interval_ms = clinicaltrials_interval,
	.tracks = true,
	.watch = &TRIALS,
	.begin = clinicaltrials_begin,
	.ask = clinicaltrials_ask,
	.take = clinicaltrials_take,
};

/* Trials that editors add by hand, by their NCT numbers. */
const struct kind KIND_ADD_CLINICALTRIALS = {
	.interval_ms = clinicaltrials_interval,
	.tracks = true,
	.wanted = &TRIALS,
	.begin = clinicaltrials_begin,
	.ask = clinicaltrials_ask,
	.take = clinicaltrials_take,
};
