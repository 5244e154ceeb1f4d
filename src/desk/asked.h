/* asked: what an editor hands to the worker to look at, as the desk itself opens no connection and
 * reads no document from elsewhere: a change to be tried, a list of feeds, a page. It is kept for a
 * day (struct config_tryout), and the job of its number says how far the worker is. */
#ifndef DESK_ASKED_H
#define DESK_ASKED_H

#include "desk/desk.h"
#include "store/config_change.h"
#include "store/job.h"

struct asked {
	struct config_tryout row;
	struct job job;
};
/* Keeps row.before and row.after, and asks the worker for a job of this kind. *key becomes the
 * number, by which the path of its page ends. */
bool asked_put(struct desk *desk, const struct http_request *request, enum job_kind kind,
	struct config_tryout row, struct str *key, struct err *err) MUST_USE;
/* What has the number of the request's path; *found is false when there is nothing of this kind. */
bool asked_get(struct desk *desk, const struct http_request *request, enum job_kind kind,
	struct asked *out, bool *found, struct err *err) MUST_USE;
/* A text of what the worker found; STR_NONE when there is none. */
struct str asked_text(const json_t *found, const char *key);

#endif
