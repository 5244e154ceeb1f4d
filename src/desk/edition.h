/* edition: what the files of the pages of frozen editions share (private to desk/). */
#ifndef DESK_EDITION_H
#define DESK_EDITION_H

#include "desk/digest.h"
#include "store/delivery.h"
#include "store/edition_act.h"

/* "Research, week 48" */
struct str edition_title(
	struct arena *a, const struct desk *desk, const struct frozen_edition *edition);
/* The edition whose number the address has; when there is none, *there is false and the answer is
 * status 404. */
bool edition_find(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct frozen_edition *out, bool *there, struct err *err)
	MUST_USE;
/* {id, title, subject, frozen, ago, held}; `held` is what it holds, in numbers. The caller owns
 * it. */
json_t *edition_view(
	const struct desk *desk, const struct http_request *request, const struct frozen_edition *e);
/* What became of the edition: "sent", "being sent" …; `there`: whether there is a mailing of it. */
const char *edition_state(const struct mailing *mailing, bool there);
/* Sets `outdated`, the titles of what it says that readers are told otherwise by now; or false. */
bool edition_set_outdated(
	struct desk *desk, const struct http_request *request, json_t *view, int64_t edition,
	struct err *err) MUST_USE;
/* Sets `acts`, what was done with the edition, newest first; false when nothing is known. */
bool edition_set_acts(struct desk *desk, const struct http_request *request, json_t *view,
	int64_t edition, struct err *err) MUST_USE;
/* Sets `listmonk`, what became of handing it over there, of an edition whose list has one, and
 * which is no correction: {number, job: {waits, failed, outcome, ago}}; else false. */
bool edition_set_campaign(struct desk *desk, const struct http_request *request, json_t *view,
	const struct frozen_edition *edition, struct err *err) MUST_USE;

#endif
