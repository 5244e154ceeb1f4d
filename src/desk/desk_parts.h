/* desk_parts: what the files that run the desk share (private to desk/; handlers of pages need only
 * desk.h).
 *
 *     desk.c      starts and stops the desk
 *     answer.c    what happens to a request before and after its handler
 *     visitor.c   who asks
 *     enter.c     logging in and out
 *     operate.c   style and script, health and metrics */
#ifndef DESK_DESK_PARTS_H
#define DESK_DESK_PARTS_H

#include "desk/routes.h"
#include "web/app.h"
#include "web/server.h"

enum {
	SESSION_IDLE = 3 * 86400, /* seconds; volunteers come every other day */
	SESSION_LONGEST = 30 * 86400,
	SESSION_TOUCH = 300, /* the time of a session's last use is written at most this often */
	KNOWN_SECONDS = 365 * 86400, /* a browser is known so long after a login */
	BODY_MAX = 512 << 10,        /* largest request of somebody who is logged in */
	RESUME_BODY_MAX = 64 << 10,  /* largest one with the cookie of a session that is over: the
								  * longest form of a card fits */
	LOGIN_BODY_MAX = 8 << 10,    /* largest one of anybody else */
};

/* A file of desk/templates that browsers load, read at the start. */
struct asset {
	const char *name, *type;
	struct str text;
	struct str url; /* "/assets/desk.css?v=HASH" */
};
enum { ASSETS = 2 };

enum login_outcome { LOGIN_DONE, LOGIN_REFUSED, LOGIN_LIMITED, LOGIN_OUTCOMES };

struct desk_parts {
	struct web_app app; /* the desk, as the server sees it */
	struct server *server;
	int64_t pinned;                  /* --now; NO_TIME: the clock goes */
	int64_t try_ms;                  /* how many milliseconds the last check of a password took */
	uint64_t logins[LOGIN_OUTCOMES]; /* how many tries to log in there were, by what came of them */
	uint64_t forged;                 /* how many POSTs did not come from a page of the desk */
	bool elsewhere; /* the log was told that the configuration has another store now */
	struct asset assets[ASSETS];
	struct str metrics_token;
};

/* The desk as the server sees it. Only its `data` is not set: the desk. */
extern const struct web_app ANSWER_APP;

/* Reads the style and the script. An error when a file is missing. */
bool operate_read_assets(struct desk *desk, struct err *err) MUST_USE;
/* The asset of this name; NULL when there is none. */
const struct asset *operate_asset_of(const struct desk *desk, struct str name);

/* Fills desk->visitor from the request's cookies, and notes that the session is in use. */
bool visitor_find(struct desk *desk, const struct http_request *request, struct err *err) MUST_USE;
/* Whether the request is of somebody who is logged in; reads only, and sets nothing. */
bool visitor_is_known(struct desk *desk, const struct http_request *request);
/* Begins a session of this editor, and puts its cookie into the response. The session that the
 * browser had ends. desk->visitor is this editor from then on. */
bool visitor_enter(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct editor *editor, struct err *err) MUST_USE;

/* Binds the forms of who is not logged in to this browser by a cookie. Otherwise another site could
 * log its visitors in here under an account of its own. */
void enter_bind(
	struct desk *desk, const struct http_request *request, struct http_response *response);
/* What counts as one address where tries are counted: whoever has one address of an IPv6 network
 * has all 2^64 of it. */
struct hash enter_address_key(const struct http_request *request);
/* Answers a form that somebody sent while logged out with the login form, which carries that form
 * along. */
bool enter_resume(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err) MUST_USE;
/* Whether the form's "password" is that of the visitor. Counts as a try to log in; *problem says
 * why it is not, for the visitor, and is empty when it is. False when the store failed. */
bool enter_again(struct desk *desk, const struct http_request *request, struct str *problem,
	struct err *err) MUST_USE;

#endif
