/* publish_now: when what was approved goes out, and the wish of an editor that it be now. */
#ifndef DESK_PUBLISH_NOW_H
#define DESK_PUBLISH_NOW_H

#include <jansson.h>

#include "desk/desk.h"

/* Sets `waiting`: "3 items wait"; and `publishing`: the last publication that an editor asked for,
 * {open, by, ago, failed, outcome}; false: nobody did. */
bool publish_now_set(struct desk *desk, const struct http_request *request, json_t *data,
	struct err *err) MUST_USE;

#endif
