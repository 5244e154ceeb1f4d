/* feed_xml: the state of reading an XML feed. feed_xml.c follows the elements, feed_member.c makes
 * members of what they hold. Private to both. */
#ifndef PARSE_FEED_DOCUMENT_H
#define PARSE_FEED_DOCUMENT_H

#include "base/buf.h"
#include "parse/feed/build.h"
#include "parse/feed/rules.h"
#include "parse/xml/xml.h"

enum { CAPTURE_MAX_ATTRS = 16 };

/* One open element. */
struct feed_frame {
	enum feed_place place;        /* of its children */
	const struct feed_rule *rule; /* of a container, for its end */
	/* What an entry interrupts when it stands inside another one: restored at its end. */
	struct feed_interrupted {
		size_t entry; /* counted from 1, because the array of entries moves; 0: none */
		struct feed *source;
		bool summary_weak;
	} interrupted;
	struct str base, lang; /* xml:base, xml:lang in force */
};

struct feed_reader {
	struct arena *a;
	struct feed *feed;
	struct feed_frame frames[XML_MAX_DEPTH + 1];
	size_t depth;
	struct str root_name; /* of a document that is no feed */
	/* the containers that are open */
	struct feed_entry *entry;
	struct feed *source;
	struct person person;
	struct feed_image *image;
	struct feed_ext *object;
	struct geometry {
		const char *name;
		struct str srs_name;
		long dimension;
	} geometry;       /* of GML */
	struct buf loose; /* text directly inside a person or a source */
	/* the element whose content is being captured */
	const struct feed_rule *capture;
	enum feed_place capture_place; /* the container that it becomes a member of */
	size_t capture_depth;
	struct xml_attr attrs[CAPTURE_MAX_ATTRS];
	size_t attr_count;
	bool markup;          /* text holds markup: elements stood inside */
	bool escaped;         /* its text is markup itself (type="html") */
	struct str extension; /* its name in ext{} */
	struct buf text;
	bool summary_weak; /* the entry's summary came from an extension and yields to its own */
	/* the last namespace looked up: libxml2 gives equal URIs equal addresses */
	const char *last_uri, *last_prefix;
	const struct feed_vocabulary *last;
	struct feed_vocabulary own; /* of the root, when nobody knows it: feeds with a mistyped
								   namespace are feeds all the same */
};

/* The format by the root element; empty when no feed begins so. */
struct str feed_format_of(struct feed_reader *r, const struct xml_tag *tag);
/* Never NULL. */
const struct feed_vocabulary *feed_vocabulary(
	struct feed_reader *r, const char *uri, const char *prefix);

/* The element that was captured has ended: its text and attributes become a member of its
 * container. */
void feed_member_set(struct feed_reader *r);
/* A person's element has ended; `place` is the container that it stands in. */
void feed_member_person(struct feed_reader *r, const struct feed_rule *rule, enum feed_place place);
/* The record that the members of a container belong to. */
void *feed_object(struct feed_reader *r, enum feed_place place);
/* The base of the element that is open: xml:base, else where the bytes came from, else the feed's
 * own page. */
struct str feed_base(const struct feed_reader *r);

/* The attribute of the element that was captured, in any case; trimmed. */
struct str feed_attr(const struct feed_reader *r, const char *name);
struct str feed_attr_url(const struct feed_reader *r, const char *name);
/* What was captured, as plain text without the white space around it. */
struct str feed_captured(const struct feed_reader *r);

/* feed_ext.c: extensions. A member setter makes a member of what was captured. */
typedef void member_setter(struct feed_reader *r, const struct feed_rule *rule, void *member);
member_setter feed_ext_set, feed_ext_set_url, feed_ext_set_list, feed_ext_set_words,
	feed_ext_set_block, feed_ext_set_explicit, feed_ext_set_valid, feed_ext_set_chapter,
	feed_ext_set_geo;
/* The name in ext{} of an element. */
struct str feed_ext_name(struct feed_reader *r, const struct xml_tag *tag);
void feed_ext_start_object(struct feed_reader *r, const struct xml_tag *tag);
void feed_ext_end_object(struct feed_reader *r, enum feed_place place);
void feed_ext_start_geometry(
	struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag);
/* media:content: one of the list media_content; an image may be the entry's or the feed's. */
void feed_ext_media_content(
	struct feed_reader *r, const struct xml_tag *tag, enum feed_place place);

#endif
