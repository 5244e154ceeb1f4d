/* people_parts: what the files of the page of people share (private to desk/). */
#ifndef DESK_PEOPLE_PARTS_H
#define DESK_PEOPLE_PARTS_H

#include "desk/ask.h"
#include "store/job.h"

/* Shows the page. `problem`: what the admin has to put right; may be NULL. `made`: {name, password}
 * of an editor who was just given a password, or {name, link} of somebody who is invited: it is
 * shown this once; may be NULL; it is taken over. */
bool people_show(struct desk *desk, const struct http_request *request,
	struct http_response *response, const char *problem, json_t *made, struct err *err) MUST_USE;
/* Shows the page again with what the admin can put right. Any other failure is passed on: false. */
bool people_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct err *refused, struct err *err) MUST_USE;
/* The editor whom the address names. One who was removed is not found: the response says so.
 * *found is false when it fails, too. */
bool people_find(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct editor *editor, bool *found, struct err *err) MUST_USE;
/* Asks whether the admin means it, and for their password: a browser that was left open must not
 * let anybody into another's account. *go_on: both were answered; else the response is the
 * question. */
bool people_ask_admin(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct question *question, bool *go_on, struct err *err)
	MUST_USE;

/* Sets what became of a letter: put_off, waits, failed, sent, and `outcome`: why. `found`: there
 * was one. */
void people_letter_view(json_t *view, const struct job *job, bool found);
/* Appends the invitations that wait. */
bool invite_list(
	struct desk *desk, const struct http_request *request, json_t *list, struct err *err) MUST_USE;

#endif
