/* hubs: how the hubs fare that tell of the site's feeds (WebSub). Inside desk/. */
#ifndef DESK_HUBS_H
#define DESK_HUBS_H

#include <jansson.h>

#include "desk/desk_parts.h"
#include "store/websub.h"

/* Sets `hubs`: {own: {url, subscriptions, waiting, failing, requests}, others: [{url, told,
 * waiting, failures, problem}]}; false when the site has none. Who subscribed is not shown. */
bool hubs_set(struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
	MUST_USE;
/* How the hub of a source fares that tells this site of changes: {agreed, since, ends, kept,
 * problem}; false when hub is NULL. */
json_t *hubs_source(const struct http_request *request, const struct websub *hub);

#endif
