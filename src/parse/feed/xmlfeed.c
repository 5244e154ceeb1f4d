#include "parse/feed/xmlfeed.h"

#include <assert.h>

#include "base/url.h"
#include "parse/feed/build.h"
#include "parse/feed/elements.h"
#include "parse/feed/reader.h"

/* Turns what the XML engine says into errors of the feed. */
static void add_xml_errors(struct arena *a, const struct xml_result *result, struct feed *feed)
{
	if (!result->well_formed)
		feed_add_error(a, feed,
			(struct feed_error){result->limit ? S("limit") : S("xml"), str_of(result->message),
				result->line, feed->cut.n > 0});
	if (feed->cut.n)
		feed_add_error(a, feed,
			(struct feed_error){S("truncated"), S("the feed breaks off before its end"), 0, true});
}

typedef void xml_engine(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

/* Runs the engine over the document. False when the links of the entries have to be seen from the
 * channel's page, which the channel names behind them. */
static bool run_engine(xml_engine *engine, struct arena *a, struct str text,
	struct feed_frame outside, struct xml_result *result, struct feed *feed)
{
	struct feed_reader *r = arena_new(a, struct feed_reader);
	*feed = feed_blank();
	*r = (struct feed_reader){
		.a = a, .feed = feed, .text = buf_new(FEED_MAX_TEXT), .own_text = buf_new(FEED_MAX_TEXT)};
	r->frames[0] = outside;
	engine(text, &FEED_ELEMENTS, r, result);
	feed->cut = xml_cut(result);
	assert(feed->cut.n || (r->depth == 0 && !r->entry)); /* every entry came to its end */
	if (!feed->format.n && r->root_name.n)
		feed_add_error(a, feed,
			(struct feed_error){S("not-a-feed"),
				str_printf(
					a, "This is XML, but not a feed: it begins with <%.60s>.", r->root_name.p),
				0, true});
	buf_free(&r->text);
	buf_free(&r->own_text);
	return !(r->home_is_late && url_is_web(feed->home_url));
}

/* The feed as this engine reads it. */
static struct feed read_with(xml_engine *engine, struct arena *a, struct str text,
	struct feed_frame outside, struct xml_result *result)
{
	struct feed feed;
	if (!run_engine(engine, a, text, outside, result, &feed)) {
		outside.base = feed.home_url;
		(void)run_engine(engine, a, text, outside, result, &feed);
	}
	return feed;
}

/* How much a reading has found: complete entries, and members of the feed and its entries. */
struct findings {
	size_t entries, members;
};

static struct findings count_findings(const struct feed *feed)
{
	struct findings found = {.members = (feed->title.raw.n > 0) + (size_t)(feed->home_url.n > 0)};
	for (size_t i = 0; i < feed->entry_count; i++) {
		const struct feed_entry *e = &feed->entries[i];
		found.entries += e->complete;
		found.members += (size_t)(e->title.raw.n > 0) + (e->url.n > 0) + (e->id.n > 0) +
			(e->published.raw.n > 0) + (e->updated.raw.n > 0) + (e->summary.raw.n > 0) +
			(e->contents.n > 0);
	}
	return found;
}

/* True when the first of two readings of one document is the better one: it has more complete
 * entries, or as many and more members, or as many of both and came to the end of the document. */
static bool is_better_reading(const struct feed *feed, const struct feed *than)
{
	struct findings ours = count_findings(feed), theirs = count_findings(than);
	if (ours.entries != theirs.entries)
		return ours.entries > theirs.entries;
	if (ours.members != theirs.members)
		return ours.members > theirs.members;
	return !feed->cut.n || than->cut.n;
}

void xmlfeed_read(
	struct arena *a, struct str text, struct str base, struct str language, struct feed *out)
{
	struct xml_result result, lenient_result;
	struct feed_frame outside = {.base = base, .lang = language};
	struct feed feed = read_with(xml_read, a, text, outside, &result);
	if (result.broken && !result.limit) {
		struct feed lenient = read_with(xml_read_lenient, a, text, outside, &lenient_result);
		if (is_better_reading(&lenient, &feed))
			feed = lenient;
	}
	for (size_t i = 0; i < out->error_count; i++)
		feed_add_error(a, &feed, out->errors[i]);
	add_xml_errors(a, &result, &feed);
	feed.encoding = out->encoding;
	*out = feed;
}
