/* feed: an RSS, Atom or JSON feed. One conditional request (RFC 9110 section 13), one answer. */
#include "parse/feed/feed.h"

#include "match/match.h"
#include "source/kind.h"

struct feed_visit {
	bool asked;
};
enum { DAY = 86400 };

static void feed_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct feed_visit);
}

static bool feed_ask(struct visit *visit, struct fetch_request *request)
{
	struct feed_visit *own = visit->own;
	if (own->asked)
		return false;
	own->asked = true;
	*request = (struct fetch_request){
		.url = str_or(visit->state.url, source_text(visit->source, "url")),
		.accept = S("application/atom+xml, application/rss+xml, application/rdf+xml, "
					"application/feed+json, application/xml;q=0.9, */*;q=0.5"),
		.etag = visit->state.etag,
		.last_modified = visit->state.last_modified,
	};
	return true;
}

/* An id that is an address stays the same when its site moves from http to https. */
static struct str schemeless(struct str id)
{
	if (str_istarts(id, S("https://")))
		return str_sub(id, 8, SIZE_MAX);
	return str_istarts(id, S("http://")) ? str_sub(id, 7, SIZE_MAX) : id;
}

static void take_entries(const struct feed *feed, struct arena *a, struct harvest *harvest)
{
	harvest->entries = feed_entries(a, feed);
	for (size_t i = 0; i < harvest->entries.n; i++) {
		struct entry *entry = &harvest->entries.v[i];
		struct str key = entry->guid.n ? schemeless(entry->guid) : match_url_key(a, entry->url);
		if (key.n)
			entry->native = key;
	}
}

/* The validators of the newest complete answer, verbatim: both from every 200, and what a 304
 * renews (RFC 9110 section 15.4.5). */
static void keep_validators(struct visit *visit, const struct fetch_response *response)
{
	bool renewed = response->status == 304;
	if (!renewed || response->etag.n)
		visit->state.etag = str_copy(&visit->arena, response->etag);
	if (!renewed || response->last_modified.n)
		visit->state.last_modified = str_copy(&visit->arena, response->last_modified);
	visit->next_in = response->max_age > DAY ? DAY : response->max_age;
}

static bool feed_answer(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct harvest *harvest, struct err *err)
{
	if (response->outcome == FETCH_DONE && response->status == 304) {
		keep_validators(visit, response);
		return true;
	}
	if (response->outcome == FETCH_DONE && response->status == 410)
		visit->state.gone = true;
	bool broken_off = response->outcome == FETCH_TRUNCATED && response->status == 200;
	if (!answer_is_ok(response, err) && !broken_off)
		return false;
	struct feed feed;
	struct feed_input input = {
		response->body, response->url, response->content_type, response->headers};
	feed_parse(a, &input, &feed);
	if (!feed.format.n && !broken_off)
		return err_set(err, "this is not a feed: " STR_FMT,
			STR_ARG(feed.error_count ? feed.errors[0].message : S("it is something else")));
	if (feed.format.n)
		take_entries(&feed, a, harvest);
	if (broken_off)
		return false;
	if (feed.truncated)
		return err_set(err, "the feed breaks off in the middle; %zu complete entries were taken",
			harvest->entries.n);
	keep_validators(visit, response);
	if (response->moved_to.n)
		visit->state.url = str_copy(&visit->arena, response->moved_to);
	return true;
}

const struct source_kind KIND_FEED = {
	.begin = feed_begin,
	.ask = feed_ask,
	.answer = feed_answer,
};
