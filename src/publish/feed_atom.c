/* The feed as Atom (RFC 4287), with archives (RFC 5005) and deleted entries (RFC 6721), so that
 * feed readers drop their copy of what was withdrawn. */
#include "publish/feed.h"
#include "render/path.h"
#include "render/view.h"
#include "render/xml.h"

static void add_link(struct buf *b, const char *rel, const char *type, struct str href)
{
	if (!href.n)
		return;
	buf_addf(b, "<link rel=\"%s\"", rel);
	xml_add_attribute(b, "type", str_of(type));
	xml_add_attribute(b, "href", href);
	buf_add(b, S("/>\n"));
}

static void add_category(const struct feed *f, const struct topic *topic, struct buf *b)
{
	buf_add(b, S("<category"));
	xml_add_attribute(b, "term", topic->slug);
	xml_add_attribute(b, "scheme", str_printf(f->c->a, STR_FMT PATH_TOPICS, STR_ARG(f->base)));
	xml_add_attribute(b, "label", topic->title);
	buf_add(b, S("/>\n"));
}

static void add_title(const struct feed *f, const struct feed_item *item, struct buf *b)
{
	buf_add(b, S("<title"));
	xml_add_attribute(b, "xml:lang", view_language(f->c->site, &item->release));
	buf_add(b, S(">"));
	xml_add_text(b, item->title);
	buf_add(b, S("</title>\n"));
}

/* The markup of the template is escaped (type="html", RFC 4287 section 3.1.1.2): every feed reader
 * shows it, and nothing in it can end the element. */
static void add_entry(const struct feed *f, const struct feed_item *item, struct buf *b)
{
	const struct release *release = &item->release;
	const struct site *site = f->c->site;
	char published[TIME_TEXT];
	buf_add(b, S("<entry>\n"));
	xml_add_element(b, "id", item->id);
	add_title(f, item, b);
	add_link(b, "alternate", "text/html", item->page);
	add_link(b, "related", "", item->link);
	add_link(b, "via", "", item->link);
	xml_add_element(b, "published", str_of(time_rfc3339(release->published, published)));
	xml_add_element(b, "updated", item->updated);
	for (size_t i = 0; i < site->topic_count; i++)
		if (item->on[i])
			add_category(f, &site->topics[i], b);
	xml_add_element(b, "summary", release->face.summary);
	buf_add(b, S("<content type=\"html\">"));
	xml_add_text(b, item->html);
	buf_add(b, S("</content>\n</entry>\n"));
}

/* RFC 6721 section 3. Its time must not be before the entry's own atom:updated, or feed readers
 * would keep the entry. */
static void add_deleted(const struct feed_item *item, struct buf *b)
{
	buf_add(b, S("<at:deleted-entry"));
	xml_add_attribute(b, "ref", item->id);
	xml_add_attribute(b, "when", item->updated);
	buf_add(b, S(">\n"));
	add_link(b, "alternate", "text/html", item->link);
	xml_add_element(b, "at:comment", item->gone);
	buf_add(b, S("</at:deleted-entry>\n"));
}

static bool has_deleted(const struct feed *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].event.gone)
			return true;
	return false;
}

static void add_head(const struct feed *f, struct buf *b)
{
	static const char type[] = "application/atom+xml";
	buf_add(b,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed "
		  "xmlns=\"http://www.w3.org/2005/Atom\""));
	if (has_deleted(f))
		buf_add(b, S(" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""));
	if (f->archive)
		buf_add(b, S(" xmlns:fh=\"http://purl.org/syndication/history/1.0\""));
	xml_add_attribute(b, "xml:lang", f->c->site->language);
	buf_add(b, S(">\n"));
	xml_add_element(b, "id", f->id);
	xml_add_element(b, "title", f->title);
	xml_add_element(b, "subtitle", f->c->site->description);
	xml_add_element(b, "updated", f->updated);
	xml_add_element(b, "icon", feed_image(f, f->c->site->icon));
	xml_add_element(b, "logo", feed_image(f, f->c->site->logo));
	add_link(b, "self", type, feed_address(f, f->archive, "atom"));
	add_link(b, "alternate", "text/html", f->home);
	struct strs hubs = feed_hubs(f);
	for (size_t i = 0; i < hubs.n; i++)
		add_link(b, "hub", "", hubs.v[i]);
	if (f->archive) {
		add_link(b, "current", type, feed_address(f, 0, "atom"));
		buf_add(b, S("<fh:archive/>\n"));
	}
	add_link(b, "prev-archive", type, f->previous);
	buf_add(b, S("<author>\n"));
	xml_add_element(b, "name", f->c->site->title);
	xml_add_element(b, "uri", f->base);
	buf_add(b, S("</author>\n<generator>Tidings</generator>\n"));
}

void feed_add_atom(const struct feed *f, struct buf *b)
{
	add_head(f, b);
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].event.gone)
			add_deleted(&f->v[i], b);
	for (size_t i = 0; i < f->n; i++)
		if (!f->v[i].event.gone)
			add_entry(f, &f->v[i], b);
	buf_add(b, S("</feed>\n"));
}
