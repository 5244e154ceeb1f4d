/* medlineplus: a search of the MedlinePlus health topics (wsearch.nlm.nih.gov). */
#include "parse/record/medlineplus.h"

#include "source/kind.h"

/* The service asks for at most 85 requests a minute. */
enum { INTERVAL_MS = 710, PAGE = 50, MAX_PAGES = 20 };

struct medlineplus_visit {
	long pages, next; /* retstart of the next page, -1: none */
	struct str file, server;
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
	struct parameter parameters[] = {
		{"db", source_text(visit->source, "db")},
		{"term", source_text(visit->source, "query")},
		{"rettype", S("topic")},
		{"retmax", str_printf(a, "%d", PAGE)},
		{"retstart", own->next ? str_printf(a, "%ld", own->next) : STR_NONE},
		{"file", own->next ? own->file : STR_NONE},
		{"server", own->next ? own->server : STR_NONE},
		{"tool", S("tidings")},
		{"email", visit->site->email},
		{NULL, STR_NONE},
	};
	*request = (struct fetch_request){
		.url = request_url(a, visit->site->services[SOURCE_MEDLINEPLUS].base_url, "", parameters)};
	return true;
}

static bool medlineplus_answer(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct harvest *harvest, struct err *err)
{
	struct medlineplus_visit *own = visit->own;
	struct medlineplus_page page;
	if (!answer_is_ok(response, err) || !medlineplus_parse(a, response->body, &page, err))
		return false;
	harvest->entries = page.entries;
	own->next += (long)page.entries.n;
	own->file = str_copy(&visit->arena, page.file);
	own->server = str_copy(&visit->arena, page.server);
	if (page.entries.n == 0 || own->next >= page.count || ++own->pages >= MAX_PAGES)
		own->next = -1;
	return true;
}

const struct source_kind KIND_MEDLINEPLUS = {
	.interval_ms = medlineplus_interval,
	.begin = medlineplus_begin,
	.ask = medlineplus_ask,
	.answer = medlineplus_answer,
};
