/* web_page: what a web page says of itself by its meta data. Pure.
 *
 * Read are <meta> (Highwire Press tags as Google Scholar asks for them: citation_title; Open Graph:
 * og:title; Dublin Core: dc.title, dcterms.title), JSON-LD of schema.org, <link rel="canonical">,
 * <html lang> and <title>. Of several that say the same thing the first in this order counts, and
 * of two that are alike the one that stands first. */
#ifndef PARSE_PAGE_WEB_PAGE_H
#define PARSE_PAGE_WEB_PAGE_H

#include "base/arena.h"
#include "base/date.h"
#include "model/keys.h"

/* Bytes of each. */
enum { WEB_PAGE_TITLE_MAX = 500, WEB_PAGE_SUMMARY_MAX = 2000, WEB_PAGE_SITE_MAX = 200 };

struct record;

/* Texts are plain, of one line, and turn no direction of writing behind them. What the page does
 * not say is empty. */
struct web_page {
	struct str title, summary;
	struct str site;     /* its name */
	struct date day;     /* when it was published, as far as it says, as it is written there */
	struct str url;      /* its canonical address: http(s), of the same site, no front page instead
						  * of another page */
	struct str language; /* "en", "pt-BR" */
	struct keys keys;    /* the DOI and PMID of the publication that it shows */
};
extern const struct record WEB_PAGE; /* base/record.h */

/* Reads a page whose address is `url`; content_type is the value of the HTTP header, or empty.
 * Never fails; *out belongs to the arena. Reads the first 8 MB, and 2,000
 * such tags. */
void web_page_read(struct arena *a, struct str bytes, struct str url, struct str content_type,
	struct web_page *out);

#endif
