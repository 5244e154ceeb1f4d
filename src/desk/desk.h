/* desk: the editors' desk of a site, over HTTP. It takes connections and opens none.
 *
 *     struct desk *desk = desk_start(&options, err);     bound and ready; desk_port() says where
 *     desk_run(desk, stop, err);                         until *stop; requests that are being
 * answered are answered desk_stop(desk);
 *
 * One thread answers one request after the other: between a handler's reading and its writing
 * nobody else comes, but other processes do (the command line, `work`), so what must not change in
 * between is done in one group of the store. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "desk/http.h"
#include "desk/permission.h"
#include "item/decide.h"
#include "model/site.h"
#include "render/template.h"
#include "store/session.h"

/* Who asks. */
struct visitor {
	bool known; /* has a session */
	struct editor editor;
	struct session session;
	struct str csrf; /* what the hidden field "csrf" of each form of theirs must hold; before a
						login it belongs to the browser */
};

struct desk_server;
struct desk {
	const struct site *site;
	struct store *store;
	struct templates templates; /* read once, at the start */
	struct arena arena;         /* as long as the desk */
	struct visitor visitor;     /* of the request at hand */
	struct desk_server *server;
};

struct desk_options {
	const struct site *site;
	struct store *store;
	struct str listen;        /* "127.0.0.1:8080", "[::1]:0" */
	int64_t pinned;           /* the clock stands still here (--now); NO_TIME: it does not */
	struct str metrics_token; /* who sends it may read /metrics from anywhere; empty: only this
								 machine may */
	bool quiet;               /* no log line a request */
};
/* NULL and an error when the address is taken or understood wrongly, or a template is missing. */
struct desk *desk_start(const struct desk_options *options, struct err *err);
/* "http://127.0.0.1:8080/" */
struct str desk_address(const struct desk *desk);
/* Answers requests until *stop is not zero, then ends those that have begun. */
bool desk_run(struct desk *desk, const volatile int *stop, struct err *err) MUST_USE;
void desk_stop(struct desk *desk);

/* Whether the editor at hand may do this: for what a page offers. A route's own permission has been
 * asked before its handler runs. */
bool desk_may(const struct desk *desk, enum permission permission);
/* A decision of the editor at hand, now. */
struct decision_request desk_request(
	const struct desk *desk, const struct http_request *request, enum verb verb, int64_t item);

#endif
