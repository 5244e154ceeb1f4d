#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse/feed.h"
#include "parse/feed_rules.h"

#define F(member) offsetof(struct feed, member)
#define E(member) offsetof(struct feed_entry, member)
#define P(member) offsetof(struct person, member)
#define I(member) offsetof(struct feed_image, member)
#define DC_OR_CORE (NS_DC | NS_CORE)
enum { STRONG = false, WEAK = true };

/* Each table is ordered by name. Atom: RFC 4287; RSS: the RSS 2.0 specification and the 0.9x versions before it; RSS 1.0 and its modules; CDF (abstract). */
static const struct feed_rule FEED[] = {
	{"abstract", NS_CORE, KIND_TEXT, STRONG, F(subtitle)},
	{"author", NS_CORE, KIND_PERSON, STRONG, F(authors)},
	{"author", NS_ITUNES | NS_DC, KIND_PERSON, WEAK, F(authors)},
	{"category", NS_CORE, KIND_CATEGORY, STRONG, F(categories)},
	{"category", NS_ITUNES, KIND_CATEGORY, STRONG, F(categories)},
	{"channel", NS_CORE, KIND_INSIDE, STRONG, 0},
	{"contributor", DC_OR_CORE, KIND_PERSON, STRONG, F(contributors)},
	{"copyright", NS_CORE, KIND_TEXT, STRONG, F(rights)},
	{"created", DC_OR_CORE, KIND_TIME, STRONG, F(created)},
	{"creator", NS_DC, KIND_PERSON, STRONG, F(authors)},
	{"date", NS_DC, KIND_TIME, WEAK, F(updated)},
	{"description", NS_CORE, KIND_TEXT, STRONG, F(subtitle)},
	{"description", NS_DC, KIND_TEXT, WEAK, F(subtitle)},
	{"docs", NS_CORE, KIND_URL, STRONG, F(docs)},
	{"entry", NS_CORE, KIND_ENTRY, STRONG, 0},
	{"generator", NS_CORE, KIND_GENERATOR, STRONG, 0},
	{"icon", NS_CORE, KIND_URL, STRONG, F(icon)},
	{"id", NS_CORE, KIND_STRING, STRONG, F(id)},
	{"image", NS_CORE, KIND_IMAGE, STRONG, F(image)},
	{"image", NS_ITUNES, KIND_IMAGE_HREF, STRONG, F(image)},
	{"info", NS_CORE, KIND_TEXT, STRONG, F(info)},
	{"issued", DC_OR_CORE, KIND_TIME, STRONG, F(published)},
	{"item", NS_CORE, KIND_ENTRY, STRONG, 0},
	{"keywords", NS_ITUNES, KIND_KEYWORDS, STRONG, F(categories)},
	{"language", NS_CORE, KIND_STRING, STRONG, F(language)},
	{"language", NS_DC, KIND_STRING, WEAK, F(language)},
	{"lastbuilddate", NS_CORE, KIND_TIME, STRONG, F(updated)},
	{"link", NS_CORE, KIND_LINK, STRONG, 0},
	{"logo", NS_CORE, KIND_URL, STRONG, F(logo)},
	{"managingeditor", NS_CORE, KIND_PERSON, STRONG, F(authors)},
	{"modified", DC_OR_CORE, KIND_TIME, STRONG, F(updated)},
	{"owner", NS_ITUNES, KIND_PUBLISHER, STRONG, F(publisher)},
	{"pubdate", NS_CORE, KIND_TIME, STRONG, F(published)},
	{"published", NS_CORE, KIND_TIME, STRONG, F(published)},
	{"publisher", NS_DC, KIND_PUBLISHER, STRONG, F(publisher)},
	{"rights", NS_CORE, KIND_TEXT, STRONG, F(rights)},
	{"rights", NS_DC, KIND_TEXT, WEAK, F(rights)},
	{"subject", NS_DC, KIND_CATEGORY, STRONG, F(categories)},
	{"subtitle", NS_CORE, KIND_TEXT, STRONG, F(subtitle)},
	{"subtitle", NS_ITUNES, KIND_TEXT, WEAK, F(subtitle)},
	{"summary", NS_ITUNES, KIND_TEXT, WEAK, F(subtitle)},
	{"tagline", NS_CORE, KIND_TEXT, STRONG, F(subtitle)},
	{"title", NS_CORE, KIND_TEXT, STRONG, F(title)},
	{"title", NS_DC | NS_ITUNES, KIND_TEXT, WEAK, F(title)},
	{"ttl", NS_CORE, KIND_LONG, STRONG, F(ttl)},
	{"updated", NS_CORE, KIND_TIME, STRONG, F(updated)},
	{"webmaster", NS_CORE, KIND_PUBLISHER, WEAK, F(publisher)},
};

static const struct feed_rule ENTRY[] = {
	{"abstract", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"author", NS_CORE, KIND_PERSON, STRONG, E(authors)},
	{"author", NS_ITUNES | NS_DC, KIND_PERSON, WEAK, E(authors)},
	{"body", NS_CORE | NS_XHTML, KIND_CONTENT, STRONG, 0},
	{"category", NS_CORE, KIND_CATEGORY, STRONG, E(categories)},
	{"category", NS_ITUNES, KIND_CATEGORY, STRONG, E(categories)},
	{"category", NS_MEDIA, KIND_CATEGORY, STRONG, E(categories)},
	{"comments", NS_CORE, KIND_URL, STRONG, E(comments_url)},
	{"content", NS_CORE, KIND_CONTENT, STRONG, 0},
	{"content", NS_MEDIA, KIND_INSIDE, STRONG, 0},
	{"contributor", DC_OR_CORE, KIND_PERSON, STRONG, E(contributors)},
	{"copyright", NS_CORE, KIND_TEXT, STRONG, E(rights)},
	{"created", DC_OR_CORE, KIND_TIME, STRONG, E(created)},
	{"creator", NS_DC, KIND_PERSON, STRONG, E(authors)},
	{"date", NS_DC, KIND_TIME, WEAK, E(updated)},
	{"description", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"description", NS_DC | NS_MEDIA, KIND_TEXT, WEAK, E(summary)},
	{"doi", NS_PRISM, KIND_IDENTIFIER, STRONG, 0},
	{"enclosure", NS_CORE, KIND_ENCLOSURE, STRONG, 0},
	{"encoded", NS_CONTENT, KIND_CONTENT, STRONG, 0},
	{"expirationdate", NS_CORE, KIND_TIME, STRONG, E(expired)},
	{"fullitem", NS_CORE, KIND_CONTENT, STRONG, 0},
	{"group", NS_MEDIA, KIND_INSIDE, STRONG, 0},
	{"guid", NS_CORE, KIND_GUID, STRONG, 0},
	{"id", NS_CORE, KIND_STRING, STRONG, E(id)},
	{"identifier", NS_DC, KIND_IDENTIFIER, STRONG, 0},
	{"image", NS_ITUNES, KIND_IMAGE_HREF, STRONG, E(image)},
	{"issued", DC_OR_CORE, KIND_TIME, STRONG, E(published)},
	{"keywords", NS_ITUNES, KIND_KEYWORDS, STRONG, E(categories)},
	{"language", DC_OR_CORE, KIND_STRING, STRONG, E(language)},
	{"link", NS_CORE, KIND_LINK, STRONG, 0},
	{"modified", DC_OR_CORE, KIND_TIME, STRONG, E(updated)},
	{"pubdate", NS_CORE, KIND_TIME, STRONG, E(published)},
	{"publicationdate", NS_PRISM, KIND_TIME, WEAK, E(published)},
	{"published", NS_CORE, KIND_TIME, STRONG, E(published)},
	{"publisher", NS_DC, KIND_PUBLISHER, STRONG, E(publisher)},
	{"rights", NS_CORE, KIND_TEXT, STRONG, E(rights)},
	{"rights", NS_DC, KIND_TEXT, WEAK, E(rights)},
	{"source", NS_CORE, KIND_SOURCE, STRONG, E(source)},
	{"subject", NS_DC, KIND_CATEGORY, STRONG, E(categories)},
	{"subtitle", NS_ITUNES, KIND_TEXT, WEAK, E(summary)},
	{"summary", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"summary", NS_ITUNES, KIND_TEXT, WEAK, E(summary)},
	{"thumbnail", NS_MEDIA, KIND_THUMBNAIL, STRONG, 0},
	{"title", NS_CORE, KIND_TEXT, STRONG, E(title)},
	{"title", NS_DC | NS_MEDIA | NS_ITUNES, KIND_TEXT, WEAK, E(title)},
	{"updated", NS_CORE, KIND_TIME, STRONG, E(updated)},
};

/* Atom person constructs (RFC 4287 3.2), those of Atom 0.3 and of itunes:owner. */
static const struct feed_rule PERSON[] = {
	{"email", NS_CORE | NS_ITUNES, KIND_STRING, STRONG, P(email)},
	{"homepage", NS_CORE, KIND_URL, STRONG, P(url)},
	{"name", NS_CORE | NS_ITUNES, KIND_STRING, STRONG, P(name)},
	{"uri", NS_CORE, KIND_URL, STRONG, P(url)},
	{"url", NS_CORE, KIND_URL, STRONG, P(url)},
};

static const struct feed_rule IMAGE[] = {
	{"description", NS_CORE, KIND_STRING, STRONG, I(description)},
	{"height", NS_CORE, KIND_STRING, STRONG, I(height)},
	{"link", NS_CORE, KIND_URL, STRONG, I(link)},
	{"title", NS_CORE, KIND_STRING, STRONG, I(title)},
	{"url", NS_CORE, KIND_URL, STRONG, I(url)},
	{"width", NS_CORE, KIND_STRING, STRONG, I(width)},
};

#define TABLE(rules) {rules, sizeof rules / sizeof *rules}
static const struct {
	const struct feed_rule *v;
	size_t n;
} TABLES[PLACE_COUNT] = {
	[PLACE_FEED] = TABLE(FEED), [PLACE_ENTRY] = TABLE(ENTRY), [PLACE_PERSON] = TABLE(PERSON), [PLACE_IMAGE] = TABLE(IMAGE), [PLACE_SOURCE] = TABLE(FEED),
};

static int rule_cmp(const void *name, const void *rule)
{
	return strcasecmp(name, ((const struct feed_rule *)rule)->name);
}

const struct feed_rule *feed_rule_find(enum feed_place place, enum feed_ns ns, const char *name)
{
	if (ns == NS_OTHER || !TABLES[place].n)
		return NULL;
	const struct feed_rule *first = TABLES[place].v, *end = first + TABLES[place].n;
	const struct feed_rule *rule = bsearch(name, first, TABLES[place].n, sizeof *first, rule_cmp);
	while (rule && rule > first && rule_cmp(name, rule - 1) == 0)
		rule--;
	for (; rule && rule < end && rule_cmp(name, rule) == 0; rule++)
		if (rule->ns & ns)
			return rule;
	return NULL;
}

static const struct { const char *uri; enum feed_ns ns; } NAMESPACES[] = {
	{"http://www.w3.org/2005/atom", NS_CORE},
	{"http://purl.org/atom/ns#", NS_CORE},
	{"http://purl.org/rss/1.0/", NS_CORE},
	{"http://my.netscape.com/rdf/simple/0.9/", NS_CORE},
	{"http://channel.netscape.com/rdf/simple/0.9/", NS_CORE},
	{"http://my.netscape.com/publish/formats/rss-0.91.dtd", NS_CORE},
	{"http://backend.userland.com/rss", NS_CORE},
	{"http://backend.userland.com/rss2", NS_CORE},
	{"http://blogs.law.harvard.edu/tech/rss", NS_CORE},
	{"http://cyber.law.harvard.edu/rss/rss.html", NS_CORE},
	{"http://purl.org/net/rss1.1#", NS_CORE},
	{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", NS_RDF},
	{"http://purl.org/dc/elements/1.1/", NS_DC},
	{"http://purl.org/dc/elements/1.0/", NS_DC},
	{"http://purl.org/dc/terms/", NS_DC},
	{"http://purl.org/rss/1.0/modules/content/", NS_CONTENT},
	{"http://search.yahoo.com/mrss/", NS_MEDIA},
	{"http://search.yahoo.com/mrss", NS_MEDIA},
	{"http://www.rssboard.org/media-rss", NS_MEDIA},
	{"http://www.itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES},
	{"http://example.com/dtds/podcast-1.0.dtd", NS_ITUNES},
	{"http://purl.org/rss/1.0/modules/prism/", NS_PRISM},
	{"http://prismstandard.org/namespaces/basic/2.0/", NS_PRISM},
	{"http://prismstandard.org/namespaces/1.2/basic/", NS_PRISM},
	{"http://www.w3.org/1999/xhtml", NS_XHTML},
};

static const struct { const char *prefix; enum feed_ns ns; } PREFIXES[] = {
	{"atom", NS_CORE}, {"rss", NS_CORE}, {"rdf", NS_RDF}, {"dc", NS_DC}, {"dcterms", NS_DC}, {"content", NS_CONTENT}, {"media", NS_MEDIA},
	{"itunes", NS_ITUNES}, {"prism", NS_PRISM}, {"xhtml", NS_XHTML},
};

enum feed_ns feed_ns_of(const char *uri, const char *prefix)
{
	if (!uri[0] && !prefix[0])
		return NS_CORE;
	for (size_t i = 0; uri[0] && i < sizeof NAMESPACES / sizeof *NAMESPACES; i++)
		if (strcasecmp(uri, NAMESPACES[i].uri) == 0)
			return NAMESPACES[i].ns;
	for (size_t i = 0; !uri[0] && i < sizeof PREFIXES / sizeof *PREFIXES; i++)
		if (strcasecmp(prefix, PREFIXES[i].prefix) == 0)
			return PREFIXES[i].ns;
	return NS_OTHER;
}
