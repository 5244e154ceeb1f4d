/* arrange_form: what the page of a topic's parts is made from, and what its forms ask for. Inside
 * desk/. */
#ifndef DESK_ARRANGE_FORM_H
#define DESK_ARRANGE_FORM_H

#include "desk/desk.h"
#include "item/arrange.h"
#include "store/release.h"

/* A topic with its parts, and what stands in them. */
struct arrange_page {
	struct arranged arranged;
	const struct site *site;       /* as it is arranged */
	const struct topic *topic;     /* of it */
	const struct arrangement *now; /* the row in force */
	struct releases shown;         /* on the topic as last published, the latest first */
};
#define CLEANUP_ARRANGE_PAGE __attribute__((cleanup(arrange_form_close)))
/* Reads the page of the topic with this slug, which the site has; at most `limit` items. */
bool arrange_form_open(struct arrange_page *out, struct desk *desk, struct arena *a,
	struct str slug, long limit, struct err *err) MUST_USE;
void arrange_form_close(struct arrange_page *page);
/* Those of a part, in the order in which readers see them. In the arena. */
struct releases arrange_form_shown(
	const struct arrange_page *page, struct arena *a, const struct page_part *part);

/* Whether the form takes the last change back. */
bool arrange_form_undoes(const struct http_request *request);
/* Changes the parts as the form asks ("do"): add, change, remove, up, down for a part; place,
 * item-up, item-down, item-date for an item. Errors (ERR_USER) are for the editor. */
bool arrange_form_apply(const struct http_request *request, const struct arrange_page *page,
	struct page_parts *parts, struct err *err) MUST_USE;
/* Puts the parts in force as the form asks, by arrange_put (item/arrange.h). */
bool arrange_form_put(struct desk *desk, const struct http_request *request,
	const struct arrange_page *page, struct arrange_result *result, struct err *err) MUST_USE;

/* page_arrange.c: on each of these topics, where the item was put: {items: [{slug, topic, path,
 * version, targets}]}, or false. The caller owns *out. */
bool arrange_form_places(struct desk *desk, struct arena *a, struct strs slugs, int64_t item,
	json_t **out, struct err *err) MUST_USE;

#endif
