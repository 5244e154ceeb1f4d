/* desk: the editors' desk of a site: pages for browsers, on a server of web/.
 *
 *     struct desk *desk = desk_start(&options, err);     bound and ready; desk_address says where
 *     desk_run(desk, stop, err);                         until *stop is not zero
 *     desk_stop(desk);
 *
 * Requests are answered one after the other (web/server.h). Between a handler's reading and its
 * writing no other request comes in, but other processes may write to the store (the command line,
 * `work`). What must not change in between is read and written in one transaction of the store. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "desk/permission.h"
#include "item/decide.h"
#include "item/reload.h"
#include "model/site.h"
#include "render/template.h"
#include "store/session.h"
#include "web/http.h"

/* The person whose request is being answered. */
struct visitor {
	bool known; /* they are logged in: editor and session are set */
	struct editor editor;
	struct session session;
	struct str csrf; /* what every form on their pages must hold as "csrf". Before a login it
					  * belongs to the browser; empty when the browser has no cookie yet. */
};

struct desk_parts;
struct desk {
	const struct site *site;
	struct store *store;
	struct reload *reload;      /* of the site; NULL: it stays as it is */
	struct templates templates; /* read once, at the start */
	struct arena arena;         /* freed with the desk */
	struct visitor visitor;     /* of the request that is being answered; empty in between */
	struct desk_parts *parts;   /* of the files that run the desk (desk_parts.h) */
};

struct web_app;
struct desk_options {
	const struct site *site;
	struct store *store;
	struct reload *reload;    /* takes in what becomes of the configuration; NULL: nobody does */
	struct str listen;        /* "127.0.0.1:8080", "[::1]:0"; port 0: a free one */
	int64_t pinned;           /* the time of all requests (--now); NO_TIME: store_clock's */
	struct str metrics_token; /* whoever sends this token may read /metrics; empty: only this
							   * machine may */
	/* The application that answers what the desk has no route for, at the same address (web/app.h);
	 * outlives the desk. NULL: none. */
	const struct web_app *next;
	bool quiet; /* no log line for a request that went well */
};
/* Binds the address and reads the templates. NULL and an error when the address cannot be bound or
 * a template is missing. */
struct desk *desk_start(const struct desk_options *options, struct err *err) MUST_USE;
/* "http://127.0.0.1:8080/" */
struct str desk_address(const struct desk *desk);
/* Answers requests until *stop is not zero; requests that have begun are finished. */
bool desk_run(struct desk *desk, const volatile int *stop, struct err *err) MUST_USE;
/* Closes the address and frees the desk. */
void desk_stop(struct desk *desk);

/* Whether the visitor may do this, for what a page offers. A route's own permission has been
 * checked before its handler runs. */
bool desk_may(const struct desk *desk, enum permission permission);
/* A decision of this verb by the visitor, now, on the item; the rest is empty. */
struct decision_request desk_request(
	const struct desk *desk, const struct http_request *request, enum verb verb, int64_t item);

#endif
