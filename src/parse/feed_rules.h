/* feed_rules: which element of which vocabulary fills which member. One table a container. Private to feed_xml.c. */
#ifndef PARSE_FEED_RULES_H
#define PARSE_FEED_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* Vocabularies, as bits. */
enum feed_ns {
	NS_OTHER = 0,
	NS_CORE = 1, /* RSS of all versions, Atom 0.3 and 1.0, and elements without a namespace */
	NS_RDF = 2,
	NS_DC = 4,   /* Dublin Core elements and terms */
	NS_CONTENT = 8,
	NS_MEDIA = 16,
	NS_ITUNES = 32,
	NS_PRISM = 64,
	NS_XHTML = 128,
};
/* By the namespace's URI; a prefix that was never declared counts as what it usually stands for. */
enum feed_ns feed_ns_of(const char *uri, const char *prefix);

/* What an element is: how it is read. */
enum feed_kind {
	KIND_NONE,
	KIND_STRING, KIND_URL, KIND_TEXT, KIND_TIME, KIND_LONG, /* its text, into the member at `offset` */
	KIND_SUMMARY, KIND_CONTENT,                             /* texts of an entry */
	KIND_PERSON, KIND_PUBLISHER,                            /* text or name, email, uri inside; into the list or the person at `offset` */
	KIND_CATEGORY, KIND_KEYWORDS, KIND_LINK, KIND_GUID, KIND_ENCLOSURE, KIND_GENERATOR, KIND_IDENTIFIER,
	KIND_IMAGE, KIND_IMAGE_HREF, KIND_THUMBNAIL, KIND_SOURCE, KIND_ENTRY,
	KIND_INSIDE,                                            /* a wrapper: its children belong to its parent */
};

struct feed_rule {
	const char *name; /* in lower case */
	unsigned ns;
	enum feed_kind kind;
	bool weak;        /* fills the member only when it is empty */
	size_t offset;
};

/* Containers: what the children of an element are looked up in. */
enum feed_place { PLACE_SKIP, PLACE_FEED, PLACE_ENTRY, PLACE_PERSON, PLACE_IMAGE, PLACE_SOURCE, PLACE_COUNT };
/* NULL: nothing that we read. */
const struct feed_rule *feed_rule_find(enum feed_place place, enum feed_ns ns, const char *name);

#endif
