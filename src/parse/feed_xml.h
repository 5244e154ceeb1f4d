/* feed_xml: the state of reading an XML feed. feed_xml.c follows the elements, feed_member.c makes members of what they hold. Private to both. */
#ifndef PARSE_FEED_XML_H
#define PARSE_FEED_XML_H

#include "base/buf.h"
#include "parse/feed_build.h"
#include "parse/feed_rules.h"
#include "parse/xml.h"

enum { CAPTURE_MAX_ATTRS = 16 };

/* One open element. */
struct feed_frame {
	enum feed_place place;        /* of its children */
	const struct feed_rule *rule; /* of a container, for its end */
	struct str base, lang;        /* xml:base, xml:lang in force */
};

struct feed_reader {
	struct arena *a;
	struct feed *feed;
	struct feed_frame frames[XML_MAX_DEPTH + 1];
	size_t depth;
	/* the containers that are open */
	struct feed_entry *entry;
	struct feed *source;
	struct person person;
	struct feed_image *image;
	struct buf loose; /* text directly inside a person or a source */
	/* the element whose content is being captured */
	const struct feed_rule *capture;
	enum feed_place capture_place; /* the container that it becomes a member of */
	size_t capture_depth;
	struct xml_attr attrs[CAPTURE_MAX_ATTRS];
	size_t attr_count;
	bool markup; /* text holds markup: elements stood inside */
	struct buf text;
	bool summary_weak; /* the entry's summary came from an extension and yields to its own */
	/* the last namespace looked up: libxml2 gives equal URIs equal addresses */
	const char *last_uri, *last_prefix;
	enum feed_ns last_ns;
	const char *own_uri; /* the root's namespace when nobody knows it: feeds with a mistyped one are feeds all the same */
};

/* The element that was captured has ended: its text and attributes become a member of its container. */
void feed_member_set(struct feed_reader *r);
/* A person's element has ended; `place` is the container that it stands in. */
void feed_member_person(struct feed_reader *r, const struct feed_rule *rule, enum feed_place place);
/* The record that the members of a container belong to. */
void *feed_object(struct feed_reader *r, enum feed_place place);
/* The base of the element that is open: xml:base, else where the bytes came from, else the feed's own page. */
struct str feed_base(const struct feed_reader *r);

#endif
