#include "publish/feed.h"

#include <assert.h>

#include "item/filing.h"
#include "publish/plan.h"
#include "publish/publish.h"
#include "render/path.h"
#include "render/view.h"

enum { CONTENT_MAX = 1 << 20, MICROSECONDS = 1000000 };

const struct feed_format FEED_FORMATS[FEED_FORMATS_COUNT] = {
	{"Atom", "application/atom+xml", "atom", feed_add_atom},
	{"RSS", "application/rss+xml", "rss", feed_add_rss},
	{"JSON Feed", "application/feed+json", "json", feed_add_json},
};
struct str publish_feed_type(struct str path)
{
	const struct feed_format *format = FEED_FORMATS;
	struct str word = path;
	while (str_find_char(word, '.') != STR_NOT_FOUND)
		str_cut(&word, '.');
	for (size_t i = 0; i < FEED_FORMATS_COUNT; i++)
		if (str_eq(word, str_of(FEED_FORMATS[i].word)))
			format = &FEED_FORMATS[i];
	return str_of(format->type);
}

static const struct feed_format *const ARCHIVED = &FEED_FORMATS[0];

/* Editors approve many items in one second, but feed readers and validators want no two entries of
 * the same time. So the fraction of the second is the release's number: that keeps the order, and
 * does not depend on what else the feed holds. */
static struct str time_text(struct arena *a, int64_t at, int64_t release)
{
	char text[TIME_TEXT];
	struct str seconds = str_of(time_rfc3339(at, text));
	assert(str_ends(seconds, S("Z")));
	return str_printf(a, STR_FMT ".%06dZ", STR_ARG(str_sub(seconds, 0, seconds.n - 1)),
		(int)(release % MICROSECONDS));
}

bool feed_read_gone(const struct output_context *c, const struct feed_event *event,
	struct release *into, struct str *why, struct err *err)
{
	const struct gone gone = {.reason = event->reason};
	const struct words *words = &c->site->words;
	bool found = true;
	*into = (struct release){0};
	if (event->into && !store_release_get(c->store, c->a, event->into, into, &found, err))
		return false;
	assert(found);
	*why = event->into ?
		words_with(c->a, words, WORD_merged_into, "title", view_heading(c->a, words, &into->face)) :
		event->gone == GONE_MOVED ? words_text(words, WORD_listed_elsewhere) :
									words_with(c->a, words, WORD_withdrawn_reason, "reason",
										view_gone_reason(c->a, words, &gone));
	return true;
}

static bool read_gone(const struct feed *f, struct feed_item *item, struct err *err)
{
	struct release into;
	if (!feed_read_gone(f->c, &item->event, &into, &item->gone, err))
		return false;
	item->link = into.id               ? path_item(f->c->a, f->base, into.tag) :
		item->event.gone == GONE_MOVED ? item->page :
										 STR_NONE;
	return true;
}

static bool render_content(const struct feed *f, struct feed_item *item, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(CONTENT_MAX);
	json_t *view = view_release(f->c->site, &item->release, item->on, NULL, f->base);
	bool rendered = template_render(f->c->templates, "entry", view, MUSTACHE_HTML, &html, err);
	json_decref(view);
	item->html = str_copy(f->c->a, buf_str(&html));
	return rendered;
}

bool feed_read_item(const struct feed *f, struct feed_item *item, struct err *err)
{
	struct arena *a = f->c->a;
	const struct feed_event *event = &item->event;
	bool found;
	if (!store_release_get(f->c->store, a, event->release, &item->release, &found, err))
		return false;
	assert(found);
	item->release.tag = event->tag;
	item->title = view_heading(a, &f->c->site->words, &item->release.face);
	item->id = view_tag(a, f->c->site, &item->release);
	item->page = path_item(a, f->base, event->tag);
	item->link = view_link(a, item->release.face.url);
	item->updated = time_text(a, event->at, event->release);
	item->on = filing_topics(a, f->c->site, &item->release);
	return true;
}

static bool read_item(const struct feed *f, struct feed_item *item, struct err *err)
{
	if (!feed_read_item(f, item, err))
		return false;
	return item->event.gone ? read_gone(f, item, err) : render_content(f, item, err);
}

static bool tag_is_among(const struct feed *f, struct str tag)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i].event.tag, tag))
			return true;
	return false;
}

/* Of several events of one name in an archive the newest says it all. */
static bool read_items(struct feed *f, const struct feed_events *events, struct err *err)
{
	f->v = arena_array(f->c->a, events->n + 1, sizeof *f->v);
	for (size_t i = 0; i < events->n; i++) {
		if (tag_is_among(f, events->v[i].tag))
			continue;
		f->v[f->n].event = events->v[i];
		if (!read_item(f, &f->v[f->n++], err))
			return false;
	}
	return true;
}

/* In the folder of the list. */
static struct str document_name(const struct feed *f, int64_t archive, const char *word)
{
	return archive ? str_printf(f->c->a, "archive/%lld.%s", (long long)archive, word) :
					 str_printf(f->c->a, "%s.%s", f->name, word);
}

struct str feed_address(const struct feed *f, int64_t archive, const char *word)
{
	struct arena *a = f->c->a;
	return str_printf(a, STR_FMT STR_FMT STR_FMT, STR_ARG(f->base),
		STR_ARG(lists_folder(a, &f->place)), STR_ARG(document_name(f, archive, word)));
}

struct str feed_image(const struct feed *f, struct str name)
{
	return name.n ? str_printf(f->c->a, STR_FMT STR_FMT, STR_ARG(f->base), STR_ARG(name)) :
					STR_NONE;
}

struct strs feed_hubs(const struct feed *f)
{
	return f->archive ? (struct strs){0} : site_hubs(f->c->a, f->c->site);
}

struct str feed_title(const struct feed *f)
{
	struct str site = f->c->site->title, title = lists_title(f->c->a, f->c->site, &f->place);
	return title.n ? str_printf(f->c->a, STR_FMT ": " STR_FMT, STR_ARG(site), STR_ARG(title)) :
					 site;
}

struct str feed_home(const struct feed *f)
{
	return str_printf(
		f->c->a, STR_FMT STR_FMT, STR_ARG(f->base), STR_ARG(lists_page(f->c->a, &f->place)));
}

struct str feed_updated(const struct feed *f)
{
	char since[TIME_TEXT];
	struct str latest = STR_NONE;
	for (size_t i = 0; i < f->n; i++)
		if (str_cmp(f->v[i].updated, latest) > 0)
			latest = f->v[i].updated;
	return latest.n ? latest : str_copy(f->c->a, str_of(time_rfc3339(f->listing.since, since)));
}

static void describe(struct feed *f)
{
	struct arena *a = f->c->a;
	struct str name = lists_name(a, &f->place);
	int64_t before = f->archive ? f->archive - 1 : f->listing.archives;
	f->title = feed_title(f);
	f->id = str_printf(
		a, "tag:" STR_FMT ":" STR_FMT, STR_ARG(f->c->site->authority), STR_ARG(name));
	f->home = feed_home(f);
	if (before)
		f->previous = feed_address(f, before, ARCHIVED->word);
	f->updated = feed_updated(f);
}

/* Whose feed it is: *known is false when the list has no feed, or is no list of the site any more.
 * Nothing that it tells is read yet. */
static bool feed_open(const struct output_context *c, int64_t listing, int64_t archive,
	struct feed *out, bool *known, struct err *err)
{
	*out = (struct feed){
		.c = c, .archive = archive, .name = "feed", .base = view_link(c->a, c->site->base_url)};
	if (!store_listing_get(c->store, c->a, listing, &out->listing, err))
		return false;
	*known = lists_find(c->site, out->listing.name, &out->place) && lists_has_feed(&out->place);
	return true;
}

static bool feed_read(struct feed *f, struct err *err)
{
	const struct output_context *c = f->c;
	struct feed_events events;
	bool got = f->archive ?
		store_feed_archive_get(c->store, c->a, f->listing.id, f->archive, &events, err) :
		store_feed_event_newest(c->store, c->a, f->listing.id, FEED_EVENTS, &events, err);
	if (!got || !read_items(f, &events, err))
		return false;
	describe(f);
	return true;
}

/* The file of the document in a folder of out/. */
static struct str document_path(
	const struct feed *f, struct str folder, const struct feed_format *format)
{
	return str_printf(f->c->a, STR_FMT STR_FMT, STR_ARG(folder),
		STR_ARG(document_name(f, f->archive, format->word)));
}

static bool document_add(
	const struct feed *f, const struct feed_format *format, struct buf *b, struct err *err)
{
	format->add(f, b);
	return buf_ok(b) ||
		err_set(err, "the feed of " STR_FMT " is longer than %d MB", STR_ARG(f->listing.name),
			FEED_MAX >> 20);
}

/* Of the document at this path, of a topic that was renamed also under its old slug. */
static void note_topic(const struct feed *f, struct str path, struct str bytes)
{
	output_note_topic(
		f->c, str_printf(f->c->a, STR_FMT STR_FMT, STR_ARG(f->base), STR_ARG(path)), path, bytes);
}

bool feed_write(
	const struct feed *f, struct str folder, const struct feed_format *format, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(FEED_MAX);
	struct str path = document_path(f, folder, format);
	if (!document_add(f, format, &b, err) || !output_write(f->c, path, buf_str(&b), err))
		return false;
	note_topic(f, path, buf_str(&b));
	return true;
}

static bool write_formats(const struct feed *f, struct str folder, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < FEED_FORMATS_COUNT && well; i++)
		well = feed_write(f, folder, &FEED_FORMATS[i], err);
	return well;
}

/* Nothing is left of the feed of a topic that the site has no longer. */
static bool remove_document(const struct feed *f, const struct feed_format *format, struct err *err)
{
	struct str folder = lists_folder_of_name(f->c->a, f->listing.name);
	struct str path = document_path(f, folder, format);
	if (lists_was_renamed(f->c->site, f->listing.name) || f->place.kind == LIST_PART)
		return true;
	if (!f->archive)
		note_topic(f, path, STR_NONE);
	return output_remove(f->c, path, err);
}

static bool remove_formats(const struct feed *f, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < FEED_FORMATS_COUNT && well; i++)
		well = remove_document(f, &FEED_FORMATS[i], err);
	return well;
}

/* A topic that was renamed has its feed under the old slug, too: readers follow it there. */
bool output_feed(const struct output_context *c, const struct due *due, struct err *err)
{
	struct feed feed;
	bool known;
	if (!feed_open(c, due->id, 0, &feed, &known, err))
		return false;
	if (!known)
		return remove_formats(&feed, err);
	bool well = feed_read(&feed, err) && write_formats(&feed, lists_folder(c->a, &feed.place), err);
	const struct topic *topic = feed.place.topic;
	for (size_t i = 0; topic && i < topic->was.n && well; i++)
		well = write_formats(
			&feed, lists_folder_of_name(c->a, lists_topic_name(c->a, topic->was.v[i])), err);
	return well;
}

static bool archive_write(
	const struct feed *f, struct str path, const struct due *due, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(FEED_MAX);
	if (!document_add(f, ARCHIVED, &b, err) || !output_write(f->c, path, buf_str(&b), err))
		return false;
	output_note_archive(f->c, due, hash_str(buf_str(&b)));
	return true;
}

static bool archive_hash(
	const struct output_context *c, const struct due *due, struct str *out, struct err *err)
{
	struct hash hash;
	bool known;
	if (!store_feed_archive_hash(c->store, due->id, due->part, &hash, &known, err))
		return false;
	*out = known ? hash_hex(c->a, hash) : STR_NONE;
	return true;
}

/* One that was written once stays as it is: its readers keep what they read. A file that is there
 * without that is of a time that a restore took back. */
bool output_archive(const struct output_context *c, const struct due *due, struct err *err)
{
	struct feed feed;
	struct str hash;
	bool known, written;
	if (!store_feed_archive_is_written(c->store, due->id, due->part, &written, err) ||
		!archive_hash(c, due, &hash, err) || !feed_open(c, due->id, due->part, &feed, &known, err))
		return false;
	if (!known)
		return remove_document(&feed, ARCHIVED, err);
	struct str path = document_path(&feed, lists_folder(c->a, &feed.place), ARCHIVED);
	if (written && output_has(c, path))
		return output_keep(c, path, hash, err);
	return feed_read(&feed, err) && archive_write(&feed, path, due, err);
}
