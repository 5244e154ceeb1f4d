/* feed_rules: which element of which vocabulary fills which member. One table a container. Private
 * to feed_xml.c. */
#ifndef PARSE_FEED_RULES_H
#define PARSE_FEED_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/feed/ns.h"

/* What an element is: how it is read. */
enum feed_kind {
	KIND_NONE,
	KIND_STRING,
	KIND_LANGUAGE,
	KIND_ID,
	KIND_URL,
	KIND_TEXT,
	KIND_TIME,
	KIND_LONG, /* its text, into the member at `offset` */
	KIND_SUMMARY,
	KIND_CONTENT, /* texts of an entry */
	KIND_PERSON,
	KIND_PUBLISHER, /* text or name, email, uri inside; into the list or the person at `offset` */
	KIND_CATEGORY,
	KIND_KEYWORDS,
	KIND_LINK,
	KIND_GUID,
	KIND_ENCLOSURE,
	KIND_GENERATOR,
	KIND_IDENTIFIER,
	KIND_IMAGE,
	KIND_IMAGE_HREF,
	KIND_THUMBNAIL,
	KIND_SOURCE,
	KIND_ENTRY,
	KIND_INSIDE, /* a wrapper: its children belong to its parent */
	KIND_MEDIA_CONTENT,
	KIND_GEOMETRY, /* wrappers that say something themselves */
	KIND_OBJECT,   /* its children are the members of an extension */
	/* Captured, into ext{}: */
	KIND_EXT,
	KIND_EXT_URL,
	KIND_EXT_LIST,
	KIND_EXT_WORDS,
	KIND_BLOCK,
	KIND_EXPLICIT,
	KIND_VALID,
	KIND_CHAPTER,
	KIND_GEO,
	KIND_LICENSE,
};

struct feed_rule {
	const char *name; /* in lower case */
	unsigned ns;
	enum feed_kind kind;
	bool weak; /* fills the member only when it is empty */
	size_t offset;
};

/* Containers: what the children of an element are looked up in. */
enum feed_place {
	PLACE_SKIP,
	PLACE_FEED,
	PLACE_ENTRY,
	PLACE_PERSON,
	PLACE_IMAGE,
	PLACE_SOURCE,
	PLACE_OBJECT,
	PLACE_COUNT
};
/* NULL: nothing that we read. Elements of feeds, entries and sources that have no rule of their own
 * are extensions (KIND_EXT). */
const struct feed_rule *feed_rule_find(enum feed_place place, enum feed_ns ns, const char *name);

#endif
