/* feed_format: which format an XML document has, by its root element. */
#ifndef PARSE_FEED_FORMAT_H
#define PARSE_FEED_FORMAT_H

#include "parse/feed/reader.h"

/* "rss090" to "rss094", "rss10", "rss20", "rss" (of an unknown version), "atom03", "atom10" or
 * "cdf"; empty when no feed begins with this tag. */
struct str feed_format(struct feed_reader *r, const struct xml_tag *tag);

#endif
