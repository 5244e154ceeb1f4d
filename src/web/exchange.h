/* exchange: a request while it comes in, from libmicrohttpd's connection to our value (private to
 * web/).
 *
 *     exchange_new       the request line is there
 *     exchange_read      the headers are there
 *     buf_add(&body, …)  for each part of the body
 *     exchange_free      after the response is sent, or the connection broke */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "web/connections.h"
#include "web/http.h"

struct exchange {
	struct arena arena; /* the request's */
	struct http_request request;
	struct buf body; /* as much as came of it so far */
	struct str content_type;
	bool begun;          /* the headers are read */
	bool raw;            /* the body is no form (web_app.raw_max) */
	bool unknown_method; /* neither GET, HEAD nor POST */
	/* A web server in between may read another request in it (RFC 9112 section 11.2): a header that
	 * may stand once stands twice, two headers say where the body ends, or the header has bytes
	 * that only some readers take for the end of a line or of a name. */
	bool ambiguous;
	const char *raw_target; /* the target where it lies in libmicrohttpd's memory */
};

/* The request's first line, as libmicrohttpd gives it. */
struct exchange_line {
	const char *method, *version;
};

/* Where the server is, for whom. */
struct exchange_place {
	struct str port;   /* where it listens */
	struct str public; /* the Host by which browsers reach the web server before it, by https;
						* empty: there is none */
	struct str root;   /* the path of that host under which we are; empty: it is ours */
};

/* `target` is libmicrohttpd's and outlives the headers. */
struct exchange *exchange_new(const char *target);
/* Reads the headers; the exchange is then begun. `from` is who is connected, `now` the time of the
 * request. */
void exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const struct exchange_line *line,
	const struct exchange_place *place, int64_t now);
/* The length that the request says its body has; 0 when it says none. */
uint64_t exchange_length(struct MHD_Connection *connection);
/* Frees the request and its arena. */
void exchange_free(struct exchange *exchange);

#endif
