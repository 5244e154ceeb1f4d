#include "desk/all_done.h"

#include "desk/publish_now.h"
#include "desk/words.h"
#include "render/view.h"
#include "store/decided.h"
#include "render/words.h"
#include "store/edition.h"
#include "store/list.h"
#include "store/note.h"
#include "store/source.h"

enum { DIGEST_MAX = 100 };

static json_t *or_false(int64_t n)
{
	return n > 0 ? json_integer(n) : json_false();
}

/* The number of decisions, by what was decided. */
static bool set_decided(
	struct desk *desk, json_t *done, const char *key, int64_t from, struct err *err)
{
	struct decided_counts n;
	if (!store_decided_since(desk->store, from, &n, err))
		return false;
	int64_t all = n.approved + n.rejected + n.later;
	json_object_set_new(done, key,
		all ? json_pack("{sI so so so}", "all", (json_int_t)all, "approved", or_false(n.approved),
				  "rejected", or_false(n.rejected), "later", or_false(n.later)) :
			  json_false());
	return true;
}

static bool set_items(
	struct desk *desk, const struct http_request *request, json_t *done, struct err *err)
{
	char day[TIME_TEXT];
	int64_t back;
	struct list_counts counts;
	struct date today = date_local(request->now);
	if (!store_list_counts(desk->store, request->now, &counts, err) ||
		!store_list_back(desk->store, request->now, &back, err) ||
		!set_decided(desk, done, "today", date_local_time(today), err) ||
		!set_decided(desk, done, "week", date_local_time(date_monday(today)), err))
		return false;
	json_object_set_new(done, "nothing", json_boolean(counts.state[LIST_ALL] == 0));
	json_object_set_new(done, "all", json_boolean(back == NO_TIME));
	json_object_set_new(
		done, "later", back == NO_TIME ? json_false() : or_false(counts.state[LIST_LATER]));
	view_set(done, "later_day", str_of(date_us(date_local(back), day)));
	return true;
}

/* Of those that are configured. */
struct sources {
	size_t all, visited, failing;
	struct str next;
	int64_t due; /* NO_TIME: no visit is to come */
};

static void source_count(struct sources *sources, const struct source_state *state, int64_t now)
{
	enum source_health health = source_state_health(state);
	int64_t due = source_state_due(state, now);
	sources->visited += state->last_success != NO_TIME;
	sources->failing += health == SOURCE_FAILING || health == SOURCE_GONE;
	if (due != NO_TIME && (sources->due == NO_TIME || due < sources->due)) {
		sources->due = due;
		sources->next = state->name;
	}
}

static bool sources_read(
	struct desk *desk, const struct http_request *request, struct sources *out, struct err *err)
{
	struct source_states states;
	*out = (struct sources){.all = desk->site->source_count, .due = NO_TIME};
	if (!store_source_list(desk->store, request->a, &states, err))
		return false;
	for (size_t i = 0; i < desk->site->source_count; i++)
		for (size_t k = 0; k < states.n; k++)
			if (str_eq(states.v[k].name, desk->site->sources[i].name))
				source_count(out, &states.v[k], request->now);
	return true;
}

static bool set_sources(
	struct desk *desk, const struct http_request *request, json_t *done, struct err *err)
{
	struct sources sources;
	if (!sources_read(desk, request, &sources, err))
		return false;
	json_object_set_new(done, "no_source", json_boolean(sources.all == 0));
	json_object_set_new(done, "unvisited", json_boolean(sources.all && !sources.visited));
	json_object_set_new(done, "visited", json_boolean(sources.visited > 0));
	json_object_set_new(done, "sources", json_integer((json_int_t)sources.all));
	json_object_set_new(done, "failing", or_false((int64_t)sources.failing));
	json_t *next = sources.due == NO_TIME ? json_false() : json_object();
	if (json_is_object(next)) {
		view_set(next, "name", sources.next);
		view_set(next, "when", words_until(request->a, sources.due, request->now));
	}
	json_object_set_new(done, "next", next);
	return true;
}

static bool set_publication(
	struct desk *desk, const struct http_request *request, json_t *done, struct err *err)
{
	int64_t last;
	if (!store_note_published(desk->store, request->a, &last, err))
		return false;
	view_set(done, "published_ago",
		last == NO_TIME ? STR_NONE : words_ago(request->a, last, request->now));
	return publish_now_set(desk, request, done, err);
}

static bool set_digest(struct desk *desk, json_t *done, struct err *err)
{
	json_t *list = json_array();
	bool well = true;
	for (size_t i = 0; i < desk->site->list_count && well; i++) {
		const struct mail_list *of = &desk->site->lists[i];
		int64_t n = 0;
		well = store_edition_since(desk->store, of, DIGEST_MAX, &n, err);
		if (!n)
			continue;
		json_t *one = json_pack("{sI sb sb}", "n", (json_int_t)n, "many", n == DIGEST_MAX, "more",
			json_array_size(list) > 0);
		view_set(one, "title", words_list(&WORDS_ENGLISH, of));
		json_array_append_new(list, one);
	}
	json_object_set_new(done, "digest", view_list(list));
	return well;
}

bool all_done_set(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	json_t *done = json_object();
	json_object_set_new(data, "done", done);
	return set_items(desk, request, done, err) && set_sources(desk, request, done, err) &&
		set_publication(desk, request, done, err) && set_digest(desk, done, err);
}
