/* The feed of each section (RFC 4287), newest approval first.
 *
 * Ids are tag: URIs (RFC 4151) and never change; atom:updated is the time of the approval. The
 * content is the template "entry". What was taken down is an at:deleted-entry (RFC 6721), so that
 * readers drop what they keep. A deletion ages as an entry does: it leaves the feed when
 * ATOM_ENTRIES later approvals fill it, or as many later deletions. */
#include "publish/output.h"

#include "render/view.h"
#include "render/xml.h"

enum { FEED_MAX = 16 << 20, CONTENT_MAX = 1 << 20, MICROSECONDS = 1000000 };

struct feed {
	struct arena *a;
	const struct site *site;
	struct templates *templates;
	struct str base; /* where out/ is served, as it may stand in an address */
	struct buf *b;
};

/* Editors approve many items in one second. Readers and validators want each entry's time to be its
 * own, so the fraction of the second is the release's number: it keeps the order, and stays what it
 * is whatever else the feed holds. */
static struct str time_text(struct arena *a, int64_t at, const struct release *release)
{
	char text[TIME_TEXT];
	struct str seconds = str_of(time_rfc3339(at, text));
	return str_printf(a, STR_FMT ".%06dZ", STR_ARG(str_sub(seconds, 0, seconds.n - 1)),
		(int)(release->id % MICROSECONDS));
}

static struct str updated_text(struct arena *a, const struct release *release)
{
	return time_text(a, release->at, release);
}

static void add_link(struct buf *b, const char *rel, const char *type, struct str href)
{
	if (!href.n)
		return;
	buf_addf(b, "<link rel=\"%s\"", rel);
	xml_add_attribute(b, "type", str_of(type));
	xml_add_attribute(b, "href", href);
	buf_add(b, S("/>\n"));
}

static void add_category(const struct feed *f, const struct topic *topic)
{
	buf_add(f->b, S("<category"));
	xml_add_attribute(f->b, "term", topic->slug);
	xml_add_attribute(f->b, "scheme", str_printf(f->a, STR_FMT "topics/", STR_ARG(f->base)));
	xml_add_attribute(f->b, "label", topic->title);
	buf_add(f->b, S("/>\n"));
}

/* The markup of the template as text: every reader shows it as HTML, and nothing in it can end the
 * element. */
static bool add_content(const struct feed *f, const struct placed *placed, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(CONTENT_MAX);
	json_t *view = view_placed(f->site, placed->release, placed->on, NULL, f->base);
	bool fine = template_render(f->templates, "entry", view, MUSTACHE_HTML, &html, err);
	json_decref(view);
	buf_add(f->b, S("<content type=\"html\">"));
	xml_add_text(f->b, buf_str(&html));
	buf_add(f->b, S("</content>\n"));
	return fine;
}

static bool add_entry(const struct feed *f, const struct placed *placed, struct err *err)
{
	const struct release *release = placed->release;
	char published[TIME_TEXT];
	struct str page = str_printf(
		f->a, STR_FMT "items/%lld.html", STR_ARG(f->base), (long long)release->item);
	buf_add(f->b, S("<entry>\n"));
	xml_add_element(f->b, "id", view_tag(f->a, f->site, release));
	xml_add_element(f->b, "title", release->face.title);
	add_link(f->b, "alternate", "text/html", page);
	add_link(f->b, "related", "", view_link(f->a, release->face.url));
	xml_add_element(f->b, "published", str_of(time_rfc3339(release->published, published)));
	xml_add_element(f->b, "updated", updated_text(f->a, release));
	for (size_t i = 0; i < f->site->topic_count; i++)
		if (placed->on[i])
			add_category(f, &f->site->topics[i]);
	xml_add_element(f->b, "summary", release->face.summary);
	if (!add_content(f, placed, err))
		return false;
	buf_add(f->b, S("</entry>\n"));
	return true;
}

/* RFC 6721 section 3. Never before the entry's own atom:updated, else it would not count. */
static void add_deleted(const struct feed *f, const struct gone *gone)
{
	buf_add(f->b, S("<at:deleted-entry"));
	xml_add_attribute(f->b, "ref", view_tag(f->a, f->site, &gone->release));
	xml_add_attribute(f->b, "when", time_text(f->a, gone->at, &gone->release));
	buf_add(f->b, S(">\n"));
	xml_add_element(f->b, "at:comment",
		str_printf(f->a, "Withdrawn: " STR_FMT, STR_ARG(view_gone_reason(f->a, gone))));
	buf_add(f->b, S("</at:deleted-entry>\n"));
}

/* What the feed of a section holds. */
struct contents {
	const struct placed **entries;
	const struct gone **gone;
	size_t entry_count, gone_count;
};

/* A feed that is full has lost the entries of before its oldest one, and the deletions of that time
 * with them. */
static struct contents contents_of(const struct output_context *o, enum section section)
{
	const struct placed *v = o->as_approved;
	const struct gones *gone = o->gone;
	struct contents c = {.entries = arena_array(o->a, ATOM_ENTRIES, sizeof *c.entries),
		.gone = arena_array(o->a, ATOM_ENTRIES, sizeof *c.gone)};
	for (size_t i = 0; i < o->n && c.entry_count < ATOM_ENTRIES; i++)
		if (v[i].release->face.section == section)
			c.entries[c.entry_count++] = &v[i];
	int64_t since = c.entry_count == ATOM_ENTRIES ? c.entries[ATOM_ENTRIES - 1]->release->at :
													INT64_MIN;
	for (size_t i = 0; i < gone->n && c.gone_count < ATOM_ENTRIES; i++)
		if (gone->v[i].release.face.section == section && !gone->v[i].now_at &&
			gone->v[i].at >= since)
			c.gone[c.gone_count++] = &gone->v[i];
	return c;
}

/* A feed that holds nothing yet has to say when it changed last, too (RFC 4287 section 4.1.1): the
 * beginning of time never moves. */
static struct str changed_text(struct arena *a, const struct contents *c)
{
	struct str entry = c->entry_count ? updated_text(a, c->entries[0]->release) :
										S("1970-01-01T00:00:00Z");
	struct str gone = c->gone_count ? time_text(a, c->gone[0]->at, &c->gone[0]->release) : STR_NONE;
	return str_cmp(gone, entry) > 0 ? gone : entry;
}

static void add_head(const struct feed *f, enum section section, const struct contents *c)
{
	const char *word = section_word(section);
	buf_add(f->b,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed "
		  "xmlns=\"http://www.w3.org/2005/Atom\""));
	if (c->gone_count)
		buf_add(f->b, S(" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""));
	xml_add_attribute(f->b, "xml:lang", f->site->language);
	buf_add(f->b, S(">\n"));
	xml_add_element(
		f->b, "id", str_printf(f->a, "tag:" STR_FMT ":%s", STR_ARG(f->site->authority), word));
	xml_add_element(f->b, "title",
		str_printf(f->a, STR_FMT ": %s", STR_ARG(f->site->title), section_title(section)));
	xml_add_element(f->b, "updated", changed_text(f->a, c));
	add_link(f->b, "self", "application/atom+xml",
		str_printf(f->a, STR_FMT "%s/feed.atom", STR_ARG(f->base), word));
	add_link(f->b, "alternate", "text/html",
		str_printf(f->a, STR_FMT "%s/index.html", STR_ARG(f->base), word));
	buf_add(f->b, S("<author>\n"));
	xml_add_element(f->b, "name", f->site->title);
	xml_add_element(f->b, "uri", f->base);
	buf_add(f->b, S("</author>\n<generator>Tidings</generator>\n"));
}

static bool feed_write(
	const struct output_context *o, enum section section, struct str *out, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(FEED_MAX);
	struct feed f = {.a = o->a,
		.site = o->site,
		.templates = o->templates,
		.base = view_link(o->a, o->site->base_url),
		.b = &b};
	struct contents c = contents_of(o, section);
	add_head(&f, section, &c);
	for (size_t i = 0; i < c.gone_count; i++)
		add_deleted(&f, c.gone[i]);
	for (size_t i = 0; i < c.entry_count; i++)
		if (!add_entry(&f, c.entries[i], err))
			return false;
	buf_add(&b, S("</feed>\n"));
	if (!buf_ok(&b))
		return err_set(
			err, "the feed of %s is longer than %d bytes", section_word(section), FEED_MAX);
	*out = str_copy(o->a, buf_str(&b));
	return true;
}

bool output_atom(const struct output_context *o, struct err *err)
{
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		struct str feed;
		if (!feed_write(o, s, &feed, err))
			return false;
		output_add(o, str_printf(o->a, "%s/feed.atom", section_word(s)), feed);
	}
	return true;
}
