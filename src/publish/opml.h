/* opml: the feeds of a site as a list (OPML 2.0, http://opml.org/spec2.opml), which
 * parse/opml/opml_read.h reads. */
#ifndef PUBLISH_OPML_H
#define PUBLISH_OPML_H

#include "model/site.h"

/* The configured feeds as an OPML document, in the arena. `now` becomes dateCreated; NO_TIME: the
 * document has no date, so that it stays the same as long as the feeds do. */
struct str opml_write(struct arena *a, const struct site *site, int64_t now);

#endif
