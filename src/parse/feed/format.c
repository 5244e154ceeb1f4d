#include "parse/feed/format.h"

#include <string.h>
#include <strings.h>

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

/* RSS 0.90 and RSS 1.0 have the same root element. The namespaces that it declares differ. */
static struct str rdf_format(const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->namespace_count; i++)
		if (strstr(tag->namespaces[i].ns, "netscape.com/rdf/simple/0.9"))
			return S("rss090");
	return S("rss10");
}

struct str feed_format(struct feed_reader *r, const struct xml_tag *tag)
{
	enum feed_ns ns = feed_reader_vocabulary(r, tag->ns, tag->prefix)->ns;
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
	bool is_atom03 = strstr(tag->ns, "purl.org/atom/") ||
		str_starts(xml_attr_value(tag, "version"), S("0."));
	return is_atom03 ? S("atom03") : S("atom10");
}
