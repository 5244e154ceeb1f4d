/* The log of what was done with editions: frozen, sent, paused … Numbers of people alone. */
#include <assert.h>

#include "desk/edition.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "render/words.h"

enum { ROWS = 50 };

static const char *verb_words(enum edition_verb verb)
{
	static const char *const words[EDITION_VERBS] = {[EDITION_FREEZE] = "Froze",
		[EDITION_SEND] = "Began to send",
		[EDITION_PAUSE] = "Paused",
		[EDITION_RESUME] = "Went on with",
		[EDITION_CANCEL] = "Cancelled",
		[EDITION_AGAIN] = "Sent once more what was perhaps lost of",
		[EDITION_TAKEN] = "Took as sent what was perhaps lost of",
		[EDITION_GIVE] = "Handed to listmonk"};
	assert(verb > 0 && verb < EDITION_VERBS && words[verb]);
	return words[verb];
}

/* "to 52 people", "12 people waited for it", "3 new items". */
static struct str detail_of(struct arena *a, const struct edition_act *act)
{
	const char *people = edition_people(act->people);
	long long n = act->people;
	switch (act->verb) {
	case EDITION_FREEZE:
		return words_count(a, &WORDS_ENGLISH, (size_t)act->edition.fresh,
			(size_t)act->edition.corrected, WORD_counts);
	case EDITION_SEND: return str_printf(a, "to %lld %s", n, people);
	case EDITION_PAUSE:
	case EDITION_RESUME: return str_printf(a, "%lld %s waited for it", n, people);
	case EDITION_CANCEL: return str_printf(a, "%lld %s do not get it", n, people);
	case EDITION_AGAIN:
	case EDITION_TAKEN: return str_printf(a, "%lld %s", n, people);
	case EDITION_GIVE:
	case EDITION_VERBS: break;
	}
	return STR_NONE;
}

static json_t *row_of(
	const struct desk *desk, const struct http_request *request, const struct edition_act *act)
{
	char text[TIME_TEXT];
	struct arena *a = request->a;
	json_t *row = json_pack(
		"{ss sI}", "verb", verb_words(act->verb), "edition", (json_int_t)act->edition.id);
	view_set(row, "title", edition_title(a, desk, &act->edition));
	view_set(row, "detail", detail_of(a, act));
	view_set(row, "editor", str_or(act->editor, S("by whom was not noted")));
	view_set(row, "time", str_of(time_rfc3339(act->at, text)));
	view_set(row, "ago", words_ago(a, act->at, request->now));
	return row;
}

/* The rows of these acts, at most `limit` (0: all). */
static json_t *rows_of(const struct desk *desk, const struct http_request *request,
	const struct edition_acts *acts, size_t limit)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < acts->n && (!limit || i < limit); i++)
		json_array_append_new(rows, row_of(desk, request, &acts->v[i]));
	return view_list(rows);
}

bool edition_set_acts(struct desk *desk, const struct http_request *request, json_t *view,
	int64_t edition, struct err *err)
{
	struct edition_acts acts;
	const struct edition_acts_wanted wanted = {.edition = edition};
	if (!store_edition_act_list(desk->store, request->a, &wanted, &acts, err))
		return false;
	json_object_set_new(view, "acts", rows_of(desk, request, &acts, 0));
	return true;
}

bool page_acts(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct edition_acts acts;
	const struct edition_acts_wanted wanted = {
		.before = http_param_id(&request->query, "before"), .limit = ROWS + 1};
	if (!store_edition_act_list(desk->store, request->a, &wanted, &acts, err))
		return false;
	json_t *data = json_object();
	json_object_set_new(data, "acts", rows_of(desk, request, &acts, ROWS));
	view_set(data, "next_url",
		acts.n > ROWS ?
			str_printf(request->a, "/log/editions?before=%lld", (long long)acts.v[ROWS - 1].id) :
			STR_NONE);
	return page_render(
		desk, request, response, &(struct page){"desk-log-editions", "Log of editions", data}, err);
}
