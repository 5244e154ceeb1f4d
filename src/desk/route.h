/* route: which function answers which address. ROUTES (routes.c) is the whole desk at a glance.
 *
 * Before a handler runs, the server has seen to it that the visitor has the route's permission, and
 * that a POST comes from a page of this desk (Origin, Sec-Fetch-Site and the form's "csrf"). GET
 * changes nothing. */
#ifndef DESK_ROUTE_H
#define DESK_ROUTE_H

#include "desk/desk.h"

/* Answers a request: fills the response (200 with an empty body at first). False when something
 * failed that is not the visitor's doing: they get a page that says so, and the log gets err. What
 * is the visitor's doing is answered with page_error. */
typedef bool route_handler(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err);

struct route {
	enum http_method method;
	const char *pattern; /* "/item/{id}": braces stand for one segment, which goes to
							request->place; {id} matches a number only */
	enum permission permission;
	route_handler *handler;
};
extern const struct route ROUTES[]; /* ended by a NULL pattern */

/* The route of a path, its place filled in (in the arena). NULL when there is none; *allowed then
 * says whether the path is there for the other method. */
const struct route *route_find(const struct route *routes, struct arena *a, enum http_method method,
	struct str path, struct http_params *place, bool *allowed);

/* The handlers, by the file that they are in. */
/* enter.c: in and out */
route_handler enter_home, enter_form, enter_post, leave_post;
/* account.c: one's own address, password, sessions, keys, second factor */
route_handler account_page, account_email, account_password, account_keys, account_session_end,
	account_totp;
/* people.c: editors and roles */
route_handler people_page, people_invite, people_role, people_remove, people_password, people_totp;
/* page_*.c, digest_order.c: what is to be decided, what was, and what feeds it */
route_handler queue_page, item_page, item_cards, item_preview, item_public, published_page,
	digest_page, digest_html, digest_text, digest_test, digest_order, sources_page, source_check,
	source_pause, topics_page, log_page, log_csv, help_page;
/* item_decide_one.c, item_copies.c: decisions */
route_handler item_decide_one, item_batch, item_undo, item_merge, item_split, item_distinct,
	item_duplicate;
/* item_withdraw.c: what readers saw by mistake */
route_handler item_withdraw;
/* operate.c: what watches the desk, and its style and script */
route_handler operate_health, operate_metrics, operate_asset;

#endif
