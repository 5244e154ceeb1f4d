/* medlineplus: a search of the MedlinePlus health topics (wsearch.nlm.nih.gov), by pages. */
#include "source/kind.h"

/* The service asks for at most 85 requests a minute. */
enum { INTERVAL_MS = 710, PAGE = 50, MAX_PAGES = 20, SEVERAL = 2 };

struct medlineplus_visit {
	long pages;
	long next;               /* retstart of the next page; -1: none */
	size_t known;            /* how many topics that we hold it brought */
	struct str file, server; /* of the first page, by which the service knows the others */
};

static long medlineplus_interval(const struct visit *visit)
{
	(void)visit;
	return INTERVAL_MS;
}

static void medlineplus_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct medlineplus_visit);
}

static bool medlineplus_ask(struct visit *visit, struct fetch_request *request)
{
	struct medlineplus_visit *own = visit->own;
	struct arena *a = &visit->arena;
	if (own->next < 0)
		return false;
	bool first = own->next == 0;
	const struct parameter parameters[] = {
		{"db", source_text(visit->source, "db")},
		{"term", source_text(visit->source, "query")},
		{"rettype", S("topic")},
		{"retmax", str_printf(a, "%d", PAGE)},
		{"retstart", first ? STR_NONE : str_printf(a, "%ld", own->next)},
		{"file", first ? STR_NONE : own->file},
		{"server", first ? STR_NONE : own->server},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{NULL, STR_NONE},
	};
	request->url = kind_url(a, visit->site->services[SOURCE_MEDLINEPLUS].base_url, "", parameters);
	return true;
}

static void note_found(struct visit *visit, struct entries entries)
{
	struct medlineplus_visit *own = visit->own;
	for (size_t i = 0; i < entries.n; i++)
		own->known += strs_have(visit->known, entries.v[i].native);
}

/* The search is made whole each time. When it brings none of the several topics that it brought
 * before, the service has lost them. */
static bool found_any(const struct visit *visit, struct err *err)
{
	const struct medlineplus_visit *own = visit->own;
	return visit->first || visit->known.n < SEVERAL || own->known ||
		kind_fail(err, "MedlinePlus gives none of the %zu health topics that it gave before",
			visit->known.n);
}

static void warn_of_rest(struct visit *visit, long count)
{
	struct medlineplus_visit *own = visit->own;
	strs_add(&visit->arena, &visit->warnings,
		str_printf(&visit->arena, "MedlinePlus has %ld health topics; the first %ld were read",
			count, own->next));
}

/* The complete topics of an answer. False with the error: it breaks off or is no answer. */
static bool read_topics(const struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct medlineplus_page *page, struct err *err)
{
	struct err unreadable;
	bool broke_off = kind_broke_off(response);
	*page = (struct medlineplus_page){0};
	if (!kind_response_ok(visit, a, response, err) && !broke_off)
		return false;
	if (!reader_topics(visit->reader, a, response->body, page, broke_off ? &unreadable : err) ||
		broke_off)
		return false; /* when it broke off, the error is that of the response */
	return !page->cut.n ||
		kind_fail(err, "MedlinePlus's answer " STR_FMT "; %zu complete topics were taken",
			STR_ARG(page->cut), page->entries.n);
}

static bool medlineplus_take(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct source_answer *answer, struct err *err)
{
	struct medlineplus_visit *own = visit->own;
	struct medlineplus_page page;
	bool well = read_topics(visit, response, a, &page, err);
	answer->entries = page.entries;
	if (!well)
		return false;
	note_found(visit, page.entries);
	visit->count = page.count;
	visit->counted = true;
	own->next += page.documents;
	own->file = str_copy(&visit->arena, page.file);
	own->server = str_copy(&visit->arena, page.server);
	if (own->next < page.count && page.documents == 0)
		return kind_fail(err, "MedlinePlus counts %ld health topics and gave %ld of them",
			page.count, own->next);
	if (own->next < page.count && ++own->pages < MAX_PAGES)
		return true;
	if (own->next < page.count)
		warn_of_rest(visit, page.count);
	own->next = -1;
	return found_any(visit, err);
}

const struct kind KIND_MEDLINEPLUS = {
	.interval_ms = medlineplus_interval,
	.tracks = true,
	.begin = medlineplus_begin,
	.ask = medlineplus_ask,
	.take = medlineplus_take,
};
