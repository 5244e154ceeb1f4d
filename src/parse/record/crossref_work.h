/* crossref_work: what one work of the Crossref REST API is. Inside parse/record/. */
#ifndef PARSE_RECORD_CROSSREF_WORK_H
#define PARSE_RECORD_CROSSREF_WORK_H

#include <jansson.h>

#include "base/arena.h"
#include "model/entry.h"

/* The text of a JSON string; empty for any other value. */
struct str crossref_text(json_t *value);

/* The work `message` with this DOI as an entry of kind ENTRY_WORK, in the arena. Titles and
 * abstracts are JATS and become plain text; dates are as whole as they were given. Fields of the
 * API: title, subtitle, container-title, institution, type, subtype, published-print, published,
 * issued, published-online, posted, volume, issue, page, article-number, publisher, author,
 * abstract, language, URL, resource. `said` is what it says of itself: notices about it. */
struct entry crossref_work_entry(struct arena *a, json_t *message, struct str doi,
	const struct work_said *said, size_t said_count);

#endif
