#include "parse/feed/rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse/feed/document.h"

#define F(member) offsetof(struct feed, member)
#define E(member) offsetof(struct feed_entry, member)
#define P(member) offsetof(struct person, member)
#define I(member) offsetof(struct feed_image, member)
#define DC_OR_CORE (NS_DC | NS_CORE)
enum { STRONG = false, WEAK = true };

/* Every table is ordered by name. The elements are those of Atom (RFC 4287 and Atom 0.3), of
 * RSS 2.0 and the 0.9x versions before it, of RSS 1.0 and its modules, and of CDF (abstract). */
static const struct feed_rule FEED[] = {
	{"a", NS_CORE, KIND_CDF_LINK, STRONG, 0},
	{"abstract", NS_CORE, KIND_TEXT, STRONG, F(subtitle)},
	{"author", NS_CORE, KIND_PERSON, STRONG, F(authors)},
	{"author", NS_ITUNES | NS_DC, KIND_PERSON, WEAK, F(authors)},
	{"browserfriendly", NS_FEEDBURNER, KIND_TEXT, STRONG, F(info)},
	{"category", NS_CORE, KIND_CATEGORY, STRONG, F(categories)},
	{"category", NS_ITUNES, KIND_CATEGORY, STRONG, F(categories)},
	{"channel", NS_CORE, KIND_WRAPPER, STRONG, 0},
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
	{"generatoragent", NS_ADMIN, KIND_GENERATOR, WEAK, 0},
	{"icon", NS_CORE, KIND_URL, STRONG, F(icon)},
	{"id", NS_CORE, KIND_ID, STRONG, F(id)},
	{"image", NS_CORE, KIND_IMAGE, STRONG, F(image)},
	{"image", NS_ITUNES, KIND_IMAGE_HREF, STRONG, F(image)},
	{"info", NS_CORE, KIND_TEXT, STRONG, F(info)},
	{"issued", DC_OR_CORE, KIND_TIME, STRONG, F(published)},
	{"item", NS_CORE, KIND_ENTRY, STRONG, 0},
	{"keywords", NS_ITUNES, KIND_KEYWORDS, STRONG, F(categories)},
	{"keywords", NS_MEDIA, KIND_KEYWORDS, STRONG, F(categories)},
	{"language", NS_CORE, KIND_LANGUAGE, STRONG, F(language)},
	{"language", NS_DC, KIND_LANGUAGE, WEAK, F(language)},
	{"lastbuilddate", NS_CORE, KIND_TIME, STRONG, F(updated)},
	{"link", NS_CORE, KIND_LINK, STRONG, 0},
	{"link", NS_ITUNES, KIND_IMAGE_HREF, STRONG, F(image)},
	{"logo", NS_CORE, KIND_URL, STRONG, F(logo)},
	{"managingeditor", NS_CORE, KIND_PERSON, STRONG, F(authors)},
	{"modified", DC_OR_CORE, KIND_TIME, STRONG, F(updated)},
	{"owner", NS_ITUNES, KIND_PUBLISHER, STRONG, F(publisher)},
	{"pubdate", NS_CORE, KIND_TIME, STRONG, F(published)},
	{"published", NS_CORE, KIND_TIME, STRONG, F(published)},
	{"publisher", NS_DC, KIND_PUBLISHER, STRONG, F(publisher)},
	{"redirect", NS_CORE, KIND_WRAPPER, STRONG, 0},
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
	{"a", NS_CORE, KIND_CDF_LINK, STRONG, 0},
	{"abstract", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"author", NS_CORE, KIND_PERSON, STRONG, E(authors)},
	{"author", NS_ITUNES | NS_DC, KIND_PERSON, WEAK, E(authors)},
	{"body", NS_CORE, KIND_CONTENT, STRONG, 0},
	{"body", NS_XHTML, KIND_CONTENT, STRONG, 0},
	{"categories", NS_CORE, KIND_WRAPPER, STRONG, 0},
	{"category", NS_CORE, KIND_CATEGORY, STRONG, E(categories)},
	{"category", NS_ITUNES, KIND_CATEGORY, STRONG, E(categories)},
	{"category", NS_MEDIA, KIND_CATEGORY, STRONG, E(categories)},
	{"comments", NS_CORE, KIND_URL, STRONG, E(comments_url)},
	{"content", NS_CORE, KIND_CONTENT, STRONG, 0},
	{"contributor", DC_OR_CORE, KIND_PERSON, STRONG, E(contributors)},
	{"copyright", NS_CORE, KIND_TEXT, STRONG, E(rights)},
	{"coverdate", NS_PRISM, KIND_TIME, WEAK, E(cover)},
	{"created", DC_OR_CORE, KIND_TIME, STRONG, E(created)},
	{"creator", NS_DC, KIND_PERSON, STRONG, E(authors)},
	{"date", NS_DC, KIND_TIME, WEAK, E(updated)},
	{"description", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"description", NS_DC | NS_MEDIA, KIND_TEXT, WEAK, E(summary)},
	{"doi", NS_PRISM | NS_ARXIV | NS_CORE, KIND_IDENTIFIER, STRONG, 0},
	{"enclosure", NS_CORE, KIND_ENCLOSURE, STRONG, 0},
	{"encoded", NS_CONTENT, KIND_CONTENT, STRONG, 0},
	{"entry", NS_CORE, KIND_ENTRY, STRONG, 0},
	{"expirationdate", NS_CORE, KIND_TIME, STRONG, E(expired)},
	{"fullitem", NS_CORE, KIND_CONTENT, STRONG, 0},
	{"guid", NS_CORE, KIND_GUID, STRONG, 0},
	{"id", NS_CORE, KIND_ID, STRONG, E(id)},
	{"identifier", NS_DC, KIND_IDENTIFIER, STRONG, 0},
	{"image", NS_ITUNES, KIND_IMAGE_HREF, STRONG, E(image)},
	{"issued", DC_OR_CORE, KIND_TIME, STRONG, E(published)},
	{"item", NS_CORE, KIND_ENTRY, STRONG, 0},
	{"keywords", NS_CORE, KIND_KEYWORDS, STRONG, E(categories)},
	{"keywords", NS_ITUNES, KIND_KEYWORDS, STRONG, E(categories)},
	{"keywords", NS_MEDIA, KIND_KEYWORDS, STRONG, E(categories)},
	{"language", DC_OR_CORE, KIND_LANGUAGE, STRONG, E(language)},
	{"link", NS_CORE, KIND_LINK, STRONG, 0},
	{"link", NS_ITUNES, KIND_IMAGE_HREF, STRONG, E(image)},
	{"modified", DC_OR_CORE, KIND_TIME, STRONG, E(updated)},
	{"pubdate", NS_CORE, KIND_TIME, STRONG, E(published)},
	{"publicationdate", NS_PRISM, KIND_TIME, WEAK, E(published)},
	{"published", NS_CORE, KIND_TIME, STRONG, E(published)},
	{"publisher", NS_DC, KIND_PUBLISHER, STRONG, E(publisher)},
	{"rights", NS_CORE, KIND_TEXT, STRONG, E(rights)},
	{"rights", NS_DC, KIND_TEXT, WEAK, E(rights)},
	{"source", NS_CORE, KIND_SOURCE, STRONG, E(source)},
	{"source", NS_DC, KIND_EXT_IDENTIFIER, STRONG, 0},
	{"subject", NS_DC, KIND_CATEGORY, STRONG, E(categories)},
	{"subtitle", NS_ITUNES, KIND_TEXT, WEAK, E(summary)},
	{"summary", NS_CORE, KIND_SUMMARY, STRONG, 0},
	{"summary", NS_ITUNES, KIND_TEXT, WEAK, E(summary)},
	{"tags", NS_CORE, KIND_KEYWORDS, STRONG, E(categories)},
	{"thumbnail", NS_MEDIA, KIND_THUMBNAIL, STRONG, 0},
	{"title", NS_CORE, KIND_TEXT, STRONG, E(title)},
	{"title", NS_DC | NS_MEDIA | NS_ITUNES, KIND_TEXT, WEAK, E(title)},
	{"updated", NS_CORE, KIND_TIME, STRONG, E(updated)},
	{"url", NS_PRISM, KIND_EXT_IDENTIFIER, STRONG, 0},
};

/* Persons of Atom (RFC 4287 section 3.2), of Atom 0.3, and of itunes:owner. */
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

/* Elements that feeds, entries and sources have beside those of their own tables. */
static const struct feed_rule COMMON[] = {
	{"block", NS_ITUNES, KIND_BLOCK, STRONG, 0},
	{"box", NS_GEORSS, KIND_GEO, STRONG, 0},
	{"chapters", NS_PSC, KIND_OBJECT, STRONG, 0},
	{"comment", NS_WFW, KIND_EXT_URL, STRONG, 0},
	{"commentrss", NS_WFW, KIND_EXT_URL, STRONG, 0},
	{"content", NS_MEDIA, KIND_MEDIA_CONTENT, STRONG, 0},
	{"credit", NS_MEDIA, KIND_EXT_LIST, STRONG, 0},
	{"explicit", NS_ITUNES, KIND_EXPLICIT, STRONG, 0},
	{"exterior", NS_GML, KIND_WRAPPER, STRONG, 0},
	{"group", NS_MEDIA, KIND_WRAPPER, STRONG, 0},
	{"license", NS_LICENSE, KIND_LICENSE, STRONG, 0},
	{"line", NS_GEORSS, KIND_GEO, STRONG, 0},
	{"linearring", NS_GML, KIND_WRAPPER, STRONG, 0},
	{"linestring", NS_GML, KIND_GEOMETRY, STRONG, 0},
	{"newlocation", NS_CORE, KIND_EXT_URL, STRONG, 0},
	{"point", NS_GEORSS, KIND_GEO, STRONG, 0},
	{"point", NS_GML, KIND_GEOMETRY, STRONG, 0},
	{"polygon", NS_GEORSS, KIND_GEO, STRONG, 0},
	{"polygon", NS_GML, KIND_GEOMETRY, STRONG, 0},
	{"pos", NS_GML, KIND_GEO, STRONG, 0},
	{"poslist", NS_GML, KIND_GEO, STRONG, 0},
	{"restriction", NS_MEDIA, KIND_EXT_WORDS, STRONG, 0},
	{"textinput", NS_CORE, KIND_OBJECT, STRONG, 0},
	{"valid", NS_DC, KIND_VALID, STRONG, 0},
	{"where", NS_GEORSS, KIND_WRAPPER, STRONG, 0},
};
static const struct feed_rule OBJECT[] = {{"chapter", NS_PSC, KIND_CHAPTER, STRONG, 0}};
static const struct feed_rule EXTENSION = {"", NS_OTHER, KIND_EXT, STRONG, 0};

#define TABLE(rules, extends) \
	{ \
		rules, sizeof rules / sizeof *rules, extends \
	}
static const struct table {
	const struct feed_rule *v;
	size_t n;
	bool extends; /* other elements are looked up in COMMON; those not found there are extensions */
} TABLES[CONTAINER_COUNT] =
	{
		[CONTAINER_FEED] = TABLE(FEED, true),
		[CONTAINER_ENTRY] = TABLE(ENTRY, true),
		[CONTAINER_PERSON] = TABLE(PERSON, false),
		[CONTAINER_IMAGE] = TABLE(IMAGE, false),
		[CONTAINER_SOURCE] = TABLE(FEED, true),
		[CONTAINER_OBJECT] = TABLE(OBJECT, true),
},
  COMMON_TABLE = TABLE(COMMON, true);

/* The rule of a table for an element of this vocabulary. Several rules may have one name. */
static const struct feed_rule *find_rule(
	const struct table *table, enum feed_ns ns, const char *name)
{
	size_t low = 0, high = ns == NS_OTHER ? 0 : table->n;
	const struct feed_rule *end = table->v + high;
	while (low < high) {
		size_t middle = (low + high) / 2;
		bool before = strcasecmp(table->v[middle].name, name) < 0;
		low = before ? middle + 1 : low;
		high = before ? high : middle;
	}
	for (const struct feed_rule *rule = table->v + low;
		 rule < end && strcasecmp(rule->name, name) == 0; rule++)
		if (rule->ns & ns)
			return rule;
	return NULL;
}

const struct feed_rule *feed_rules_find(
	enum feed_container container, enum feed_ns ns, const char *name)
{
	assert(container < CONTAINER_COUNT);
	if (container == CONTAINER_NONE)
		return NULL;
	const struct feed_rule *rule = find_rule(&TABLES[container], ns, name);
	if (rule || !TABLES[container].extends)
		return rule;
	rule = find_rule(&COMMON_TABLE, ns, name);
	return rule ? rule : &EXTENSION;
}

bool feed_rules_is_container(enum feed_kind kind)
{
	static_assert(KIND_MEDIA_CONTENT > KIND_WRAPPER && KIND_OBJECT < KIND_EXT,
		"wrappers stand together, before the extensions");
	return kind == KIND_ENTRY || kind == KIND_SOURCE || kind == KIND_IMAGE || kind == KIND_PERSON ||
		kind == KIND_PUBLISHER || (kind >= KIND_WRAPPER && kind < KIND_EXT);
}
