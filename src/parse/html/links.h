/* html_links: the feeds that a web page says it has, for whoever took the page's address for a
 * feed's. */
#ifndef PARSE_HTML_LINKS_H
#define PARSE_HTML_LINKS_H

#include "base/arena.h"

enum { HTML_FEEDS_MAX = 5, HTML_FEED_URL_MAX = 160 };

/* Absolute addresses, each once, at most HTML_FEEDS_MAX of at most HTML_FEED_URL_MAX bytes, in this
 * order: from header lines "Link: <…>; rel=alternate; type=…" (RFC 8288), from <link
 * rel="alternate"> (or "feed") with the type of a feed (the convention of "RSS autodiscovery"), and
 * where <meta http-equiv="refresh"> leads. `base` is the page's address; its <base href> counts.
 * Reads the first 512 kB. */
struct strs html_feed_links(
	struct arena *a, struct str html, struct str base, const struct strs *headers);

/* The absolute address of the first link of this relation in header lines "Link: <…>; rel=…". */
struct str html_header_link(
	struct arena *a, struct str base, const struct strs *headers, struct str rel);

#endif
