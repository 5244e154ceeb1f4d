#include "publish/opml.h"

#include "base/date.h"
#include "base/url.h"
#include "publish/feed.h"
#include "publish/lists.h"
#include "render/view.h"
#include "render/xml.h"

/* An outline of type "rss", which stands for feeds of any format. */
static void add_outline(struct buf *b, struct str title, struct str feed, struct str page)
{
	buf_add(b, S("<outline type=\"rss\""));
	xml_add_attribute(b, "text", title);
	xml_add_attribute(b, "title", title);
	xml_add_attribute(b, "xmlUrl", feed);
	xml_add_attribute(b, "htmlUrl", page);
	buf_add(b, S("/>\n"));
}

static void begin_list(struct buf *b, struct str title, int64_t now)
{
	char date[TIME_TEXT];
	buf_add(b, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n"));
	xml_add_element(b, "title", title);
	if (now != NO_TIME)
		xml_add_element(b, "dateCreated", str_of(time_rfc822(now, date)));
	buf_add(b, S("</head>\n<body>\n"));
}

static struct str end_list(struct arena *a, struct buf *b)
{
	buf_add(b, S("</body>\n</opml>\n"));
	return str_copy(a, buf_str(b));
}

struct str opml_write(struct arena *a, const struct site *site, int64_t now)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	begin_list(&b, site->title, now);
	for (size_t i = 0; i < site->source_count; i++) {
		const struct source *source = &site->sources[i];
		if (source->kind != SOURCE_FEED)
			continue;
		struct str url = source_text(source, "url");
		if (url_is_web(url))
			add_outline(&b, str_or(source->label, source->name), view_link(a, url),
				view_link(a, source->home));
	}
	return end_list(a, &b);
}

/* The feeds of the site itself: of all items, of each section and of each topic, and of what
 * changed. */
static struct str own_feeds(const struct output_context *c)
{
	struct arena *a = c->a;
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	struct str base = view_link(a, c->site->base_url);
	struct list_places places = lists_of_site(a, c->site);
	begin_list(&b, c->site->title, NO_TIME);
	for (size_t i = 0; i < places.n; i++) {
		const struct feed f = {.c = c, .name = "feed", .base = base, .place = places.v[i]};
		if (lists_has_feed(&f.place))
			add_outline(
				&b, feed_title(&f), feed_address(&f, 0, FEED_FORMATS[0].word), feed_home(&f));
	}
	const struct feed changes = changes_feed(c);
	add_outline(&b, changes.title, feed_address(&changes, 0, FEED_FORMATS[0].word), changes.home);
	return end_list(a, &b);
}

bool output_opml(const struct output_context *c, const struct due *due, struct err *err)
{
	(void)due;
	return output_write(c, S("sources.opml"), opml_write(c->a, c->site, NO_TIME), err) &&
		output_write(c, S("feeds.opml"), own_feeds(c), err);
}
