/* feed: what a feed document tells, in any format. Inside publish/.
 *
 * The feed of a list is its newest events; what it has no room for stands in archives (RFC 5005
 * section 4), each of which holds the events of its time and never changes. Whoever walks from the
 * feed through all archives, the newest first, finds every item of the list. */
#ifndef PUBLISH_FEED_H
#define PUBLISH_FEED_H

#include "publish/lists.h"
#include "publish/output.h"
#include "store/feed_event.h"
#include "store/listing.h"

struct feed_item {
	struct feed_event event;
	struct release release; /* with the event's tag */
	struct str id;          /* tag: URI (RFC 4151), for ever */
	struct str page;        /* its page, absolute */
	struct str link;        /* where it was found, or is now; STR_NONE: nowhere on the web */
	struct str updated;     /* RFC 3339, unlike that of any other event */
	struct str html;        /* of an event that is not `gone`: the template "entry" */
	struct str gone;        /* of one that is: why, for readers */
	const bool *on;         /* on[i]: it is on the page of site->topics[i] */
};
struct feed {
	const struct output_context *c;
	struct list_place place;
	struct listing listing;
	struct str base; /* where out/ is served */
	struct str title, id;
	struct str home; /* the page of the list, absolute */
	struct str updated;
	struct feed_item *v; /* the newest first */
	size_t n;
	int64_t archive;     /* its number; 0: the feed itself */
	struct str previous; /* the archive before it; STR_NONE: there is none */
};

/* Where the document stands, absolute: "…/research/feed.rss", or "…/research/archive/3.atom" of the
 * archive of that number (0: the feed itself). `word`: of its format. */
struct str feed_address(const struct feed *feed, int64_t archive, const char *word);

/* The formats, in the order in which readers are shown them. Archives are in the first. */
struct feed_format {
	const char *name, *type; /* for readers; the media type */
	const char *word;        /* ends the file's name */
	/* Adds the document to `out`. */
	void (*add)(const struct feed *feed, struct buf *out);
};
enum { FEED_FORMATS_COUNT = 3 };
extern const struct feed_format FEED_FORMATS[FEED_FORMATS_COUNT];

void feed_add_atom(const struct feed *feed, struct buf *out);
void feed_add_rss(const struct feed *feed, struct buf *out);
void feed_add_json(const struct feed *feed, struct buf *out);

#endif
