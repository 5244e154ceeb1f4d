/* account: what the files of the account page share (private to desk/). */
#ifndef DESK_ACCOUNT_H
#define DESK_ACCOUNT_H

#include "desk/desk.h"

/* Shows the account page again, with status 400 and what the editor has to put right. */
bool account_refuse(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str problem, struct err *err) MUST_USE;
/* What the page says of the editor's mail (address.c); the caller owns it:
 *   email     what stands in the field
 *   confirmed the address that is confirmed; wanted: the one that is not yet; either may be false
 *   waits, put_off, failed, sent
 *             what became of the mail that asks for the confirmation; outcome: why */
bool address_view(
	struct desk *desk, const struct http_request *request, json_t **out, struct err *err) MUST_USE;
/* Adds what the editor chose to get by mail (mail_choice.c): mails: the site can; daily, hours:
 * [{hour, text, selected}], of_published, of_sources, zone; chosen_failed: why the last of these
 * letters was not sent. */
bool mail_choice_view(
	struct desk *desk, const struct http_request *request, json_t *view, struct err *err) MUST_USE;

#endif
