/* feed: an RSS, Atom or JSON feed. One conditional request (RFC 9110 section 13), one answer. */
#include "fetch/wall.h"
#include "base/calendar.h"
#include "match/native.h"
#include "source/kind.h"

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

/* The validators of the newest complete answer, byte for byte: both from every 200, and what a 304
 * renews (RFC 9110 section 15.4.5). */
static void keep_validators(struct visit *visit, const struct fetch_response *response)
{
	bool renewed = response->status == 304;
	if (!renewed || response->etag.n)
		visit->state.etag = str_copy(&visit->arena, response->etag);
	if (!renewed || response->last_modified.n)
		visit->state.last_modified = str_copy(&visit->arena, response->last_modified);
	visit->next_in = response->max_age > CALENDAR_DAY ? CALENDAR_DAY : response->max_age;
}

/* What was noted of the document holds as long as it is the same. */
static void keep_notes(struct visit *visit)
{
	struct str rest = visit->state.warning;
	while (rest.n)
		strs_add(&visit->arena, &visit->warnings, str_cut(&rest, '\n'));
}

/* What came instead of a feed: a web page that says where its feeds are, the page of a bot wall, or
 * what the reader makes of it. Always false. */
static bool fail_no_feed(struct visit *visit, const struct fetch_response *response,
	struct arena *a, const struct reader_feed *feed, struct err *err)
{
	struct strs feeds = feed->links;
	const char *wall = feeds.n ? NULL : fetch_wall(response);
	struct str list = STR_NONE;
	/* Nothing at all is what a server sends that has trouble of its own. */
	visit->failure = str_trim(response->body).n ? SOURCE_FAILURE_LASTING : SOURCE_FAILURE_PASSING;
	for (size_t i = 0; i < feeds.n; i++)
		list = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(list), STR_ARG(feeds.v[i]));
	if (feeds.n)
		return kind_fail(err, "this is a web page, not a feed; it says that its feeds are:" STR_FMT,
			STR_ARG(list));
	if (wall)
		return kind_fail_wall(wall, err);
	return kind_fail(err, "this is not a feed: " STR_FMT,
		STR_ARG(str_or(feed->problem, S("it is something else"))));
}

/* A whole feed without an entry, of a source that had some: perhaps a failure of its server. */
static bool is_emptied(const struct visit *visit, const struct reader_feed *feed)
{
	return !feed->entries.n && !feed->cut.n && visit->state.total_new > 0;
}

/* What the reader had to leave out or to mend by guessing, for the editor. */
static void note_cuts(struct visit *visit, const struct reader_feed *feed)
{
	struct arena *a = &visit->arena;
	size_t entries = feed->entries.n;
	if (feed->cut.n)
		strs_add(a, &visit->warnings,
			str_printf(a, "the feed " STR_FMT "; %zu complete %s taken", STR_ARG(feed->cut),
				entries, entries == 1 ? "entry was" : "entries were"));
	if (is_emptied(visit, feed))
		strs_add(a, &visit->warnings, S("the feed has no entry any more; it had some before"));
	for (size_t i = 0; i < feed->notes.n; i++)
		strs_add(a, &visit->warnings, str_copy(a, feed->notes.v[i]));
}

static void note_hub(
	struct visit *visit, const struct fetch_response *response, const struct reader_feed *feed)
{
	struct arena *a = &visit->arena;
	visit->hub_read = true;
	visit->hub = (struct websub_name){
		str_copy(a, feed->hub), str_copy(a, feed->topic), str_copy(a, response->url)};
}

/* What holds for the next visit. A delivery says nothing of it: it has other headers. A document
 * that breaks off, or was emptied, is asked for as a whole again: by the old validators its server
 * could say that nothing has changed since it was well, and what was noted of it would stay. */
static void keep_for_next(
	struct visit *visit, const struct fetch_response *response, const struct reader_feed *feed)
{
	if (visit->delivery)
		return;
	if (feed->cut.n || is_emptied(visit, feed)) {
		visit->state.etag = visit->state.last_modified = STR_NONE;
		return;
	}
	keep_validators(visit, response);
	note_hub(visit, response, feed);
}

/* An answer that breaks off gives its complete entries, and fails. A document that came whole and
 * breaks off in itself is not worth asking for again at once: its entries are taken, and the next
 * visit reads it again. */
static bool read_document(struct visit *visit, const struct fetch_response *response,
	struct arena *a, struct source_answer *answer, struct err *err)
{
	bool broke_off = kind_broke_off(response);
	struct reader_feed feed;
	struct err unreadable;
	const struct feed_input input = {
		response->body, response->url, response->content_type, response->headers};
	if (!kind_response_ok(visit, a, response, err) && !broke_off)
		return false;
	if (!reader_feed(visit->reader, a, &input, &feed, broke_off ? &unreadable : err))
		return false;
	match_natives(a, &feed.entries);
	answer->entries = feed.entries;
	if (broke_off)
		return false; /* the error is that of the response */
	if (!feed.is_feed)
		return fail_no_feed(visit, response, a, &feed, err);
	if (feed.cut.n && !feed.entries.n)
		return kind_fail(
			err, "the feed " STR_FMT ", before its first entry is complete", STR_ARG(feed.cut));
	note_cuts(visit, &feed);
	keep_for_next(visit, response, &feed);
	return true;
}

/* The document is as it was (RFC 9110 section 15.4.5). That is an answer only to a request that had
 * a validator; to another one, something on the way has made it up, and we hold nothing. */
static bool take_unchanged(
	struct visit *visit, const struct fetch_response *response, struct err *err)
{
	if (!visit->state.etag.n && !visit->state.last_modified.n) {
		visit->failure = SOURCE_FAILURE_PASSING;
		return kind_fail(err, "the server says that nothing has changed, which it was not asked");
	}
	keep_validators(visit, response);
	keep_notes(visit);
	return true;
}

static bool feed_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	bool unchanged = response->outcome == FETCH_DONE && response->status == 304;
	if (fetch_error_status(response) == 410)
		visit->state.gone = true;
	if (unchanged ? !take_unchanged(visit, response, err) :
					!read_document(visit, response, a, answer, err))
		return false;
	if (response->moved_to.n)
		visit->state.url = str_copy(&visit->arena, response->moved_to);
	return true;
}

const struct kind KIND_FEED = {
	.begin = feed_begin,
	.ask = feed_ask,
	.take = feed_take,
};
