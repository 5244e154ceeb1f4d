/* opml_read: lists of feeds (OPML 2.0, http://opml.org/spec2.opml) as readers export them. */
#ifndef PARSE_OPML_OPML_READ_H
#define PARSE_OPML_OPML_READ_H

#include "base/arena.h"
#include "base/err.h"

enum { OPML_FEEDS_MAX = 20000 };

/* A feed of a list. */
struct outline {
	struct str title;   /* <outline title> or else text: one line, cut to 500 bytes; may be empty */
	struct str xml_url; /* of the feed, never empty: as it was given, but "feed:https://…" is the
						 * address behind "feed:", and "feed://…" is "http://…" */
	struct str html_url; /* of its page, as it was given; may be empty */
};
struct outlines {
	struct outline *v;
	size_t n;
	struct str fault; /* what was mended, for the editor; empty: nothing was */
};

/* Reads the feeds of an OPML document into the arena, in its order, each address once. Outlines in
 * outlines are read too; those without the address of a feed are passed over. Broken XML is mended
 * as in feeds (parse/xml/xml.h). False, in words for the editor, when it is no OPML, breaks off,
 * or is over a limit: 8 MiB, 20,000 feeds, and those of parse/xml/limits.h. */
bool opml_read(struct arena *a, struct str bytes, struct outlines *out, struct err *err) MUST_USE;

#endif
