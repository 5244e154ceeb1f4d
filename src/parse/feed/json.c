#include "parse/feed/feed.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

/* What is not known is left out of the document. */

static json_t *json_text(struct str s)
{
	return json_stringn_nocheck(s.n ? s.p : "", s.n);
}

/* Sets a text, unless it is empty. */
static void put_text(json_t *object, const char *name, struct arena *a, struct str s)
{
	if (s.n)
		json_object_set_new(object, name, json_text(utf8_clean(a, s)));
}

/* Sets an object or a list, unless it is empty; takes the reference. */
static void put_object(json_t *object, const char *name, json_t *value)
{
	bool known = json_is_array(value) ? json_array_size(value) > 0 : json_object_size(value) > 0;
	if (known)
		json_object_set_new(object, name, value);
	else
		json_decref(value);
}

static json_t *text_json(struct arena *a, const struct text_construct *t)
{
	static const char *const types[] = {
		[TEXT_PLAIN] = "text", [TEXT_HTML] = "html", [TEXT_XHTML] = "xhtml"};
	json_t *object = json_object();
	assert((size_t)t->type < sizeof types / sizeof *types);
	if (!t->raw.n && !t->src.n)
		return object;
	json_object_set_new(object, "type", json_string(types[t->type]));
	json_object_set_new(object, "text", json_text(feed_text_plain(a, t, t->raw.n)));
	json_object_set_new(object, "html", json_text(feed_text_html(a, t)));
	put_text(object, "lang", a, t->lang);
	put_text(object, "base", a, t->base);
	put_text(object, "mime", a, t->mime);
	put_text(object, "src", a, t->src);
	return object;
}

static json_t *texts_json(struct arena *a, const struct texts *texts)
{
	json_t *array = json_array();
	for (size_t i = 0; i < texts->n; i++)
		json_array_append_new(array, text_json(a, &texts->v[i]));
	return array;
}

static json_t *person_json(struct arena *a, const struct person *person)
{
	json_t *object = json_object();
	put_text(object, "name", a, person->name);
	put_text(object, "email", a, person->email);
	put_text(object, "url", a, person->url);
	return object;
}

static json_t *people_json(struct arena *a, const struct people *people)
{
	json_t *array = json_array();
	for (size_t i = 0; i < people->n; i++)
		json_array_append_new(array, person_json(a, &people->v[i]));
	return array;
}

static json_t *categories_json(struct arena *a, const struct categories *categories)
{
	json_t *array = json_array();
	for (size_t i = 0; i < categories->n; i++) {
		json_t *object = json_object();
		put_text(object, "term", a, categories->v[i].term);
		put_text(object, "scheme", a, categories->v[i].scheme);
		put_text(object, "label", a, categories->v[i].label);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *links_json(struct arena *a, const struct feed_links *links)
{
	json_t *array = json_array();
	for (size_t i = 0; i < links->n; i++) {
		const struct feed_link *link = &links->v[i];
		json_t *object = json_object();
		put_text(object, "href", a, link->href);
		put_text(object, "rel", a, link->rel);
		put_text(object, "type", a, link->type);
		put_text(object, "hreflang", a, link->hreflang);
		put_text(object, "title", a, link->title);
		put_text(object, "length", a, link->length);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *enclosures_json(struct arena *a, const struct enclosures *enclosures)
{
	json_t *array = json_array();
	for (size_t i = 0; i < enclosures->n; i++) {
		const struct enclosure *enclosure = &enclosures->v[i];
		json_t *object = json_object();
		put_text(object, "url", a, enclosure->url);
		put_text(object, "type", a, enclosure->type);
		put_text(object, "title", a, enclosure->title);
		if (enclosure->length >= 0)
			json_object_set_new(object, "length", json_integer(enclosure->length));
		json_array_append_new(array, object);
	}
	return array;
}

/* Sets a number when the text is one, else the text. */
static void put_number(json_t *object, const char *name, struct arena *a, struct str s)
{
	long value;
	if (str_to_long(str_trim(s), &value))
		json_object_set_new(object, name, json_integer(value));
	else
		put_text(object, name, a, s);
}

static json_t *image_json(struct arena *a, const struct feed_image *image)
{
	json_t *object = json_object();
	put_text(object, "url", a, image->url);
	put_text(object, "title", a, image->title);
	put_text(object, "link", a, image->link);
	put_text(object, "description", a, image->description);
	put_number(object, "width", a, image->width);
	put_number(object, "height", a, image->height);
	return object;
}

static json_t *strs_json(struct arena *a, const struct strs *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, json_text(utf8_clean(a, list->v[i])));
	return array;
}

/* Sets a date, or its text under "NAME_raw" when nobody can read it. */
static void put_time(json_t *object, const char *name, struct arena *a, const struct feed_time *t)
{
	char text[TIME_TEXT];
	if (t->time != NO_TIME)
		put_text(object, name, a, str_of(time_rfc3339(t->time, text)));
	else
		put_text(object, str_cstr(a, str_printf(a, "%s_raw", name)), a, t->raw);
}

static void put_times(json_t *object, struct arena *a, const struct feed_time *published,
	const struct feed_time *updated, const struct feed_time *created,
	const struct feed_time *expired)
{
	put_time(object, "published", a, published);
	put_time(object, "updated", a, updated);
	put_time(object, "created", a, created);
	put_time(object, "expired", a, expired);
}

static void put_generator(json_t *object, struct arena *a, const struct feed *feed)
{
	json_t *generator = json_object();
	put_text(generator, "name", a, feed->generator_name);
	put_text(generator, "url", a, feed->generator_url);
	put_text(generator, "version", a, feed->generator_version);
	put_object(object, "generator", generator);
}

static json_t *exts_json(struct arena *a, const struct feed_exts *exts, bool named);

static json_t *ext_json(struct arena *a, const struct feed_ext *ext)
{
	switch (ext->kind) {
	case EXT_NUMBER:
		return ext->number == (double)(long)ext->number ? json_integer((long)ext->number) :
														  json_real(ext->number);
	case EXT_FALSE: return json_false();
	case EXT_TRUE: return json_true();
	case EXT_UNKNOWN: return json_null();
	case EXT_LIST: return exts_json(a, &ext->members, false);
	case EXT_OBJECT: return exts_json(a, &ext->members, true);
	default: return json_text(utf8_clean(a, ext->text));
	}
}

static json_t *exts_json(struct arena *a, const struct feed_exts *exts, bool named)
{
	json_t *all = named ? json_object() : json_array();
	for (size_t i = 0; i < exts->n; i++) {
		json_t *value = ext_json(a, &exts->v[i]);
		if (named)
			json_object_setn_new(all, exts->v[i].name.p, exts->v[i].name.n, value);
		else
			json_array_append_new(all, value);
	}
	return all;
}

/* The members of a feed and of an entry's source. */
static json_t *feed_members_json(struct arena *a, const struct feed *feed)
{
	json_t *object = json_object();
	put_object(object, "title", text_json(a, &feed->title));
	put_object(object, "subtitle", text_json(a, &feed->subtitle));
	put_object(object, "rights", text_json(a, &feed->rights));
	put_object(object, "info", text_json(a, &feed->info));
	put_text(object, "id", a, feed->id);
	put_text(object, "home_url", a, feed->home_url);
	put_text(object, "self_url", a, feed->self_url);
	put_text(object, "next_url", a, feed->next_url);
	put_object(object, "hub_urls", strs_json(a, &feed->hub_urls));
	put_object(object, "links", links_json(a, &feed->links));
	put_text(object, "language", a, feed->language);
	put_times(object, a, &feed->published, &feed->updated, &feed->created, &feed->expired);
	put_object(object, "authors", people_json(a, &feed->authors));
	put_object(object, "contributors", people_json(a, &feed->contributors));
	put_object(object, "publisher", person_json(a, &feed->publisher));
	put_object(object, "categories", categories_json(a, &feed->categories));
	put_generator(object, a, feed);
	put_text(object, "icon", a, feed->icon);
	put_text(object, "logo", a, feed->logo);
	put_object(object, "image", image_json(a, &feed->image));
	put_text(object, "docs", a, feed->docs);
	put_object(object, "ext", exts_json(a, &feed->exts, true));
	if (feed->ttl >= 0)
		json_object_set_new(object, "ttl", json_integer(feed->ttl));
	return object;
}

static void put_identity(json_t *object, struct arena *a, const struct feed_entry *entry)
{
	put_text(object, "id", a, entry->id);
	if (entry->has_guid)
		json_object_set_new(object, "id_is_permalink", json_boolean(entry->id_is_permalink));
	put_text(object, "url", a, entry->url);
	put_text(object, "external_url", a, entry->external_url);
	put_text(object, "doi", a, entry->doi);
	put_text(object, "pmid", a, entry->pmid);
	put_text(object, "nctid", a, entry->nct);
}

static json_t *source_json(struct arena *a, const struct feed *source)
{
	json_t *object = feed_members_json(a, source);
	put_text(object, "url", a, source->home_url);
	return object;
}

static json_t *entry_json(struct arena *a, const struct feed_entry *entry)
{
	json_t *object = json_object();
	put_identity(object, a, entry);
	put_object(object, "title", text_json(a, &entry->title));
	put_object(object, "summary", text_json(a, &entry->summary));
	put_object(object, "content", texts_json(a, &entry->contents));
	put_object(object, "rights", text_json(a, &entry->rights));
	put_object(object, "authors", people_json(a, &entry->authors));
	put_object(object, "contributors", people_json(a, &entry->contributors));
	put_object(object, "publisher", person_json(a, &entry->publisher));
	put_times(object, a, &entry->published, &entry->updated, &entry->created, &entry->expired);
	put_object(object, "categories", categories_json(a, &entry->categories));
	put_object(object, "enclosures", enclosures_json(a, &entry->enclosures));
	put_object(object, "links", links_json(a, &entry->links));
	put_text(object, "language", a, entry->language);
	put_text(object, "comments_url", a, entry->comments_url);
	put_object(object, "image", image_json(a, &entry->image));
	put_object(object, "thumbnails", strs_json(a, &entry->thumbnails));
	put_object(object, "ext", exts_json(a, &entry->exts, true));
	if (entry->source)
		put_object(object, "source", source_json(a, entry->source));
	return object;
}

static json_t *errors_json(struct arena *a, const struct feed *feed)
{
	json_t *array = json_array();
	for (size_t i = 0; i < feed->error_count; i++) {
		const struct feed_error *error = &feed->errors[i];
		json_t *object = json_object();
		put_text(object, "code", a, error->code);
		put_text(object, "message", a, error->message);
		if (error->line)
			json_object_set_new(object, "line", json_integer(error->line));
		if (error->fatal)
			json_object_set_new(object, "fatal", json_true());
		json_array_append_new(array, object);
	}
	return array;
}

json_t *feed_to_json(const struct feed *feed)
{
	struct arena a CLEANUP_ARENA = {0};
	json_t *document = json_object(), *entries = json_array();
	json_object_set_new(document, "format", json_text(feed->format));
	put_text(document, "encoding", &a, feed->encoding);
	json_object_set_new(document, "well_formed", json_boolean(feed->well_formed));
	json_object_set_new(document, "errors", errors_json(&a, feed));
	json_object_set_new(document, "feed", feed_members_json(&a, feed));
	for (size_t i = 0; i < feed->entry_count; i++)
		json_array_append_new(entries, entry_json(&a, &feed->entries[i]));
	json_object_set_new(document, "entries", entries);
	return document;
}
