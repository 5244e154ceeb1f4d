/* mailed: in which editions of the digest readers were sent an item (private to desk/). */
#ifndef DESK_MAILED_H
#define DESK_MAILED_H

#include "desk/desk.h"

/* Sets `mailed` of the item's page: {editions: [{id, title, first, correction}], more, lists:
 * [{word, title, item}]}, newest first; false when it was in none. `lists`: those of the site that
 * held it. */
bool mailed_set(struct desk *desk, const struct http_request *request, int64_t item, json_t *data,
	struct err *err) MUST_USE;

#endif
