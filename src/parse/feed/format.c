#include <string.h>
#include <strings.h>

#include "parse/feed/document.h"

static const struct feed_vocabulary UNKNOWN = {"", "", NS_OTHER}, PLAIN = {"", "", NS_CORE};

const struct feed_vocabulary *feed_vocabulary(
	struct feed_reader *r, const char *uri, const char *prefix)
{
	if (r->last && uri == r->last_uri && prefix == r->last_prefix)
		return r->last;
	const struct feed_vocabulary *found = uri[0] || prefix[0] ? feed_vocabulary_of(uri, prefix) :
																&PLAIN;
	if (r->own.uri && strcmp(uri, r->own.uri) == 0)
		found = &r->own;
	r->last_uri = uri;
	r->last_prefix = prefix;
	r->last = found ? found : &UNKNOWN;
	return r->last;
}

static struct str rss_format(struct str version)
{
	static const struct {
		struct str version, format;
	} formats[] = {{S("0.90"), S("rss090")}, {S("0.9"), S("rss090")}, {S("0.91"), S("rss091")},
		{S("0.92"), S("rss092")}, {S("0.93"), S("rss093")}, {S("0.94"), S("rss094")},
		{S("1.0"), S("rss10")}, {S("2"), S("rss20")}};
	version = str_trim(version);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_eq(version, formats[i].version))
			return formats[i].format;
	return str_starts(version, S("2.")) ? S("rss20") : S("rss");
}

/* RSS 0.90 and 1.0 share their root and differ in the namespace of the rest. */
static struct str rdf_format(const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->namespace_count; i++)
		if (strstr(tag->namespaces[i].ns, "netscape.com/rdf/simple/0.9"))
			return S("rss090");
	return S("rss10");
}

struct str feed_format_of(struct feed_reader *r, const struct xml_tag *tag)
{
	enum feed_ns ns = feed_vocabulary(r, tag->ns, tag->prefix)->ns;
	if (strcasecmp(tag->name, "rdf") == 0 && (ns == NS_RDF || ns == NS_CORE || ns == NS_OTHER))
		return rdf_format(tag);
	if (ns != NS_CORE && (ns != NS_OTHER || tag->prefix[0]))
		return STR_NONE;
	if (strcasecmp(tag->name, "rss") == 0)
		return rss_format(xml_attr_value(tag, "version"));
	if (strcasecmp(tag->name, "channel") == 0)
		return S("cdf");
	if (strcasecmp(tag->name, "feed") != 0)
		return STR_NONE;
	bool old = strstr(tag->ns, "purl.org/atom/") ||
		str_starts(xml_attr_value(tag, "version"), S("0."));
	return old ? S("atom03") : S("atom10");
}
