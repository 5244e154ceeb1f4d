/* notices: a kind of source for the test: a list of notices, one a line, as
 * "NUMBER TAB TITLE TAB ADDRESS", on a topic that is searched for. */
#include "source/kind.h"

struct notices_visit {
	bool asked;
};

static void notices_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct notices_visit);
}

static bool notices_ask(struct visit *visit, struct fetch_request *request)
{
	struct notices_visit *own = visit->own;
	const struct parameter parameters[] = {
		{"topic", source_text(visit->source, "topic")},
		{"order", source_text(visit->source, "order")},
		{NULL, STR_NONE},
	};
	if (own->asked)
		return false;
	own->asked = true;
	request->url = kind_url(
		&visit->arena, visit->site->services[SOURCE_NOTICES].base_url, "notices", parameters);
	return true;
}

static bool notices_take(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct source_answer *answer, struct err *err)
{
	struct str rest = response->body;
	if (!kind_response_ok(visit, a, response, err))
		return false;
	while (rest.n) {
		struct str line = str_cut(&rest, '\n'), number = str_cut(&line, '\t'),
				   title = str_cut(&line, '\t');
		struct entries *entries = &answer->entries;
		entries->v = arena_grow(a, entries->v, entries->n, sizeof *entries->v);
		entries->v[entries->n++] = (struct entry){.kind = ENTRY_NEWS,
			.native = str_copy(a, number),
			.title = str_copy(a, title),
			.url = str_copy(a, line),
			.published = NO_TIME,
			.updated = NO_TIME};
	}
	return true;
}

const struct kind KIND_NOTICES = {
	.begin = notices_begin,
	.ask = notices_ask,
	.take = notices_take,
};
