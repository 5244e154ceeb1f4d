/* The searches of a visit to PubMed: which records are new or changed. */
#include <assert.h>

#include "source/pubmed_visit.h"

#include "base/calendar.h"

enum {
	LONG_QUERY = 1500, /* bytes: more does not fit in an address */
	MAX_WARNINGS = 20
};

struct str pubmed_day(struct arena *a, struct date d)
{
	return d.year ? str_printf(a, "%04d/%02d/%02d", d.year, d.month, d.day) : STR_NONE;
}

void pubmed_ask_search(struct visit *visit, struct fetch_request *request)
{
	struct pubmed_visit *own = visit->own;
	struct arena *a = &visit->arena;
	struct str query = source_text(visit->source, "query");
	assert(own->todo_count > 0);
	struct pubmed_days days = own->todo[own->todo_count - 1];
	struct str datetype = own->part == PUBMED_SEARCH_NEW ? S("edat") : S("mdat");
	const struct parameter parameters[] = {
		{"db", S("pubmed")},
		{"term", query},
		{"usehistory", S("y")},
		{"retmax", str_printf(a, "%d", PUBMED_MOST)},
		{"datetype", days.from.year ? datetype : STR_NONE},
		{"mindate", pubmed_day(a, days.from)},
		{"maxdate", pubmed_day(a, days.to)},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{"api_key", visit->site->services[SOURCE_PUBMED].api_key},
		{NULL, STR_NONE},
	};
	pubmed_request(visit, "esearch.fcgi", parameters, query.n > LONG_QUERY, request);
}

/* Too many records for one search: its days in two halves, the later one first. False when it is a
 * single day already. */
static bool split_days(struct visit *visit, struct pubmed_days days)
{
	struct pubmed_visit *own = visit->own;
	if (!days.from.year)
		days = (struct pubmed_days){{1900, 1, 1}, pubmed_tomorrow(visit)};
	int64_t from = date_to_time(days.from), to = date_to_time(days.to);
	if (from >= to || own->todo_count + 2 > PUBMED_MAX_DAYS)
		return false;
	struct date middle = date_from_time(from + (to - from) / 2 / CALENDAR_DAY * CALENDAR_DAY);
	pubmed_push_days(own, (struct pubmed_days){days.from, middle});
	pubmed_push_days(own, (struct pubmed_days){date_add_days(middle, 1), days.to});
	return true;
}

/* The words of ESearch's ErrorList and WarningList (ESearch.dtd) that tell of a search only half
 * understood, for an editor. Anything else stays as PubMed put it. */
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

void pubmed_warn(struct visit *visit, struct strs texts)
{
	for (size_t i = 0; i < texts.n && visit->warnings.n < MAX_WARNINGS; i++)
		strs_add(&visit->arena, &visit->warnings, in_plain_words(&visit->arena, texts.v[i]));
}

/* Without PubMed's OutputMessage "No items found.", which every quiet week brings. ESearch has no
 * other sign for it, so its words are compared. */
static struct strs worth_saying(struct arena *a, struct strs messages)
{
	struct strs rest = {0};
	for (size_t i = 0; i < messages.n; i++)
		if (str_find(messages.v[i], S("No items found")) == STR_NOT_FOUND)
			strs_add(a, &rest, messages.v[i]);
	return rest;
}

/* The records of this search that are to be fetched. When one day changed more records than can be
 * named, that is every record that we hold. */
static struct strs ids_wanted(struct visit *visit, const struct esearch *search, bool changed)
{
	struct strs wanted = {0};
	if (changed && search->count > PUBMED_MOST)
		return visit->known;
	for (size_t i = 0; i < search->ids.n; i++)
		if (!changed || strs_have(visit->known, search->ids.v[i]))
			strs_add(&visit->arena, &wanted, str_copy(&visit->arena, search->ids.v[i]));
	return wanted;
}

static void warn_of_rest(struct visit *visit, long count)
{
	strs_add(&visit->arena, &visit->warnings,
		str_printf(&visit->arena, "PubMed has %ld records of one day; only the first %d can be had",
			count, PUBMED_MOST));
}

bool pubmed_has_ids(const struct esearch *search, struct err *err)
{
	size_t most = search->count > PUBMED_MOST ? PUBMED_MOST : (size_t)search->count;
	return search->ids.n >= most ||
		kind_fail(
			err, "PubMed counts %ld records and names %zu of them", search->count, search->ids.n);
}

/* What is counted and not named would never be asked for again. Of too many changed records none
 * are named: all that we hold are fetched. */
static bool has_its_ids(const struct esearch *search, bool changed, struct err *err)
{
	return (changed && search->count > PUBMED_MOST) || pubmed_has_ids(search, err);
}

bool pubmed_take_search(
	struct visit *visit, const struct fetch_response *response, struct arena *a, struct err *err)
{
	struct pubmed_visit *own = visit->own;
	struct esearch search;
	if (!kind_response_ok(visit, a, response, err) ||
		!reader_esearch(visit->reader, a, response->body, &search, err))
		return false;
	bool changed = own->part == PUBMED_SEARCH_CHANGED;
	assert(own->todo_count > 0);
	struct pubmed_days days = own->todo[--own->todo_count];
	if (!visit->counted)
		visit->count = search.count;
	visit->counted = true;
	if (!changed && !visit->warnings.n) {
		pubmed_warn(visit, search.errors);
		pubmed_warn(visit, worth_saying(a, search.warnings));
	}
	if (search.count > PUBMED_MOST && split_days(visit, days))
		return true;
	if (!has_its_ids(&search, changed, err))
		return false;
	if (search.count > PUBMED_MOST && !changed)
		warn_of_rest(visit, search.count);
	own->ids = ids_wanted(visit, &search, changed);
	own->at = 0;
	own->query_key = str_copy(&visit->arena, search.query_key);
	own->web_env = str_copy(&visit->arena, search.web_env);
	own->part = changed ? PUBMED_FETCH_CHANGED : PUBMED_FETCH_NEW;
	if (!own->ids.n)
		pubmed_move_on(visit);
	return true;
}
