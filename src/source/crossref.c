/* crossref: the Crossref REST API. It is a watch over what readers see that has a DOI: notices of
 * retractions and corrections (updated-by, update-to; with those of Retraction Watch), and papers
 * that preprints became. And it says what a publication is that an editor adds by a DOI which
 * PubMed does not have.
 *
 * A visit of the watch asks for the DOIs by lists. What a list does not give was never Crossref's
 * (a DOI of DataCite), or it is asked for by itself when Crossref gave it before: a DOI that is an
 * alias leads to another work, one that was deleted is not found. */
#include <assert.h>

#include "base/buf.h"
#include "base/url.h"
#include "match/match.h"
#include "source/kind.h"

/* Lists may be asked for three times a second from the polite pool (with mailto). */
enum { INTERVAL_MS = 500, LIST = 20, SEVERAL = 2, SHOWN = 5 };

struct crossref_visit {
	struct strs listed; /* DOIs that are asked for by lists */
	size_t at;          /* the first of the present list */
	bool whole;         /* the service does not know `select`: works come whole */
	struct strs single; /* DOIs that are asked for one by one */
	size_t single_at;
	size_t given;        /* works that came */
	struct strs unknown; /* updates of types that this program does not know */
};

static long crossref_interval(const struct visit *visit)
{
	(void)visit;
	return INTERVAL_MS;
}

/* A comma stands between the filters of a list. */
static bool fits_list(struct str doi)
{
	return str_find_char(doi, ',') == STR_NOT_FOUND;
}

static void crossref_begin(struct visit *visit)
{
	struct crossref_visit *own = arena_new(&visit->arena, struct crossref_visit);
	visit->own = own;
	for (size_t i = 0; i < visit->known.n; i++)
		strs_add(&visit->arena, fits_list(visit->known.v[i]) ? &own->listed : &own->single,
			visit->known.v[i]);
}

static struct strs present_list(const struct crossref_visit *own)
{
	size_t rest = own->listed.n - own->at;
	return (struct strs){own->listed.v + own->at, rest < LIST ? rest : LIST};
}

/* "doi:10.1234/a,doi:10.1234/b": filters of one name mean one or the other. */
static struct str filter_of(struct arena *a, struct strs dois)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (size_t i = 0; i < dois.n; i++)
		buf_addf(&b, "%sdoi:" STR_FMT, i ? "," : "", STR_ARG(dois.v[i]));
	return str_copy(a, buf_str(&b));
}

static struct str work_url(struct visit *visit, struct str doi)
{
	struct arena *a = &visit->arena;
	const struct parameter parameters[] = {{"mailto", visit->site->email}, {NULL, STR_NONE}};
	struct str path = str_printf(a, "works/" STR_FMT, STR_ARG(url_encode(a, doi)));
	return kind_url(
		a, visit->site->services[SOURCE_CROSSREF].base_url, str_cstr(a, path), parameters);
}

static bool crossref_ask(struct visit *visit, struct fetch_request *request)
{
	struct crossref_visit *own = visit->own;
	struct arena *a = &visit->arena;
	struct str base = visit->site->services[SOURCE_CROSSREF].base_url;
	struct strs list = present_list(own);
	const struct parameter parameters[] = {
		{"filter", filter_of(a, list)},
		{"rows", str_printf(a, "%d", LIST)},
		{"select", !own->whole ? S("DOI,updated-by,update-to,relation") : STR_NONE},
		{"mailto", visit->site->email},
		{NULL, STR_NONE},
	};
	if (!list.n && own->single_at >= own->single.n)
		return false;
	request->url = list.n ? kind_url(a, base, "works", parameters) :
							work_url(visit, own->single.v[own->single_at]);
	return true;
}

/* What the answer says of updates that the program does not know, for the editor. */
static void note_unknown(struct visit *visit, const struct crossref_works *works)
{
	struct crossref_visit *own = visit->own;
	for (size_t i = 0; i < works->unknown.n && own->unknown.n < SHOWN; i++)
		strs_add(&visit->arena, &own->unknown, str_copy(&visit->arena, works->unknown.v[i]));
}

static void hand_over(
	struct visit *visit, const struct crossref_works *works, struct source_answer *answer)
{
	struct crossref_visit *own = visit->own;
	answer->present = works->dois;
	answer->said = works->said;
	answer->said_count = works->said_count;
	own->given += works->dois.n;
	note_unknown(visit, works);
}

/* A service that gives none of the several works that it gave before has lost its records. */
static bool is_trusted(const struct visit *visit, struct err *err)
{
	const struct crossref_visit *own = visit->own;
	size_t before = 0;
	for (size_t i = 0; i < visit->known.n; i++)
		before += strs_sorted_have(visit->given, visit->known.v[i]);
	return own->given || before < SEVERAL ||
		kind_fail(err, "Crossref gives none of the %zu works that it gave before", before);
}

static void end_visit(struct visit *visit)
{
	const struct crossref_visit *own = visit->own;
	for (size_t i = 0; i < own->unknown.n; i++)
		strs_add(&visit->arena, &visit->warnings,
			str_printf(&visit->arena,
				"Crossref says something of a work that is not known here: " STR_FMT,
				STR_ARG(own->unknown.v[i])));
}

/* On to the next list, or the next work: those that Crossref gave before and not now, which are
 * trusted to be missing only when others came. */
static bool move_on(struct visit *visit, struct err *err)
{
	struct crossref_visit *own = visit->own;
	if (own->at < own->listed.n) {
		own->at += present_list(own).n;
		if (own->at >= own->listed.n && !is_trusted(visit, err))
			return false;
	} else {
		own->single_at++;
	}
	if (own->at >= own->listed.n && own->single_at >= own->single.n)
		end_visit(visit);
	return true;
}

/* A DOI that Crossref does not take for one fails its list: each is asked for by itself. */
static bool take_apart(struct visit *visit, struct err *err)
{
	struct crossref_visit *own = visit->own;
	struct strs list = present_list(own);
	if (!own->whole) { /* first of all it may be `select` that it does not take */
		own->whole = true;
		return true;
	}
	for (size_t i = 0; i < list.n; i++)
		strs_add(&visit->arena, &own->single, list.v[i]);
	return move_on(visit, err);
}

/* Those of the list that are missing from the answer, and were given before. */
static void note_missing(struct visit *visit, struct strs list, struct strs dois)
{
	struct crossref_visit *own = visit->own;
	for (size_t i = 0; i < list.n; i++)
		if (!strs_have(dois, list.v[i]) && strs_sorted_have(visit->given, list.v[i]))
			strs_add(&visit->arena, &own->single, list.v[i]);
}

static bool take_list(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct crossref_visit *own = visit->own;
	struct strs list = present_list(own);
	struct crossref_works works;
	if (response->outcome == FETCH_DONE && response->status == 400)
		return take_apart(visit, err);
	if (!kind_response_ok(visit, a, response, err) ||
		!reader_works(visit->reader, a, response->body, &works, err))
		return false;
	hand_over(visit, &works, answer);
	if (works.truncated)
		return kind_fail(err, "Crossref's answer breaks off in the middle");
	if (works.total > (long)(works.dois.n + works.skipped))
		return kind_fail(err, "Crossref counts %ld works and gave %zu of them", works.total,
			works.dois.n + works.skipped);
	note_missing(visit, list, works.dois);
	return move_on(visit, err);
}

/* What is said of the work to which an alias leads is said of the alias. */
static void name_by(struct crossref_works *works, struct str doi)
{
	for (size_t i = 0; i < works->said_count && works->dois.n; i++)
		if (str_eq(works->said[i].doi, works->dois.v[0]))
			works->said[i].doi = doi;
	works->dois.v[0] = doi;
}

static bool take_single(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct crossref_visit *own = visit->own;
	struct str doi = own->single.v[own->single_at];
	struct crossref_works works;
	bool missing = response->outcome == FETCH_DONE && response->status == 404;
	if (missing && strs_sorted_have(visit->given, doi))
		kind_absent(visit,
			(struct absence){.native = doi, .reason = {REASON_MISSING, S("Crossref"), S("DOI")}});
	if (missing || (response->outcome == FETCH_DONE && response->status == 400))
		return move_on(visit, err);
	if (!kind_response_ok(visit, a, response, err) ||
		!reader_works(visit->reader, a, response->body, &works, err))
		return false;
	if (works.dois.n != 1)
		return kind_fail(err, "Crossref gave %zu works where one was asked for", works.dois.n);
	name_by(&works, doi);
	hand_over(visit, &works, answer);
	return move_on(visit, err);
}

static bool crossref_take(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct source_answer *answer, struct err *err)
{
	const struct crossref_visit *own = visit->own;
	return own->at < own->listed.n ? take_list(visit, response, a, answer, err) :
									 take_single(visit, response, a, answer, err);
}

static const struct watch WORKS = {WATCH_WORKS, KEY_DOI};
const struct kind KIND_CROSSREF = {
	.interval_ms = crossref_interval,
	.tracks = true,
	.watch = &WORKS,
	.begin = crossref_begin,
	.ask = crossref_ask,
	.take = crossref_take,
};

/* -- What editors add -- */

struct added_visit {
	size_t at; /* the addition that is looked up */
};

static void added_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct added_visit);
}

static bool added_ask(struct visit *visit, struct fetch_request *request)
{
	const struct added_visit *own = visit->own;
	if (own->at >= visit->additions.n)
		return false;
	request->url = work_url(visit, visit->additions.v[own->at].text);
	return true;
}

/* 400 is of what is no DOI, 404 of one that is not Crossref's. */
static bool is_unknown(const struct fetch_response *response)
{
	return response->outcome == FETCH_DONE && (response->status == 404 || response->status == 400);
}

/* The answer to a DOI that is an alias is the work to which it leads. */
static bool added_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct added_visit *own = visit->own;
	struct crossref_works works;
	assert(own->at < visit->additions.n);
	struct str doi = visit->additions.v[own->at].text;
	if (!is_unknown(response)) {
		if (!kind_response_ok(visit, a, response, err) ||
			!reader_works(visit->reader, a, response->body, &works, err))
			return false;
		if (!works.work)
			return kind_fail(err, "Crossref gave a list where one work was asked for");
		if (!str_eq(works.work->native, doi))
			strs_add(a, &works.work->also, doi);
		answer->entries = (struct entries){works.work, 1};
	}
	own->at++;
	return true;
}

static const struct watch ADDED_WORKS = {ENTRY_WORK, KEY_DOI};
const struct kind KIND_ADD_CROSSREF = {
	.interval_ms = crossref_interval,
	.tracks = true,
	.wanted = &ADDED_WORKS,
	.begin = added_begin,
	.ask = added_ask,
	.take = added_take,
};
