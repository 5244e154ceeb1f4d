/* jsonfeed: JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Broken JSON is repaired first, as far
 * as that is possible (json_read.h), and the feed's errors say so. */
#ifndef PARSE_FEED_JSONFEED_H
#define PARSE_FEED_JSONFEED_H

#include "parse/feed/document.h"

/* Reads `text`, which is UTF-8, into *out; `base` is where the document came from. out->format
 * stays empty when it is no JSON Feed. */
void jsonfeed_read(struct arena *a, struct str text, struct str base, struct feed *out);

#endif
