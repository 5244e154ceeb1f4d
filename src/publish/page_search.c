/* search.html, and the answers of the server, by one template (publish/search.h). */
#include "base/array.h"
#include "base/terms.h"
#include "base/url.h"
#include "base/utf8.h"
#include "publish/page.h"
#include "publish/search.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"
#include "store/found.h"
#include "store/shown.h"

enum { SHOWN = 80 }; /* characters of a query that the page repeats */

/* What search.js says by itself, as it stands in the file of the language. */
static json_t *phrases_of(const struct output_context *c)
{
	static const struct {
		const char *name;
		enum word word;
	} PHRASES[] = {{"count", WORD_search_count}, {"none", WORD_search_none},
		{"many", WORD_search_many}, {"failed", WORD_search_failed}};
	json_t *all = json_object();
	for (size_t i = 0; i < ARRAY_COUNT(PHRASES); i++)
		view_set(all, PHRASES[i].name, words_text(&c->site->words, PHRASES[i].word));
	return all;
}

/* A word with its {n} and {q}, in the form for n. */
static struct str filled(const struct output_context *c, enum word word, size_t n, struct str query)
{
	const struct words *words = &c->site->words;
	struct str text = words_has_forms(word) ? words_plural(words, word, n) :
											  words_text(words, word);
	return words_fill(
		c->a, text, (struct words_place[]){{"n", str_printf(c->a, "%zu", n)}, {"q", query}, {0}});
}

static struct str server_of(const struct output_context *c)
{
	return c->site->door_url.n ? str_printf(c->a, STR_FMT "search", STR_ARG(c->site->door_url)) :
								 STR_NONE;
}

/* `title`: of the page, empty: as it is when nothing was looked for. The members of `search`:
 * {action, query, phrases, script, server, ranges, heading, note, hits, start, previous, next} */
static json_t *shell_of(const struct output_context *c, struct str title, json_t *search)
{
	json_t *shell = page_shell(
		c, str_or(title, words_text(&c->site->words, WORD_search)), S(PATH_SEARCH), SECTION_NONE);
	json_object_set_new(search, "phrases", phrases_of(c));
	json_object_set_new(shell, "search", search);
	page_set_changed(c, shell, NO_TIME);
	return shell;
}

bool output_search(const struct output_context *c, const struct due *due, struct err *err)
{
	int64_t ranges;
	struct str server = server_of(c);
	json_t *search = json_object();
	(void)due;
	if (!store_found_ranges(c->store, &ranges, err)) {
		json_decref(search);
		return false;
	}
	view_set(search, "action", str_or(server, S(PATH_SEARCH)));
	view_set(search, "server", server);
	view_set(search, "ranges", str_printf(c->a, "%lld", (long long)ranges));
	json_object_set_new(search, "script", json_true());
	return page_write(c, "search", S(PATH_SEARCH), shell_of(c, STR_NONE, search), err);
}

/* -- The server's answer -- */

struct answer {
	struct str query;
	struct strs terms;
	bool many; /* there were more terms */
	struct ids numbers;
	size_t pages, page;
};

static bool look_for(const struct output_context *c, const struct search_request *request,
	struct answer *answer, struct err *err)
{
	struct strs terms = terms_of(c->a, request->query);
	*answer = (struct answer){.query = str_collapse(c->a, request->query), .pages = 1, .page = 1};
	answer->many = terms.n > SEARCH_TERMS;
	terms.n = answer->many ? SEARCH_TERMS : terms.n;
	answer->terms = terms;
	if (!terms.n || request->refused || request->failed)
		return true;
	bool beginning = utf8_length(terms.v[terms.n - 1]) >= TERM_BEGINNING;
	if (!store_found_search(c->store, c->a, terms, beginning, &answer->numbers, err))
		return false;
	if (answer->numbers.n)
		answer->pages = (answer->numbers.n - 1) / SEARCH_RESULTS + 1;
	answer->page = request->page < 1 ? 1 : (size_t)request->page;
	answer->page = answer->page > answer->pages ? answer->pages : answer->page;
	return true;
}

static bool add_hits(
	const struct output_context *c, const struct answer *answer, json_t *hits, struct err *err)
{
	size_t at = (answer->page - 1) * SEARCH_RESULTS, end = at + SEARCH_RESULTS;
	for (; at < end && at < answer->numbers.n; at++) {
		struct release release;
		int64_t item;
		bool shown, gone;
		if (!store_found_item(c->store, answer->numbers.v[at], &item, err) ||
			!store_shown_of(c->store, c->a, item, &release, &shown, &gone, err))
			return false;
		if (shown) /* a publication may have taken it down since the search */
			json_array_append_new(hits, search_result(c->site, &release, c->root));
	}
	return true;
}

static void set_page(const struct output_context *c, json_t *search, const char *key,
	const struct answer *answer, size_t page)
{
	view_set(search, key,
		page < 1 || page > answer->pages ? STR_NONE :
										   str_printf(c->a, "?q=" STR_FMT "&page=%zu",
											   STR_ARG(url_encode(c->a, answer->query)), page));
}

static struct str heading_of(const struct output_context *c, const struct answer *answer,
	const struct search_request *request)
{
	size_t n = answer->numbers.n;
	/* Whoever leads somebody here has chosen the words: few of them are repeated. */
	struct str query = words_shortened(c->a, answer->query, SHOWN);
	if (request->failed)
		return words_text(&c->site->words, WORD_door_failed);
	if (request->refused)
		return filled(c, WORD_search_wait, 0, STR_NONE);
	if (!answer->terms.n)
		return answer->query.n ? filled(c, WORD_search_none, 0, query) : STR_NONE;
	return filled(c, n ? WORD_search_count : WORD_search_none, n, query);
}

bool search_write_answer(const struct output_context *c, const struct search_request *request,
	struct buf *out, struct err *err)
{
	struct answer answer;
	json_t *search = json_object(), *hits = json_array();
	bool well = look_for(c, request, &answer, err) && add_hits(c, &answer, hits, err);
	struct str heading = well ? heading_of(c, &answer, request) : STR_NONE;
	view_set(search, "action", S("search"));
	view_set(search, "query", answer.query);
	view_set(search, "heading", heading);
	view_set(search, "note",
		answer.many ? filled(c, WORD_search_many, SEARCH_TERMS, STR_NONE) : STR_NONE);
	json_object_set_new(search, "hits", view_list(hits));
	view_set(search, "start", str_printf(c->a, "%zu", (answer.page - 1) * SEARCH_RESULTS + 1));
	set_page(c, search, "previous", &answer, answer.page - 1);
	set_page(c, search, "next", &answer, answer.page + 1);
	json_t *shell = shell_of(c, heading, search);
	json_object_set_new(shell, "noindex", json_true());
	json_object_set_new(shell, "canonical", json_false());
	well = well && template_render(c->templates, "search", shell, MUSTACHE_HTML, out, err);
	json_decref(shell);
	return well;
}
