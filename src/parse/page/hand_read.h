/* hand_read: a page that was kept by hand, from its HTML.
 *
 * Headings (h2 to h6, paragraphs all in bold, rows of one cell in bold or of <th>, terms above
 * several descriptions) begin parts; the first h1 is the page's title. Entries are items of lists,
 * rows of tables, descriptions of terms, paragraphs that begin with a link or in bold, and pieces
 * of such paragraphs between <br>. Other paragraphs are the introductory words of their part as
 * long as it has no entry, and go into its `rest` after that. */
#ifndef PARSE_PAGE_HAND_READ_H
#define PARSE_PAGE_HAND_READ_H

#include "base/err.h"
#include "model/hand_page.h"

/* Takes the page apart, into the arena. `url` is the page's address, against which relative links
 * are resolved, and may be empty; `content_type` is that of HTTP, or empty. False (ERR_USER) when
 * no entry can be found. Linear but for a bounded number of styles in one entry; 8 MiB of input
 * are read, and the limits of model/hand_page.h hold. */
bool hand_read(struct arena *a, struct str bytes, struct str url, struct str content_type,
	struct hand_page *out, struct err *err) MUST_USE;

#endif
