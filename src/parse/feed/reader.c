#include "parse/feed/reader.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/url.h"
#include "parse/feed/build.h"
#include "parse/html/html.h"

bool feed_reader_is_rss(const struct feed_reader *r)
{
	return str_starts(r->feed->format, S("rss"));
}

struct str feed_reader_base(const struct feed_reader *r)
{
	struct str base = r->frames[r->depth].base, home = r->feed->home_url;
	bool declared = base.p != r->frames[0].base.p; /* by an xml:base */
	return !base.n || (!declared && feed_reader_is_rss(r) && url_is_web(home)) ? home : base;
}

struct str feed_reader_attr(const struct feed_reader *r, const char *name)
{
	for (size_t i = 0; i < r->attr_count; i++)
		if (strcasecmp(r->attrs[i].name, name) == 0)
			return r->attrs[i].value;
	return STR_NONE;
}

bool feed_reader_has_attr(const struct feed_reader *r, const char *name)
{
	for (size_t i = 0; i < r->attr_count; i++)
		if (strcasecmp(r->attrs[i].name, name) == 0)
			return true;
	return false;
}

struct str feed_reader_attr_url(const struct feed_reader *r, const char *name)
{
	return feed_resolve(r->a, feed_reader_base(r), feed_reader_attr(r, name));
}

struct str feed_reader_text(const struct feed_reader *r)
{
	struct str text = html_unwrap_section(str_trim(buf_str(&r->text)));
	return r->has_markup ? html_to_text(r->a, text, text.n) : str_copy(r->a, text);
}

static void *record_of(struct feed_reader *r, enum feed_container container)
{
	switch (container) {
	case CONTAINER_ENTRY: return r->entry;
	case CONTAINER_PERSON: return &r->person;
	case CONTAINER_IMAGE: return r->image;
	case CONTAINER_SOURCE: return r->source;
	case CONTAINER_OBJECT: return r->object;
	default: return r->feed;
	}
}

void *feed_reader_record(struct feed_reader *r, enum feed_container container)
{
	void *record = record_of(r, container);
	assert(record); /* an open container has its record */
	return record;
}

static const struct feed_vocabulary UNKNOWN = {"", "", NS_OTHER}, PLAIN = {"", "", NS_CORE};

const struct feed_vocabulary *feed_reader_vocabulary(
	struct feed_reader *r, const char *uri, const char *prefix)
{
	if (r->last_vocabulary && uri == r->last_uri && prefix == r->last_prefix)
		return r->last_vocabulary;
	const struct feed_vocabulary *found = uri[0] || prefix[0] ? feed_ns_find(uri, prefix) : &PLAIN;
	/* An element that has no prefix and declares a namespace of its program is meant as it reads:
	 * DSpace has <link xmlns="http://apache.org/cocoon/i18n/2.1">. */
	if (!found && !prefix[0])
		found = &PLAIN;
	if (r->root_vocabulary.uri && strcmp(uri, r->root_vocabulary.uri) == 0)
		found = &r->root_vocabulary;
	r->last_uri = uri;
	r->last_prefix = prefix;
	r->last_vocabulary = found ? found : &UNKNOWN;
	return r->last_vocabulary;
}
