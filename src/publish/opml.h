/* opml: the list of feeds, out and in (OPML 2.0). */
#ifndef PUBLISH_OPML_H
#define PUBLISH_OPML_H

#include "base/err.h"
#include "model/site.h"

/* The configured feeds as an OPML document, in the arena. */
struct str opml_write(struct arena *a, const struct site *site, int64_t now);
struct outline {
	struct str title, xml_url, html_url;
};
struct outlines {
	struct outline *v;
	size_t n;
};
/* The feeds of an OPML file, in document order, each address once; nested outlines are walked.
 * False when it is no OPML. */
bool opml_read(struct arena *a, struct str xml, struct outlines *out, struct err *err) MUST_USE;

#endif
