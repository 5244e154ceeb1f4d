#include "parse/feed/ns.h"

#include <stddef.h>
#include <strings.h>

/* Of several with one prefix, the first is meant when the prefix was not declared. */
static const struct feed_vocabulary VOCABULARIES[] = {
	{"http://www.w3.org/2005/atom", "atom", NS_CORE},
	{"http://purl.org/atom/ns#", "atom", NS_CORE},
	{"http://purl.org/rss/1.0/", "rss", NS_CORE},
	{"http://my.netscape.com/rdf/simple/0.9/", "rss", NS_CORE},
	{"http://channel.netscape.com/rdf/simple/0.9/", "rss", NS_CORE},
	{"http://my.netscape.com/publish/formats/rss-0.91.dtd", "rss", NS_CORE},
	{"http://backend.userland.com/rss", "rss", NS_CORE},
	{"http://backend.userland.com/rss2", "rss", NS_CORE},
	{"http://blogs.law.harvard.edu/tech/rss", "rss", NS_CORE},
	{"http://cyber.law.harvard.edu/rss/rss.html", "rss", NS_CORE},
	{"http://purl.org/net/rss1.1#", "rss", NS_CORE},
	{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf", NS_RDF},
	{"http://purl.org/dc/elements/1.1/", "dc", NS_DC},
	{"http://purl.org/dc/elements/1.0/", "dc", NS_DC},
	{"http://purl.org/dc/terms/", "dcterms", NS_DC},
	{"http://purl.org/rss/1.0/modules/content/", "content", NS_CONTENT},
	{"http://search.yahoo.com/mrss/", "media", NS_MEDIA},
	{"http://search.yahoo.com/mrss", "media", NS_MEDIA},
	{"http://www.rssboard.org/media-rss", "media", NS_MEDIA},
	{"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes", NS_ITUNES},
	{"http://example.com/dtds/podcast-1.0.dtd", "itunes", NS_ITUNES},
	{"http://purl.org/rss/1.0/modules/prism/", "prism", NS_PRISM},
	{"http://prismstandard.org/namespaces/basic/2.0/", "prism", NS_PRISM},
	{"http://prismstandard.org/namespaces/basic/3.0/", "prism", NS_PRISM},
	{"http://prismstandard.org/namespaces/1.2/basic/", "prism", NS_PRISM},
	{"http://www.w3.org/1999/xhtml", "xhtml", NS_XHTML},
	{"http://wellformedweb.org/commentapi/", "wfw", NS_WFW},
	{"http://web.resource.org/cc/", "cc", NS_LICENSE},
	{"http://creativecommons.org/ns#", "cc", NS_LICENSE},
	{"http://backend.userland.com/creativecommonsrssmodule", "creativecommons", NS_LICENSE},
	{"http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", "creativecommons",
		NS_LICENSE},
	{"http://www.georss.org/georss", "georss", NS_GEORSS},
	{"http://www.georss.org/georss/10", "georss", NS_GEORSS},
	{"http://www.opengis.net/gml", "gml", NS_GML},
	{"http://podlove.org/simple-chapters", "psc", NS_PSC},
	{"http://podlove.org/simple-chapters/", "psc", NS_PSC},
	{"http://purl.org/rss/1.0/modules/slash/", "slash", NS_OTHER},
	{"http://purl.org/syndication/thread/1.0", "thr", NS_OTHER},
	{"http://rssnamespace.org/feedburner/ext/1.0", "feedburner", NS_OTHER},
	{"http://purl.org/rss/1.0/modules/syndication/", "sy", NS_OTHER},
	{"http://www.w3.org/2007/app", "app", NS_OTHER},
	{"http://webns.net/mvcb/", "admin", NS_ADMIN},
	{"http://www.w3.org/2003/01/geo/wgs84_pos#", "geo", NS_OTHER},
	{"http://a9.com/-/spec/opensearch/1.1/", "opensearch", NS_OTHER},
	{"http://a9.com/-/spec/opensearchrss/1.0/", "opensearch", NS_OTHER},
	{"http://schemas.google.com/g/2005", "gd", NS_OTHER},
	{"http://www.youtube.com/xml/schemas/2015", "yt", NS_OTHER},
	{"http://gdata.youtube.com/schemas/2007", "yt", NS_OTHER},
	{"http://www.google.com/schemas/play-podcasts/1.0", "googleplay", NS_OTHER},
	{"https://podcastindex.org/namespace/1.0", "podcast", NS_OTHER},
	{"http://xmlns.com/foaf/0.1/", "foaf", NS_OTHER},
	{"http://madskills.com/public/xml/rss/module/trackback/", "trackback", NS_OTHER},
	{"http://wordpress.org/export/1.2/", "wp", NS_OTHER},
	{"com-wordpress:feed-additions:1", "wp", NS_OTHER},
};

const struct feed_vocabulary *feed_ns_find(const char *uri, const char *prefix)
{
	const char *wanted = uri[0] ? uri : prefix;
	for (size_t i = 0; wanted[0] && i < sizeof VOCABULARIES / sizeof *VOCABULARIES; i++)
		if (strcasecmp(wanted, uri[0] ? VOCABULARIES[i].uri : VOCABULARIES[i].prefix) == 0)
			return &VOCABULARIES[i];
	return NULL;
}
