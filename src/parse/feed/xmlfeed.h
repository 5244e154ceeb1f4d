/* xmlfeed: RSS, Atom and CDF. A document that libxml2 cannot save is read again by the lenient
 * engine; the reading that found more is kept. */
#ifndef PARSE_FEED_XMLFEED_H
#define PARSE_FEED_XMLFEED_H

#include "parse/feed/document.h"

/* Reads `text`, which is UTF-8, into *out. `base` and `language` are what HTTP said of the
 * document. The errors that *out has already are kept, behind those of the document. out->format
 * stays empty when it is no feed. */
void xmlfeed_read(
	struct arena *a, struct str text, struct str base, struct str language, struct feed *out);

#endif
