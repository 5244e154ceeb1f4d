/* The feed of each section (RFC 4287), the latest approval first.
 *
 * Ids are tag: URIs (RFC 4151) and never change; atom:updated is the time of the approval. The
 * content is made by the template "entry". An item that was withdrawn, or merged into another, is
 * an at:deleted-entry (RFC 6721), so that feed readers drop their copy of it. A deletion ages as an
 * entry does: it leaves the feed after ATOM_ENTRIES later approvals, or as many later deletions. */
#include <assert.h>
#include <stdlib.h>

#include "publish/output.h"
#include "base/size.h"
#include "render/path.h"
#include "render/view.h"
#include "render/xml.h"

enum { FEED_MAX = 16 << 20, CONTENT_MAX = 1 << 20, MICROSECONDS = 1000000 };

struct feed {
	struct arena *a;
	const struct site *site;
	struct templates *templates;
	struct str base; /* the address at which out/ is served */
	const struct output_context *c;
	struct buf *b;
};

/* Editors approve many items in one second, but feed readers and validators want no two entries of
 * the same time. So the fraction of the second is the release's number: that keeps the order, and
 * does not depend on what else the feed holds. */
static struct str time_text(struct arena *a, int64_t at, const struct release *release)
{
	char text[TIME_TEXT];
	struct str seconds = str_of(time_rfc3339(at, text));
	assert(str_ends(seconds, S("Z")));
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
	xml_add_attribute(f->b, "scheme", str_printf(f->a, STR_FMT PATH_TOPICS, STR_ARG(f->base)));
	xml_add_attribute(f->b, "label", topic->title);
	buf_add(f->b, S("/>\n"));
}

/* The markup of the template, escaped (type="html", RFC 4287 section 3.1.1.2): every feed reader
 * shows it, and nothing in it can end the element. */
static bool add_content(const struct feed *f, const struct placed *placed, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(CONTENT_MAX);
	json_t *view = view_release(f->site, placed->release, placed->on, NULL, f->base);
	bool rendered = template_render(f->templates, "entry", view, MUSTACHE_HTML, &html, err);
	json_decref(view);
	buf_add(f->b, S("<content type=\"html\">"));
	xml_add_text(f->b, buf_str(&html));
	buf_add(f->b, S("</content>\n"));
	return rendered;
}

static bool add_entry(const struct feed *f, const struct placed *placed, struct err *err)
{
	const struct release *release = placed->release;
	char published[TIME_TEXT];
	buf_add(f->b, S("<entry>\n"));
	xml_add_element(f->b, "id", view_tag(f->a, f->site, release));
	xml_add_element(f->b, "title", release->face.title);
	add_link(f->b, "alternate", "text/html", path_item(f->a, f->base, release->tag));
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

static void add_withdrawn(const struct feed *f, const struct gone *gone)
{
	xml_add_element(f->b, "at:comment",
		str_printf(f->a, "Withdrawn: " STR_FMT, STR_ARG(view_gone_reason(f->a, gone))));
}

/* The link is what tells it from a withdrawal (store/forgotten). */
static void add_merged(const struct feed *f, const struct gone *gone)
{
	const struct placed *into = output_find_item(f->c, gone->merged_into);
	assert(into); /* both were read in one moment */
	add_link(f->b, "alternate", "text/html", path_item(f->a, f->base, into->release->tag));
	xml_add_element(f->b, "at:comment",
		str_printf(f->a, "Merged into “" STR_FMT "”.", STR_ARG(into->release->face.title)));
}

/* RFC 6721 section 3. Its time must not be before the entry's own atom:updated, or feed readers
 * would keep the entry. */
static void add_deleted(const struct feed *f, const struct gone *gone)
{
	buf_add(f->b, S("<at:deleted-entry"));
	xml_add_attribute(f->b, "ref", view_tag(f->a, f->site, &gone->release));
	xml_add_attribute(f->b, "when", time_text(f->a, gone->at, &gone->release));
	buf_add(f->b, S(">\n"));
	gone->merged_into ? add_merged(f, gone) : add_withdrawn(f, gone);
	buf_add(f->b, S("</at:deleted-entry>\n"));
}

/* What the feed of a section holds, the latest first. */
struct contents {
	const struct placed **entries;
	const struct gone **gone;
	size_t entry_count, gone_count;
};

/* The oldest time that a feed with these entries tells of: a full feed has lost what was before its
 * oldest entry, deletions included. */
static int64_t oldest_time(const struct contents *contents)
{
	size_t n = contents->entry_count;
	return n == ATOM_ENTRIES ? contents->entries[n - 1]->release->at : INT64_MIN;
}

static void pick_gone(
	struct contents *contents, const struct gones *from, enum section section, int64_t oldest)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct gone *gone = &from->v[i];
		if (gone->release.face.section == section && gone->at >= oldest && !gone->now_at &&
			!gone->handed_on)
			contents->gone[contents->gone_count++] = gone;
	}
}

static int latest_first(const void *left, const void *right)
{
	const struct gone *a = *(const struct gone *const *)left,
					  *b = *(const struct gone *const *)right;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return (b->release.id > a->release.id) - (b->release.id < a->release.id);
}

static struct contents contents_of(const struct output_context *c, enum section section)
{
	size_t gone_max = c->gone->n + c->merged->n + 1;
	struct contents contents = {
		.entries = arena_array(c->a, ATOM_ENTRIES, sizeof *contents.entries),
		.gone = arena_array(c->a, gone_max, sizeof *contents.gone)};
	for (size_t i = 0; i < c->count && contents.entry_count < ATOM_ENTRIES; i++)
		if (c->by_approval[i].release->face.section == section)
			contents.entries[contents.entry_count++] = &c->by_approval[i];
	int64_t oldest = oldest_time(&contents);
	pick_gone(&contents, c->gone, section, oldest);
	pick_gone(&contents, c->merged, section, oldest);
	qsort(contents.gone, contents.gone_count, sizeof *contents.gone, latest_first);
	if (contents.gone_count > ATOM_ENTRIES)
		contents.gone_count = ATOM_ENTRIES;
	return contents;
}

/* When the feed changed last, which even an empty one must say (RFC 4287 section 4.1.1): then it is
 * 1970, which stays the same from run to run. */
static struct str changed_text(struct arena *a, const struct contents *c)
{
	struct str entry = c->entry_count ? updated_text(a, c->entries[0]->release) :
										S("1970-01-01T00:00:00Z");
	struct str gone = c->gone_count ? time_text(a, c->gone[0]->at, &c->gone[0]->release) : STR_NONE;
	return str_cmp(gone, entry) > 0 ? gone : entry;
}

static void add_head(const struct feed *f, enum section section, const struct contents *c)
{
	buf_add(f->b,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed "
		  "xmlns=\"http://www.w3.org/2005/Atom\""));
	if (c->gone_count)
		buf_add(f->b, S(" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""));
	xml_add_attribute(f->b, "xml:lang", f->site->language);
	buf_add(f->b, S(">\n"));
	xml_add_element(f->b, "id",
		str_printf(f->a, "tag:" STR_FMT ":%s", STR_ARG(f->site->authority), section_word(section)));
	xml_add_element(f->b, "title",
		str_printf(f->a, STR_FMT ": %s", STR_ARG(f->site->title), section_title(section)));
	xml_add_element(f->b, "updated", changed_text(f->a, c));
	add_link(f->b, "self", "application/atom+xml", path_feed(f->a, f->base, section));
	add_link(f->b, "alternate", "text/html", path_section(f->a, f->base, section));
	buf_add(f->b, S("<author>\n"));
	xml_add_element(f->b, "name", f->site->title);
	xml_add_element(f->b, "uri", f->base);
	buf_add(f->b, S("</author>\n<generator>Tidings</generator>\n"));
}

static bool section_feed(const struct output_context *c, enum section section, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(FEED_MAX);
	struct feed f = {.a = c->a,
		.c = c,
		.site = c->site,
		.templates = c->templates,
		.base = view_link(c->a, c->site->base_url),
		.b = &b};
	struct contents contents = contents_of(c, section);
	add_head(&f, section, &contents);
	for (size_t i = 0; i < contents.gone_count; i++)
		add_deleted(&f, contents.gone[i]);
	for (size_t i = 0; i < contents.entry_count; i++)
		if (!add_entry(&f, contents.entries[i], err))
			return false;
	buf_add(&b, S("</feed>\n"));
	if (!buf_ok(&b))
		return err_set(err, "the feed of %s is longer than %s", section_word(section),
			size_words(FEED_MAX, (char[SIZE_WORDS]){0}));
	output_add(c, path_feed(c->a, STR_NONE, section), str_copy(c->a, buf_str(&b)));
	return true;
}

bool output_atom(const struct output_context *c, struct err *err)
{
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		if (!section_feed(c, s, err))
			return false;
	return true;
}
