/* feed_rules: which element of which vocabulary becomes which member of the document. Private to
 * the readers of XML feeds (reader.h).
 *
 * Each container (a feed, an entry, a person …) has a table of rules for the elements inside it. To
 * read one more element, add a line to a table; a new kind of member also needs a setter in
 * member.c or ext.c. */
#ifndef PARSE_FEED_RULES_H
#define PARSE_FEED_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/feed/ns.h"

/* How an element is read. The containers come in two groups, KIND_PERSON … and KIND_WRAPPER …; all
 * other kinds are captured. */
enum feed_kind {
	KIND_NONE,
	/* Into the member at the rule's offset: */
	KIND_STRING,
	KIND_LANGUAGE,
	KIND_ID,
	KIND_URL,
	KIND_TEXT,
	KIND_TIME,
	KIND_LONG,
	/* Among the texts of an entry: */
	KIND_SUMMARY,
	KIND_CONTENT,
	/* Containers with name, email and uri inside, or only text; into a list and into one person: */
	KIND_PERSON,
	KIND_PUBLISHER,
	/* Into a list of categories: */
	KIND_CATEGORY,
	KIND_KEYWORDS,
	KIND_LINK,
	KIND_GUID,
	KIND_ENCLOSURE,
	KIND_GENERATOR,
	KIND_IDENTIFIER,
	KIND_IMAGE, /* a container */
	KIND_IMAGE_HREF,
	KIND_THUMBNAIL,
	KIND_SOURCE, /* a container */
	KIND_ENTRY,  /* a container */
	/* Containers that are no record of their own: */
	KIND_WRAPPER,       /* its children belong to its parent */
	KIND_MEDIA_CONTENT, /* likewise, and its attributes are an extension */
	KIND_GEOMETRY,      /* likewise, and its name says what geometry its children are */
	KIND_OBJECT,        /* its children are the members of one extension */
	/* Extensions: */
	KIND_EXT,
	KIND_EXT_URL,
	KIND_EXT_LIST,
	KIND_EXT_WORDS,
	KIND_EXT_IDENTIFIER, /* a text that may name the publication */
	KIND_BLOCK,
	KIND_EXPLICIT,
	KIND_VALID,
	KIND_CHAPTER,
	KIND_GEO,
	KIND_LICENSE,
	KIND_CDF_LINK, /* a link in CDF, an extension in all other formats */
};

struct feed_rule {
	const char *name; /* in lower case */
	unsigned ns;      /* the vocabularies that it holds for: bits of enum feed_ns */
	enum feed_kind kind;
	bool weak;     /* fills the member only while that is empty */
	size_t offset; /* of the member in the container's record */
};

enum feed_container {
	CONTAINER_NONE, /* what stands inside is not read */
	CONTAINER_FEED,
	CONTAINER_ENTRY,
	CONTAINER_PERSON,
	CONTAINER_IMAGE,
	CONTAINER_SOURCE,
	CONTAINER_OBJECT,
	CONTAINER_COUNT
};

/* The rule for an element in this container; its name may be in any case. Elements of feeds,
 * entries and sources that have no rule of their own are extensions (KIND_EXT). NULL: it is not
 * read. */
const struct feed_rule *feed_rules_find(
	enum feed_container container, enum feed_ns ns, const char *name);

/* True for the kinds whose elements are containers. */
bool feed_rules_is_container(enum feed_kind kind);

#endif
