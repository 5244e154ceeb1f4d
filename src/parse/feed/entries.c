#include "parse/feed/feed.h"

#include "base/bidi.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/html/html.h"

/* The most that is kept of an entry; the last two are bytes. */
enum { MAX_CATEGORIES = 32, MAX_AUTHORS = 10, AUTHOR_MAX = 300, PUBLISHER_MAX = 200 };

/* The text as plain text that turns the direction of nothing behind it. */
static struct str text_plain(struct arena *a, const struct text_construct *text, size_t max)
{
	return bidi_close(a, feed_text_plain(a, text, max));
}

/* The same of a whole story, with its paragraphs. */
static struct str story_plain(struct arena *a, const struct text_construct *text)
{
	return bidi_close(a, feed_text_lines(a, text, ENTRY_TEXT_MAX));
}

/* The text without what WordPress puts behind every excerpt and text. */
static struct str without_wordpress_tail(struct str s)
{
	static const struct str ellipses[] = {S("[…]"), S("[...]"), S("[\xE2\x80\xA6 ]")};
	size_t at = STR_NOT_FOUND, next, from = 0;
	while ((next = str_find_rare(str_sub(s, from, SIZE_MAX), S("The post "))) != STR_NOT_FOUND) {
		at = from + next;
		from = at + 1;
	}
	if (at != STR_NOT_FOUND &&
		str_find(str_sub(s, at, SIZE_MAX), S(" appeared first on ")) != STR_NOT_FOUND)
		s = str_trim(str_sub(s, 0, at));
	for (size_t i = 0; i < sizeof ellipses / sizeof *ellipses; i++)
		if (str_ends(s, ellipses[i]))
			s = str_trim(str_sub(s, 0, s.n - ellipses[i].n));
	return s;
}

/* The first content that is not empty, else the lead. */
static struct str text_of(struct arena *a, const struct feed_entry *from, struct str lead)
{
	for (size_t i = 0; i < from->contents.n; i++) {
		struct str text = without_wordpress_tail(story_plain(a, &from->contents.v[i]));
		if (text.n)
			return text;
	}
	return lead;
}

/* The entry's authors, else those of its source, else those of the feed (RFC 4287 section 4.2.1,
 * JSON Feed 1.1). Not so in RSS, where the channel names its editor and not an author. */
static const struct people *authors_of(const struct feed *feed, const struct feed_entry *from)
{
	static const struct people nobody;
	if (from->authors.n)
		return &from->authors;
	if (from->source)
		return &from->source->authors;
	return str_starts(feed->format, S("atom")) || str_starts(feed->format, S("json")) ?
		&feed->authors :
		&nobody;
}

static struct str author_line(struct arena *a, const struct people *people)
{
	struct buf line CLEANUP_BUF = buf_new(AUTHOR_MAX * 2);
	for (size_t i = 0; i < people->n && i < MAX_AUTHORS; i++) {
		struct str name = html_to_text(a, people->v[i].name, AUTHOR_MAX);
		if (name.n && line.n)
			buf_add(&line, S(", "));
		buf_add(&line, name);
	}
	return bidi_close(a, str_copy(a, utf8_cut(buf_str(&line), AUTHOR_MAX)));
}

static struct strs categories_of(struct arena *a, const struct feed_entry *from)
{
	struct strs list = {0};
	for (size_t i = 0; i < from->categories.n && list.n < MAX_CATEGORIES; i++) {
		const struct category *category = &from->categories.v[i];
		struct str word = html_to_text(
			a, category->label.n ? category->label : category->term, PUBLISHER_MAX);
		if (word.n)
			strs_add(a, &list, word);
	}
	return list;
}

/* When the entry was published. RSS and CDF have one date, which modules call "date" or "modified";
 * Atom and JSON Feed tell publication and change apart. */
static int64_t published_of(const struct feed *feed, const struct feed_entry *from)
{
	if (from->published.time != NO_TIME)
		return from->published.time;
	return str_starts(feed->format, S("rss")) || str_eq(feed->format, S("cdf")) ?
		from->updated.time :
		NO_TIME;
}

/* The extension of this name, or NULL. */
static const struct feed_ext *ext_find(const struct feed_exts *exts, struct str name)
{
	for (size_t i = 0; i < exts->n; i++)
		if (str_eq(exts->v[i].name, name))
			return &exts->v[i];
	return NULL;
}

static struct str ext_text(const struct feed_exts *exts, struct str name)
{
	const struct feed_ext *ext = ext_find(exts, name);
	return ext && ext->kind == EXT_TEXT ? ext->text : STR_NONE;
}

/* Whether an enclosure may be what the entry is about. A picture only stands beside it. */
static bool is_work(struct str url, struct str type)
{
	return url_is_web(url) && !str_istarts(type, S("image/"));
}

/* The address of the first recording or film of the entry. */
static struct str media_of(const struct feed_entry *from)
{
	for (size_t i = 0; i < from->enclosures.n; i++)
		if (is_work(from->enclosures.v[i].url, from->enclosures.v[i].type))
			return from->enclosures.v[i].url;
	const struct feed_ext *media = ext_find(&from->exts, S("media_content"));
	for (size_t i = 0; media && i < media->members.n; i++) {
		const struct feed_exts *said = &media->members.v[i].members;
		struct str url = ext_text(said, S("url"));
		if (is_work(url, ext_text(said, S("type"))) &&
			!str_ieq(ext_text(said, S("medium")), S("image")))
			return url;
	}
	return STR_NONE;
}

/* The address that the entry stands at: the one that a feed service counts clicks on the way to;
 * its own; else where what it has to say lies: a page of another site, a text (RFC 4287 section
 * 4.1.3.2) or a recording. */
static struct str address_of(struct arena *a, const struct feed_entry *from)
{
	const struct str first[] = {ext_text(&from->exts, S("feedburner_origlink")),
		ext_text(&from->exts, S("pheedo_origlink")), from->url, from->external_url};
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (url_is_web(first[i]))
			return utf8_clean(a, first[i]);
	for (size_t i = 0; i < from->contents.n; i++)
		if (url_is_web(from->contents.v[i].src))
			return utf8_clean(a, from->contents.v[i].src);
	return utf8_clean(a, media_of(from));
}

static struct entry entry_of(
	struct arena *a, const struct feed *feed, const struct feed_entry *from)
{
	struct str lead = without_wordpress_tail(story_plain(a, &from->summary));
	return (struct entry){
		.kind = ENTRY_NEWS,
		.guid = str_trim(utf8_clean(a, from->id)),
		.url = address_of(a, from),
		.title = text_plain(a, &from->title, ENTRY_TITLE_MAX),
		.lead = lead,
		.text = text_of(a, from, lead),
		.author = author_line(a, authors_of(feed, from)),
		.publisher = from->source ? text_plain(a, &from->source->title, PUBLISHER_MAX) : STR_NONE,
		.language = utf8_clean(a, from->language.n ? from->language : feed->language),
		.categories = categories_of(a, from),
		.published = published_of(feed, from),
		.updated = from->updated.time,
		.keys = {.pmid = from->pmid, .doi = from->doi, .nct = from->nct},
	};
}

/* True for an entry that says nothing at all. */
static bool is_blank(const struct entry *entry)
{
	return !entry->guid.n && !entry->url.n && !entry->title.n && !entry->text.n;
}

struct entries feed_entries(struct arena *a, const struct feed *feed)
{
	struct entries list = {.v = arena_array(a, feed->entry_count + 1, sizeof *list.v)};
	for (size_t i = 0; i < feed->entry_count; i++) {
		if (!feed->entries[i].complete)
			continue;
		list.v[list.n] = entry_of(a, feed, &feed->entries[i]);
		list.n += !is_blank(&list.v[list.n]);
	}
	return list;
}
