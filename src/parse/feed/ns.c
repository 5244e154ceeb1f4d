#include "parse/feed/ns.h"

#include <stddef.h>
#include <strings.h>

#include "base/str.h"

/* Of several with one prefix, the first is meant when the prefix was not declared. */
static const struct feed_vocabulary VOCABULARIES[] = {
	{"w3.org/2005/atom", "atom", NS_CORE},
	{"purl.org/atom/ns", "atom", NS_CORE},
	{"purl.org/rss/1.0", "rss", NS_CORE},
	{"my.netscape.com/rdf/simple/0.9", "rss", NS_CORE},
	{"channel.netscape.com/rdf/simple/0.9", "rss", NS_CORE},
	{"my.netscape.com/publish/formats/rss-0.91.dtd", "rss", NS_CORE},
	{"backend.userland.com/rss", "rss", NS_CORE},
	{"backend.userland.com/rss2", "rss", NS_CORE},
	{"blogs.law.harvard.edu/tech/rss", "rss", NS_CORE},
	{"cyber.law.harvard.edu/rss/rss.html", "rss", NS_CORE},
	{"purl.org/net/rss1.1", "rss", NS_CORE},
	{"w3.org/1999/02/22-rdf-syntax-ns", "rdf", NS_RDF},
	{"purl.org/dc/elements/1.1", "dc", NS_DC},
	{"purl.org/dc/elements/1.0", "dc", NS_DC},
	{"purl.org/dc/terms", "dcterms", NS_DC},
	{"purl.org/rss/1.0/modules/content", "content", NS_CONTENT},
	{"search.yahoo.com/mrss", "media", NS_MEDIA},
	{"rssboard.org/media-rss", "media", NS_MEDIA},
	{"itunes.com/dtds/podcast-1.0.dtd", "itunes", NS_ITUNES},
	{"example.com/dtds/podcast-1.0.dtd", "itunes", NS_ITUNES},
	{"purl.org/rss/1.0/modules/prism", "prism", NS_PRISM},
	{"arxiv.org/schemas/atom", "arxiv", NS_ARXIV},
	{"w3.org/1999/xhtml", "xhtml", NS_XHTML},
	{"wellformedweb.org/commentapi", "wfw", NS_WFW},
	{"web.resource.org/cc", "cc", NS_LICENSE},
	{"creativecommons.org/ns", "cc", NS_LICENSE},
	{"backend.userland.com/creativecommonsrssmodule", "creativecommons", NS_LICENSE},
	{"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", "creativecommons", NS_LICENSE},
	{"georss.org/georss", "georss", NS_GEORSS},
	{"georss.org/georss/10", "georss", NS_GEORSS},
	{"opengis.net/gml", "gml", NS_GML},
	{"podlove.org/simple-chapters", "psc", NS_PSC},
	{"purl.org/rss/1.0/modules/slash", "slash", NS_OTHER},
	{"purl.org/syndication/thread/1.0", "thr", NS_OTHER},
	{"rssnamespace.org/feedburner/ext/1.0", "feedburner", NS_FEEDBURNER},
	{"pheedo.com/namespace/pheedo", "pheedo", NS_OTHER},
	{"purl.org/rss/1.0/modules/syndication", "sy", NS_OTHER},
	{"w3.org/2007/app", "app", NS_OTHER},
	{"webns.net/mvcb", "admin", NS_ADMIN},
	{"w3.org/2003/01/geo/wgs84_pos", "geo", NS_OTHER},
	{"a9.com/-/spec/opensearch/1.1", "opensearch", NS_OTHER},
	{"a9.com/-/spec/opensearchrss/1.0", "opensearch", NS_OTHER},
	{"schemas.google.com/g/2005", "gd", NS_OTHER},
	{"youtube.com/xml/schemas/2015", "yt", NS_OTHER},
	{"gdata.youtube.com/schemas/2007", "yt", NS_OTHER},
	{"google.com/schemas/play-podcasts/1.0", "googleplay", NS_OTHER},
	{"podcastindex.org/namespace/1.0", "podcast", NS_OTHER},
	{"xmlns.com/foaf/0.1", "foaf", NS_OTHER},
	{"madskills.com/public/xml/rss/module/trackback", "trackback", NS_OTHER},
	{"wordpress.org/export/1.2", "wp", NS_OTHER},
	{"com-wordpress:feed-additions:1", "wp", NS_OTHER},
};

/* The URI without what feeds write now so, now so. */
static struct str bare_uri(struct str uri)
{
	static const struct str fronts[] = {S("http://"), S("https://"), S("www.")};
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		if (str_istarts(uri, fronts[i]))
			uri = str_sub(uri, fronts[i].n, SIZE_MAX);
	if (str_ends(uri, S("/")) || str_ends(uri, S("#")))
		uri.n--;
	return uri;
}

static const struct feed_vocabulary *find_prefix(struct str prefix)
{
	for (size_t i = 0; i < sizeof VOCABULARIES / sizeof *VOCABULARIES; i++)
		if (str_ieq(prefix, str_of(VOCABULARIES[i].prefix)))
			return &VOCABULARIES[i];
	return NULL;
}

/* "http://prismstandard.org/namespaces/basic/2.1/", ".../namespaces/1.2/basic/" */
static bool is_prism_basic(struct str uri)
{
	return str_istarts(uri, S("prismstandard.org/namespaces/")) &&
		str_ifind(uri, S("basic")) != STR_NOT_FOUND;
}

const struct feed_vocabulary *feed_ns_find(const char *uri, const char *prefix)
{
	struct str bare = bare_uri(str_of(uri));
	if (!uri[0])
		return prefix[0] ? find_prefix(str_of(prefix)) : NULL;
	for (size_t i = 0; i < sizeof VOCABULARIES / sizeof *VOCABULARIES; i++)
		if (str_ieq(bare, str_of(VOCABULARIES[i].uri)))
			return &VOCABULARIES[i];
	return is_prism_basic(bare) ? find_prefix(S("prism")) : NULL;
}
