/* batch: the answer to a form that decided on several items, or took that back. */
#ifndef DESK_BATCH_H
#define DESK_BATCH_H

#include "desk/desk.h"
#include "item/batch.h"

/* Sends the browser on to the form's "back", where the row of the log is said and can be undone;
 * where some items were left as they are, a page that names them (409) leads there. The script gets
 * {decision, text, left, many}, else {did, done, refused, error}. */
bool batch_answer(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct batch_result *result, struct err *err) MUST_USE;

#endif
