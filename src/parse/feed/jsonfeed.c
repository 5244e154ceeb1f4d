#include "parse/feed/jsonfeed.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/feed/build.h"
#include "parse/feed/identifier.h"
#include "parse/html/html.h"
#include "parse/text/json_read.h"

enum { MESSAGE_MAX = 300 }; /* bytes of a service's error that are quoted */

/* A member as text. Numbers are taken too, because some feeds have them as ids. */
static struct str text_of_member(struct arena *a, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	if (json_is_integer(value))
		return str_printf(a, "%lld", (long long)json_integer_value(value));
	if (json_is_real(value))
		return str_printf(a, "%.17g", json_real_value(value));
	if (!json_is_string(value))
		return STR_NONE;
	return str_trim(str_copy(a, (struct str){json_string_value(value), json_string_length(value)}));
}

static struct str url_member(
	struct arena *a, const json_t *object, const char *name, struct str base)
{
	return feed_resolve(a, base, text_of_member(a, object, name));
}

static struct text_construct text_member(struct arena *a, struct feed *out, const json_t *object,
	const char *name, enum text_type type, struct str base)
{
	struct str raw = html_unwrap_section(text_of_member(a, object, name));
	if (raw.n > FEED_MAX_TEXT)
		feed_add_error(a, out, (struct feed_error){S("limit"), FEED_TEXT_CUT, 0, false});
	raw = utf8_cut(raw, FEED_MAX_TEXT);
	return (struct text_construct){
		.type = type, .raw = raw, .lang = text_of_member(a, object, "language"), .base = base};
}

/* "authors" of version 1.1, else "author" of version 1.0. */
static void read_authors(
	struct arena *a, const json_t *object, struct str base, struct people *people)
{
	json_t *list = json_object_get(object, "authors"), *author;
	size_t i;
	json_array_foreach (list, i, author)
		feed_add_person(a, people,
			(struct person){.name = text_of_member(a, author, "name"),
				.url = url_member(a, author, "url", base)});
	author = json_object_get(object, "author");
	if (!people->n && author)
		feed_add_person(a, people,
			(struct person){.name = text_of_member(a, author, "name"),
				.url = url_member(a, author, "url", base)});
}

static void read_attachments(
	struct arena *a, const json_t *item, struct str base, struct feed_entry *entry)
{
	json_t *list = json_object_get(item, "attachments"), *attachment;
	size_t i;
	json_array_foreach (list, i, attachment) {
		const json_t *size = json_object_get(attachment, "size_in_bytes");
		feed_entry_add_enclosure(a, entry,
			(struct enclosure){
				.url = url_member(a, attachment, "url", base),
				.type = text_of_member(a, attachment, "mime_type"),
				.title = text_of_member(a, attachment, "title"),
				.length = json_is_integer(size) && json_integer_value(size) >= 0 ?
					(long)json_integer_value(size) :
					-1,
			});
	}
}

static void read_tags(struct arena *a, const json_t *item, struct feed_entry *entry)
{
	json_t *list = json_object_get(item, "tags"), *tag;
	size_t i;
	json_array_foreach (list, i, tag) {
		struct category *slot = json_is_string(tag) ? LIST_NEW(a, entry->categories) : NULL;
		if (slot)
			slot->term = str_copy(a, (struct str){json_string_value(tag), json_string_length(tag)});
	}
}

static void read_content(struct arena *a, struct feed *out, const json_t *item, struct str base,
	struct feed_entry *entry)
{
	static const struct {
		const char *name;
		enum text_type type;
	} contents[] = {{"content_html", TEXT_HTML}, {"content_text", TEXT_PLAIN}};
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		struct text_construct text = text_member(
			a, out, item, contents[i].name, contents[i].type, base);
		struct text_construct *slot = text.raw.n ? LIST_NEW(a, entry->contents) : NULL;
		if (slot)
			*slot = text;
	}
}

static void read_item(struct arena *a, struct feed *out, const json_t *item, struct str base,
	struct feed_entry *entry)
{
	struct str date_published = text_of_member(a, item, "date_published"),
			   date_modified = text_of_member(a, item, "date_modified");
	entry->id = text_of_member(a, item, "id");
	entry->url = url_member(a, item, "url", base);
	entry->external_url = url_member(a, item, "external_url", base);
	entry->title = text_member(a, out, item, "title", TEXT_PLAIN, base);
	entry->summary = text_member(a, out, item, "summary", TEXT_PLAIN, base);
	entry->language = feed_language(a, text_of_member(a, item, "language"));
	entry->image.url = url_member(a, item, "image", base);
	if (!entry->image.url.n)
		entry->image.url = url_member(a, item, "banner_image", base);
	if (date_published.n)
		entry->published = feed_read_time(a, date_published);
	if (date_modified.n)
		entry->updated = feed_read_time(a, date_modified);
	read_content(a, out, item, base, entry);
	read_authors(a, item, base, &entry->authors);
	read_attachments(a, item, base, entry);
	read_tags(a, item, entry);
	feed_entry_finish(a, entry);
	feed_identifier_add(a, entry, entry->external_url);
}

static void read_items(struct arena *a, const json_t *root, struct str base, struct feed *out)
{
	json_t *items = json_object_get(root, "items"), *item;
	size_t i;
	json_array_foreach (items, i, item) {
		struct feed_entry *entry = json_is_object(item) ? feed_add_entry(a, out) : NULL;
		if (entry)
			read_item(a, out, item, base, entry);
	}
}

/* Those that speak another protocol than WebSub, as "rssCloud", are none. */
static void read_hubs(struct arena *a, const json_t *root, struct str base, struct feed *out)
{
	json_t *hubs = json_object_get(root, "hubs"), *hub;
	size_t i;
	json_array_foreach (hubs, i, hub)
		if (!json_is_string(json_object_get(hub, "type")) ||
			strcasecmp(json_string_value(json_object_get(hub, "type")), "rssCloud") != 0)
			feed_add_link(a, out,
				(struct feed_link){.href = url_member(a, hub, "url", base), .rel = S("hub")});
}

static void read_feed(struct arena *a, const json_t *root, struct str base, struct feed *out)
{
	static const struct {
		const char *name;
		struct str rel;
	} links[] = {
		{"home_page_url", S("alternate")}, {"feed_url", S("self")}, {"next_url", S("next")}};
	out->title = text_member(a, out, root, "title", TEXT_PLAIN, base);
	out->subtitle = text_member(a, out, root, "description", TEXT_PLAIN, base);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		feed_add_link(a, out,
			(struct feed_link){
				.href = url_member(a, root, links[i].name, base), .rel = links[i].rel});
	out->language = feed_language(a, text_of_member(a, root, "language"));
	out->icon = url_member(a, root, "favicon", base);
	out->logo = url_member(a, root, "icon", base);
	read_authors(a, root, base, &out->authors);
	read_hubs(a, root, base, out);
	read_items(a, root, base, out);
}

/* The message of a service that answers with an error in JSON. */
static struct str service_error(struct arena *a, const json_t *root)
{
	static const char *const names[] = {"message", "error", "detail", "title"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const json_t *inner = json_object_get(root, names[i]);
		struct str text = json_is_object(inner) ? text_of_member(a, inner, "message") :
												  text_of_member(a, root, names[i]);
		if (text.n)
			return utf8_cut(text, MESSAGE_MAX);
	}
	return STR_NONE;
}

/* "json10" or "json11"; empty when it is no JSON Feed. */
static struct str jsonfeed_format(const json_t *root)
{
	struct str version = str_of(json_string_value(json_object_get(root, "version")));
	bool named = str_find(version, S("jsonfeed.org/version/")) != STR_NOT_FOUND;
	bool addressed = json_object_get(root, "home_page_url") || json_object_get(root, "feed_url");
	if (!named && !((version.n || addressed) && json_is_array(json_object_get(root, "items"))))
		return STR_NONE;
	return str_ends(version, S("1.1")) ? S("json11") : S("json10");
}

/* What was wrong with the JSON, as errors of the feed. */
static void add_faults(
	struct arena *a, const struct json_reading *reading, bool read, struct feed *out)
{
	if (!reading->fault.n)
		return;
	out->cut = reading->truncated ? S("breaks off in the middle") : STR_NONE;
	feed_add_error(a, out,
		(struct feed_error){reading->too_large ? S("limit") : S("json"),
			str_printf(a, "This is " STR_FMT, STR_ARG(reading->fault)), reading->line,
			!read || reading->truncated});
	if (reading->truncated)
		feed_add_error(a, out,
			(struct feed_error){S("truncated"), S("the feed breaks off before its end"), 0, true});
}

void jsonfeed_read(struct arena *a, struct str text, struct str base, struct feed *out)
{
	struct json_reading reading;
	json_auto_t *root = json_read(a, text, &reading);
	add_faults(a, &reading, root != NULL, out);
	if (!root)
		return;
	out->format = jsonfeed_format(root);
	if (out->format.n) {
		read_feed(a, root, base, out);
		return;
	}
	struct str said = service_error(a, root);
	feed_add_error(a, out,
		(struct feed_error){S("not-a-feed"),
			said.n ? str_printf(
						 a, "This is JSON, but not a JSON Feed; it says: " STR_FMT, STR_ARG(said)) :
					 S("This is JSON, but not a JSON Feed."),
			0, true});
}
