/* server: an application at an address, over HTTP/1.1 (libmicrohttpd). It takes connections and
 * opens none.
 *
 *     struct server *server = server_start(&options, err);    bound; server_address says where
 *     server_run(server, stop, err);                          until *stop is not zero
 *     server_stop(server);
 *
 * One thread answers one request after the other: between a handler's reading and its writing no
 * other request of this server comes in. Other processes do write to the store meanwhile.
 *
 * The server bounds what a client can take: connections and the time for a request (connections.h),
 * memory for the headers, and the body (web_app's body_max). It takes GET, HEAD and POST, and
 * refuses a request that could be read in more than one way. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/app.h"
#include "web/metrics.h"

struct server_options {
	const struct web_app *app; /* outlives the server */
	struct str listen;         /* "127.0.0.1:8080", "[::1]:0": see listen.h */
	/* "https://desk.example.org/": where browsers find the web server on this machine that passes
	 * their requests on to us. What it says of them (X-Forwarded-For, X-Forwarded-Proto) is
	 * believed. Empty: there is none, and nobody is believed. */
	struct str url;
	int64_t (*clock)(void *user); /* seconds since 1970: the time of a request */
	void *user;                   /* handed to it */
	bool quiet;                   /* no log line for a request that went well */
};
struct server;

/* NULL and an error when the address is not understood (ERR_USER) or cannot be had (ERR_SYSTEM). */
struct server *server_start(const struct server_options *options, struct err *err) MUST_USE;
/* "http://127.0.0.1:8080/" */
struct str server_address(const struct server *server);
/* What the server has counted so far. */
const struct metrics *server_metrics(const struct server *server);
/* Answers requests until *stop is not zero, then finishes those that have begun. The access log
 * goes to stderr. */
bool server_run(struct server *server, const volatile int *stop, struct err *err) MUST_USE;
/* Frees it. NULL is nothing. */
void server_stop(struct server *server);

#endif
