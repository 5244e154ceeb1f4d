/* saved: filters of the queue that an editor keeps under a name. They stand in the folded filter of
 * the queue; the page of all that match a filter keeps and forgets them. */
#ifndef DESK_SAVED_H
#define DESK_SAVED_H

#include "desk/desk.h"

/* Sets "saved" in the data: {items: [{id, name, url}]} of the editor who asks, or false. */
bool saved_set(struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
	MUST_USE;

#endif
