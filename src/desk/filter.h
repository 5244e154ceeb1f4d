/* filter: what a list shows, as it stands in an address:
 * ?state=later&section=trials&source=3&topic=SLUG&q=WORDS&order=newest&after=PLACE. Whatever is not
 * understood is the default. */
#ifndef DESK_FILTER_H
#define DESK_FILTER_H

#include "web/http.h"
#include "model/site.h"
#include "store/list.h"
#include "store/source.h"

/* Texts are the request's. */
void filter_read(
	const struct http_request *request, const struct http_params *params, struct list_filter *out);
/* The address "PATH?…" of this filter, as short as it can be; without `after` when not `paged`. */
struct str filter_url(
	struct arena *a, const char *path, const struct list_filter *filter, bool paged);
/* What a form shows of it: {q, states, sections, sources, topics, orders: [{word, title,
 * selected}], active, any}: `active` is how many filters are on. */
json_t *filter_view(
	const struct list_filter *filter, const struct site *site, const struct source_states *sources);

/* "1.0.5.12": a place in a list, and back. */
struct str filter_place_text(struct arena *a, const struct list_place *place);
bool filter_place_read(struct str text, struct list_place *out);

#endif
