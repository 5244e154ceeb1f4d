/* opml: lists of feeds (OPML 2.0, http://opml.org/spec2.opml), written and read. */
#ifndef PUBLISH_OPML_H
#define PUBLISH_OPML_H

#include "base/err.h"
#include "model/site.h"

/* The configured feeds as an OPML document, in the arena. `now` becomes dateCreated; NO_TIME: the
 * document has no date, so that it stays the same as long as the feeds do. */
struct str opml_write(struct arena *a, const struct site *site, int64_t now);

/* A feed of a list. */
struct outline {
	struct str title;   /* <outline title> or else text: one line, cut to 500 bytes; may be empty */
	struct str xml_url; /* of the feed: http or https */
	struct str html_url; /* of its web site: http or https, or empty */
};
struct outlines {
	struct outline *v;
	size_t n;
};
/* Reads the feeds of an OPML document into the arena, in its order, each address once. Outlines in
 * outlines are read too; those without the address of a feed are passed over. False, in words for
 * the editor, when it is no OPML, not well-formed, or over a limit: 8 MiB, 20,000 feeds, outlines
 * 100 deep. */
bool opml_read(struct arena *a, struct str xml, struct outlines *out, struct err *err) MUST_USE;

#endif
