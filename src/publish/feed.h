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
	struct str title;       /* of a trial with its status */
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
	const char *name; /* of its file, without the ending: "feed" */
	struct str base;  /* where out/ is served */
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

/* Reads the release of item->event, and sets all but `html` and `gone`. `link` is where it was
 * found, whether or not it is gone. */
bool feed_read_item(const struct feed *feed, struct feed_item *item, struct err *err) MUST_USE;
/* The address of an image of the site (site->logo, site->icon); STR_NONE: there is none. */
struct str feed_image(const struct feed *feed, struct str name);
/* The hubs that tell of its changes (WebSub); none of an archive, which never changes. */
struct strs feed_hubs(const struct feed *feed);
/* Why the event took it away, for readers, in the arena. *into: the release that it was merged
 * into; its id is 0 when it was not. */
bool feed_read_gone(const struct output_context *c, const struct feed_event *event,
	struct release *into, struct str *why, struct err *err) MUST_USE;

/* "Our News Desk: Research"; and the page of the list. By `place` and `base` alone. */
struct str feed_title(const struct feed *feed);
struct str feed_home(const struct feed *feed);
/* When the latest of what it tells was approved; of an empty one, when it was first there (RFC 4287
 * section 4.1.1 wants a time). */
struct str feed_updated(const struct feed *feed);
/* The feed of what changed, empty: its name, title, id and page. */
struct feed changes_feed(const struct output_context *c);

/* The formats, in the order in which readers are shown them. Archives are in the first. */
struct feed_format {
	const char *name, *type; /* for readers; the media type */
	const char *word;        /* ends the file's name */
	/* Adds the document to `out`. */
	void (*add)(const struct feed *feed, struct buf *out);
};
enum { FEED_FORMATS_COUNT = 3 };
extern const struct feed_format FEED_FORMATS[FEED_FORMATS_COUNT];

/* Writes the document in a folder of out/: STR_NONE, or one that ends in "/". */
bool feed_write(const struct feed *feed, struct str folder, const struct feed_format *format,
	struct err *err) MUST_USE;

void feed_add_atom(const struct feed *feed, struct buf *out);
void feed_add_rss(const struct feed *feed, struct buf *out);
void feed_add_json(const struct feed *feed, struct buf *out);

#endif
