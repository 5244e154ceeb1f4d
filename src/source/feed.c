/* feed: an RSS, Atom or JSON feed. One conditional request (RFC 9110 section 13), one answer. */
#include "parse/feed/feed.h"

#include "fetch/wall.h"
#include "match/native.h"
#include "parse/html/links.h"
#include "source/kind.h"

enum { DAY = 86400 };

struct feed_visit {
	bool asked;
};

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

static struct entries take_entries(const struct feed *feed, struct arena *a)
{
	struct entries entries = feed_entries(a, feed);
	match_natives(a, &entries);
	return entries;
}

/* The validators of the newest complete answer, byte for byte: both from every 200, and what a 304
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

/* What came instead of a feed: a web page that says where its feeds are, the page of a bot wall, or
 * what the reader makes of it. Always false. */
static bool fail_no_feed(const struct fetch_response *response, struct arena *a,
	const struct feed *feed, struct err *err)
{
	struct strs feeds = html_feed_links(a, response->body, response->url, &response->headers);
	const char *wall = feeds.n ? NULL : fetch_wall(response);
	struct str list = STR_NONE;
	for (size_t i = 0; i < feeds.n; i++)
		list = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(list), STR_ARG(feeds.v[i]));
	if (feeds.n)
		return kind_fail(err, "this is a web page, not a feed; it says that its feeds are:" STR_FMT,
			STR_ARG(list));
	if (wall)
		return kind_fail_wall(wall, err);
	return kind_fail(err, "this is not a feed: " STR_FMT,
		STR_ARG(feed->error_count ? feed->errors[0].message : S("it is something else")));
}

/* A document that breaks off gives its complete entries, and fails. */
static bool read_document(const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	bool broke_off = kind_broke_off(response);
	struct feed feed;
	struct feed_input input = {
		response->body, response->url, response->content_type, response->headers};
	if (!kind_response_ok(response, err) && !broke_off)
		return false;
	feed_parse(a, &input, &feed);
	if (feed.format.n)
		answer->entries = take_entries(&feed, a);
	if (broke_off)
		return false; /* the error is that of the response */
	if (!feed.format.n)
		return fail_no_feed(response, a, &feed, err);
	return !feed.truncated ||
		kind_fail(err, "the feed breaks off in the middle; %zu complete entries were taken",
			answer->entries.n);
}

static bool feed_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	if (response->outcome == FETCH_DONE && response->status == 304) {
		keep_validators(visit, response);
		return true;
	}
	if (response->outcome == FETCH_DONE && response->status == 410)
		visit->state.gone = true;
	if (!read_document(response, a, answer, err))
		return false;
	keep_validators(visit, response);
	if (response->moved_to.n)
		visit->state.url = str_copy(&visit->arena, response->moved_to);
	return true;
}

const struct source_kind KIND_FEED = {
	.begin = feed_begin,
	.ask = feed_ask,
	.take = feed_take,
};
