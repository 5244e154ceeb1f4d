/* feed_reader: the state of reading an XML feed, and what can be asked of it. Private to the
 * readers of XML feeds, which stand on each other in this order:
 *
 *   reader     the state; names, addresses and texts of the element that is open
 *   ext, geo   extensions: what has no member of its own in the document
 *   member     makes a member of the document from an element that was captured
 *   elements   follows the start and end tags
 *   xmlfeed    runs an XML engine over the bytes
 *
 * Each open element has a frame. An element is a container, whose children are looked up in the
 * rules of that container, or it is captured: its attributes and all that stands inside it are kept
 * until its end, when they become a member of the container around it. */
#ifndef PARSE_FEED_READER_H
#define PARSE_FEED_READER_H

#include <assert.h>

#include "base/buf.h"
#include "parse/feed/document.h"
#include "parse/feed/rules.h"
#include "parse/xml/xml.h"

enum { FEED_CAPTURE_MAX_ATTRS = 16 };

/* One open element. */
struct feed_frame {
	enum feed_container container; /* whose rules its children follow */
	const struct feed_rule *rule;  /* of a container, for its end; else NULL */
	struct str base, lang;         /* xml:base and xml:lang in force */
	/* What an entry interrupts when it stands inside another one: restored at its end. */
	struct feed_interrupted {
		size_t entry; /* counted from 1, because the array of entries moves; 0: none */
		struct feed *source;
		struct feed_ext *object;
		bool summary_is_weak;
	} interrupted;
};

/* A geometry of GML that is open. */
struct feed_geometry {
	const char *name; /* NULL: none */
	struct str srs_name;
	long dimension; /* 2 or 3 */
};

struct feed_reader {
	struct arena *a;
	struct feed *feed;
	struct feed_frame frames[XML_MAX_DEPTH + 1]; /* frames[0] is what stands around the document */
	size_t depth;                                /* of the innermost frame */
	struct str root_name;                        /* of a document that is no feed */
	bool home_is_late; /* an entry of RSS came before the channel's page, its links' base */

	/* The records of the open containers. */
	struct feed_entry *entry; /* NULL: none is open */
	struct feed *source;      /* NULL: none is open */
	struct person person;
	struct feed_image *image;
	struct feed_ext *object;
	struct feed_geometry geometry;
	struct buf own_text;  /* text directly inside a person or a source */
	bool summary_is_weak; /* the entry's summary is an extension's and yields to its own */

	/* The element that is captured. */
	const struct feed_rule *capture; /* NULL: none is */
	enum feed_container capture_container;
	size_t capture_depth;
	struct xml_attr attrs[FEED_CAPTURE_MAX_ATTRS];
	size_t attr_count;
	struct buf text;
	bool has_markup;     /* elements stood inside, so the text is markup */
	bool is_escaped;     /* the text is markup itself (type="html") */
	struct str ext_name; /* the element's name under `ext` */

	/* The vocabulary that was looked up last. xml.h gives equal URIs equal addresses. */
	const char *last_uri, *last_prefix;
	const struct feed_vocabulary *last_vocabulary;
	/* That of the root when nobody knows it: a feed with a mistyped namespace is a feed. */
	struct feed_vocabulary root_vocabulary;
};

/* The vocabulary of an element, by the URI and the prefix of its name. Never NULL; an unknown one
 * is NS_OTHER. */
const struct feed_vocabulary *feed_reader_vocabulary(
	struct feed_reader *r, const char *uri, const char *prefix);

/* The innermost frame. */
static inline struct feed_frame *feed_reader_frame(struct feed_reader *r)
{
	assert(r->depth < sizeof r->frames / sizeof *r->frames);
	return &r->frames[r->depth];
}

/* Whether the feed is RSS of any version. */
bool feed_reader_is_rss(const struct feed_reader *r);

/* What addresses in the open element are relative to: xml:base; in RSS the channel's page; where
 * the bytes came from; the feed's own page. */
struct str feed_reader_base(const struct feed_reader *r);

/* The record that the members of an open container belong to. Never NULL. */
void *feed_reader_record(struct feed_reader *r, enum feed_container container);

/* Of the element that is captured: the value of an attribute, whose name may be in any case,
 * trimmed; that value as an absolute address; and the text, as plain text and trimmed. Empty when
 * it has no such thing. */
bool feed_reader_has_attr(const struct feed_reader *r, const char *name);
struct str feed_reader_attr(const struct feed_reader *r, const char *name);
struct str feed_reader_attr_url(const struct feed_reader *r, const char *name);
struct str feed_reader_text(const struct feed_reader *r);

/* How a captured element becomes a member: `member` is that of the container's record at the offset
 * of the rule. */
typedef void feed_member_setter(struct feed_reader *r, const struct feed_rule *rule, void *member);

#endif
