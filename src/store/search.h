/* search: what the index of words and facets is asked with (private to store/). */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/arena.h"
#include "model/section.h"

/* What a person typed as an FTS5 expression that cannot be malformed: every word has to stand in
 * the item, the last one may be the beginning of a word. */
struct str search_expression(struct arena *a, struct str text);

/* The same for titles that have any of the longer words of this one; empty when it has none. */
struct str search_title_expression(struct arena *a, struct str title);

/* The names of facets. */
struct str search_facet_section(struct arena *a, enum section section);
struct str search_facet_source(struct arena *a, int64_t source);
struct str search_facet_topic(struct arena *a, struct str slug);

#endif
