/* app: an application that a server runs: a table of its functions, with its table of routes.
 *
 * The server reads a request, and then calls, in this order:
 *
 *     body_max     when the headers are there: how long may the body be?
 *     cache_scope, version    may the reply of an earlier request be sent again?
 *     begin        who asks?
 *     answer       the route was found: may they, and what is the answer?
 *     refuse       instead of `answer`, or when something failed: a page that says so
 *     end          the response is made; the request's memory is freed next
 *
 * Requests are answered one after the other by one thread, so an application may keep what `begin`
 * found until `end`. Every function gets `data` first. A function that returns false sets err; the
 * server then has `refuse` make a page of status 500 (503 for ERR_BUSY and where nothing can be
 * written), and logs the error. */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "base/err.h"
#include "web/route.h"

struct web_app {
	const char *name;      /* what the server's own messages call it: "this desk" */
	const char *user_word; /* the key of the user's name in the access log: editor="Ana" */
	void *data;
	struct route_table routes;

	/* Finds out who asks. The request has its path and query; path_params come with the route. */
	bool (*begin)(void *data, const struct http_request *request, struct err *err);
	/* Answers a request for this entry of the table: looks whether the user may and, for a POST,
	 * whether it is no forgery; then runs the entry's handler. */
	bool (*answer)(void *data, const struct route *route, const struct http_request *request,
		struct http_response *response, struct err *err);
	/* A page for a request that no handler answers. Status 400: the address cannot be read, and
	 * `begin` was not called. 404: no route has the path. 405: only for the other method (the
	 * header Allow is set already). 500, and 503 for ERR_BUSY or cannot_write: something failed,
	 * and *err says what; what was begun is to be undone. */
	bool (*refuse)(void *data, const struct http_request *request, struct http_response *response,
		int status, struct err *err);
	/* Whether what failed with ERR_SYSTEM did so because nothing can be written there now: that is
	 * a 503 too. NULL: it never does. */
	bool (*cannot_write)(void *data);
	/* Sets response->user, and forgets who asked. */
	void (*end)(void *data, struct http_response *response);

	/* The longest body, in bytes, that is read of this request. Only headers are known yet. */
	size_t (*body_max)(void *data, const struct http_request *request);
	/* How long the body may be of a request whose body is no form: its bytes are request->body
	 * then. 0: it is a form. NULL: all are. Asked of every application at the address. */
	size_t (*raw_max)(void *data, const struct http_request *request);
	/* A text that is the same for two requests exactly when the same page may be sent for both as
	 * far as the user goes: the session's secret. Empty for pages that are everybody's. */
	struct str (*cache_scope)(void *data, const struct http_request *request);
	/* A number that is another one after anything changed that pages are made of; -1 when that is
	 * not known, and no page may be kept. */
	int64_t (*version)(void *data);
	/* Another application at the same address: it answers the paths for which it has a route and
	 * this one has none. Its begin, answer, refuse and end are called then; the other functions are
	 * this one's, but for raw_max. NULL: there is none. */
	const struct web_app *next;
};

/* raw_max of the first application that has a length for the request; 0: its body is a form. */
size_t web_app_raw_max(const struct web_app *app, const struct http_request *request);

/* Answers a request of which target, headers and form are read, from its path to `end`. Never
 * fails: what went wrong became a page, and problem->text (otherwise empty) says what it was. */
void web_app_answer(const struct web_app *app, struct http_request *request,
	struct http_response *response, struct err *problem);

#endif
