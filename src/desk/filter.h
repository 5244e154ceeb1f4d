/* filter: which items a list shows, read from an address and written into one:
 * ?state=later&section=trials&source=3&topic=SLUG&for=2&q=WORDS&order=newest&after=PLACE. A value
 * that is not understood counts as missing. */
#ifndef DESK_FILTER_H
#define DESK_FILTER_H

#include "desk/desk.h"
#include "web/http.h"
#include "model/site.h"
#include "store/editor.h"
#include "store/list.h"
#include "store/source.h"

/* Reads the filter. Its texts live as long as the request. */
void filter_read(
	const struct http_request *request, const struct http_params *params, struct list_filter *out);
/* Whether it names a section, a source, a topic, an editor or words. */
bool filter_is_narrow(const struct list_filter *filter);
/* The catalogue (item/catalog.h), by which lists are filtered, lags behind the items: before it is
 * asked, the last few changes are taken into it. *behind: there are more. They are left to the
 * worker, for nobody waits until an index is made anew. */
bool filter_catch_up(struct desk *desk, bool *behind, struct err *err) MUST_USE;
/* Sets "cut": of how many of the newest items that hold the words the list is; false: of all. */
void filter_set_cut(json_t *data, bool cut);
/* The address of this filter, with only what differs from the default: "PATH?state=later". Without
 * `after` unless `paged`. */
struct str filter_url(
	struct arena *a, const char *path, const struct list_filter *filter, bool paged);
/* What a filter can choose from. */
struct filter_choices {
	const struct site *site;
	struct source_states sources;
	struct editors editors;
	int64_t self; /* the editor who asks */
};
/* What the form of the filter shows: {q, state_title, states, orders, sections, sources, topics,
 * editors: [{word, title, selected}], active, any, none}. `active`: how many filters are on; `any`:
 * whether there are any, or words to search for. `none`: what an empty list of this state says;
 * empty where the filter is narrow, and for what waits. */
json_t *filter_view(const struct list_filter *filter, const struct filter_choices *from);

/* The filter of the list to which a form leads back ("back"), and its address:
 * "/queue?state=later". Without an address of the queue it is that of all that waits. */
struct str filter_of_form(const struct http_request *request, struct list_filter *out);
/* The filter of the list to which a form leads back ("back"), in words for the log: "Waiting;
 * Clinical trials; “mouse”". Empty when the form does not choose by a filter (no "items"). */
bool filter_words(struct desk *desk, const struct http_request *request, struct str *out,
	struct err *err) MUST_USE;
/* The same of a filter. */
bool filter_words_of(struct desk *desk, struct arena *a, const struct list_filter *filter,
	struct str *out, struct err *err) MUST_USE;

/* A place in a list as one word of an address, "1_0.5_12_7" (rank, score, id, order), and back.
 * False when it is no place. */
struct str filter_place_text(struct arena *a, const struct list_place *place);
bool filter_place_read(struct str text, struct list_place *out);

#endif
