/* The feed as RSS 2.0, as the RSS Advisory Board's profile has it. RSS knows no deleted entries. */
#include "base/date.h"
#include "model/image.h"
#include "publish/feed.h"
#include "render/view.h"
#include "render/xml.h"

/* Readers differ in whether a title is text or HTML: a character written as its number is the same
 * in both (RSS profile, "Character Data"). */
static void add_plain(struct buf *b, const char *name, struct str text)
{
	struct buf escaped CLEANUP_BUF = buf_new(SIZE_MAX / 2),
					   shown CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	if (!text.n)
		return;
	xml_add_text(&escaped, text);
	static const struct {
		struct str from, to;
	} numbers[] = {{S("&amp;"), S("&#x26;")}, {S("&lt;"), S("&#x3C;")}, {S("&gt;"), S("&#x3E;")}};
	struct str rest = buf_str(&escaped);
	while (rest.n) {
		size_t i = 0;
		while (i < 3 && !str_starts(rest, numbers[i].from))
			i++;
		buf_add(&shown, i < 3 ? numbers[i].to : str_sub(rest, 0, 1));
		rest = str_sub(rest, i < 3 ? numbers[i].from.n : 1, SIZE_MAX);
	}
	buf_addf(b, "<%s>" STR_FMT "</%s>\n", name, STR_ARG(buf_str(&shown)), name);
}

static void add_item(const struct feed *f, const struct feed_item *item, struct buf *b)
{
	const struct release *release = &item->release;
	const struct site *site = f->c->site;
	char date[TIME_TEXT];
	buf_add(b, S("<item>\n"));
	add_plain(b, "title", item->title);
	xml_add_element(b, "link", item->page);
	add_plain(b, "description", release->face.summary);
	buf_add(b, S("<content:encoded>"));
	xml_add_text(b, item->html);
	buf_add(b, S("</content:encoded>\n<guid isPermaLink=\"false\">"));
	xml_add_text(b, item->id);
	buf_add(b, S("</guid>\n"));
	xml_add_element(b, "pubDate", str_of(time_rfc822(release->published, date)));
	for (size_t i = 0; i < site->topic_count; i++)
		if (item->on[i])
			xml_add_element(b, "category", site->topics[i].title);
	buf_add(b, S("</item>\n"));
}

/* Of the kinds that RSS 2.0 knows. Its title and link are those of the channel. */
static void add_image(const struct feed *f, struct buf *b)
{
	const struct site *site = f->c->site;
	struct str name = image_is_bitmap(site->logo) ? site->logo : site->icon;
	if (!image_is_bitmap(name) || str_iends(name, S(".webp")))
		return;
	buf_add(b, S("<image>\n"));
	xml_add_element(b, "url", feed_image(f, name));
	add_plain(b, "title", f->title);
	xml_add_element(b, "link", f->home);
	buf_add(b, S("</image>\n"));
}

static void add_link(struct buf *b, const char *rel, const char *type, struct str href)
{
	if (!href.n)
		return;
	buf_addf(b, "<atom:link rel=\"%s\"", rel);
	xml_add_attribute(b, "type", str_of(type));
	xml_add_attribute(b, "href", href);
	buf_add(b, S("/>\n"));
}

/* When the newest of its items was approved; an empty one when it was first there. */
static int64_t built_at(const struct feed *f)
{
	int64_t at = f->listing.since;
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].event.at > at)
			at = f->v[i].event.at;
	return at;
}

void feed_add_rss(const struct feed *f, struct buf *b)
{
	char date[TIME_TEXT];
	buf_add(b,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
		  "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
		  "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\n"));
	add_plain(b, "title", f->title);
	xml_add_element(b, "link", f->home);
	add_plain(b, "description", str_or(f->c->site->description, f->title));
	xml_add_element(b, "language", f->c->site->language);
	xml_add_element(b, "lastBuildDate", str_of(time_rfc822(built_at(f), date)));
	buf_add(b, S("<generator>Tidings</generator>\n"));
	add_link(b, "self", "application/rss+xml", feed_address(f, 0, "rss"));
	struct strs hubs = feed_hubs(f);
	for (size_t i = 0; i < hubs.n; i++)
		add_link(b, "hub", "", hubs.v[i]);
	add_link(b, "prev-archive", "application/atom+xml", f->previous);
	add_image(f, b);
	for (size_t i = 0; i < f->n; i++)
		if (!f->v[i].event.gone)
			add_item(f, &f->v[i], b);
	buf_add(b, S("</channel>\n</rss>\n"));
}
