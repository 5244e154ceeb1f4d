/* search: what the index of words and facets is asked with (private to store/). */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/strs.h"
#include "model/section.h"
#include "store/store.h"

/* What a person typed, as an expression of the store's engine (store/search_engine.h): every word
 * has to stand in the item, the last one may be the beginning of a word. Empty when there is
 * none. */
struct str search_expression(struct store *s, struct arena *a, struct str text);

/* The same for titles that have any of the longer words of this one; empty when it has none. */
struct str search_title_expression(const struct store *s, struct arena *a, struct str title);

/* The same for what readers see: all of the terms have to be there, or in the title; `beginning`:
 * the last may be the beginning of a word. */
struct str search_terms_expression(
	const struct store *s, struct arena *a, bool in_title, struct strs terms, bool beginning);

/* The names of facets. */
struct str search_facet_section(struct arena *a, enum section section);
struct str search_facet_source(struct arena *a, int64_t source);
struct str search_facet_topic(struct arena *a, struct str slug);

#endif
