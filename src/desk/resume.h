/* resume: a form that came when its sender's session was over, or from before they logged in again.
 * What they typed is carried through the login and is before them again, to be sent by a button of
 * theirs: nothing is lost, and nothing is done that they did not ask for in this session.
 *
 * Only forms of items are carried, and only when the browser says that a page of this desk sent
 * them: a form that another site made up would come without the session's cookie, too. */
#ifndef DESK_RESUME_H
#define DESK_RESUME_H

#include "desk/desk.h"

/* Whether the form of this POST can be carried through a login. */
bool resume_can(const struct http_request *request);
/* The hidden fields, [{name, value}], that a login form has to hold: those of this POST; when this
 * is itself a login, those that it holds. An empty list when nothing is carried. */
json_t *resume_fields(const struct http_request *request);
/* Whether this login carries a form. */
bool resume_waits(const struct http_request *request);
/* Answers with a page that shows the form again, for its sender to send it; the form of this POST
 * or, when this is a login, the one that it carries. */
bool resume_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct err *err) MUST_USE;
/* The page that shows the form again after a failure, for which `text` gives the reason. */
bool resume_again(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct str text, struct err *err) MUST_USE;

#endif
