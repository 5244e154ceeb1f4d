/* desk_parts: what the files that run the desk share (private to desk/; handlers use desk.h). */
#ifndef DESK_DESK_PARTS_H
#define DESK_DESK_PARTS_H

#include "desk/limit.h"
#include "desk/metrics.h"
#include "desk/route.h"

enum {
	SESSION_IDLE = 3 * 86400, /* volunteers come every other day */
	SESSION_LONGEST = 30 * 86400,
	KNOWN_SECONDS = 365 * 86400, /* a browser that somebody has logged in from */
	SESSION_TOUCH = 300,         /* how exactly it is known when one was used last */
	LOGIN_BODY_MAX = 8 << 10,    /* of a request without a session, */
	RESUME_BODY_MAX = 64 << 10, /* and of one whose cookie says that there was one: the longest form
								   of a card fits */
	BODY_MAX = 512 << 10,
};

/* A file of templates/ that browsers load, made ready at the start. */
struct asset {
	const char *name, *type;
	struct str text;
	struct str url; /* "/assets/desk.css?v=HASH" */
};
enum { ASSETS = 2 };

struct desk_server {
	struct metrics metrics;
	struct limit_table limits;
	int64_t try_ms; /* how long the last check of a password took */
	struct asset assets[ASSETS];
	struct str metrics_token;
};

/* Reads style and script, and looks whether every template is there. */
bool assets_read(struct desk *desk, struct err *err) MUST_USE;
const struct asset *asset_of(const struct desk *desk, struct str name);

/* Who sends the request: fills desk->visitor from the cookie, and notes that the session is in use.
 */
bool visitor_find(struct desk *desk, const struct http_request *request, struct err *err) MUST_USE;
/* Only whether a session stands behind the cookie. */
bool visitor_is_known(struct desk *desk, const struct http_request *request);
/* A new session of the editor, whose cookie the response carries; the one that the browser had is
 * over. desk->visitor is the editor from now on. */
bool visitor_enter(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct editor *editor, struct err *err) MUST_USE;

/* The login form, carrying the form of this POST, whose sender is logged out. */
bool enter_resume(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err) MUST_USE;
/* Whether the form's "password" is that of the editor at hand; counted as a try. *problem says why
 * not. */
bool enter_again(struct desk *desk, const struct http_request *request, struct str *problem);

/* Answers a request: finds the route, the visitor and the permission, guards a POST, and runs the
 * handler. The whole of the desk but for connections: never fails, what went wrong becomes a page.
 * What the log should say of a failure is left in *problem. */
void answer(struct desk *desk, struct http_request *request, struct http_response *response,
	struct err *problem);

/* Milliseconds that only go forward. */
int64_t desk_clock_ms(void);

#endif
