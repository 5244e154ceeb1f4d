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
	bool unknown_method; /* neither GET, HEAD nor POST */
	/* A header that may stand once stands twice, or two headers say where the body ends: a web
	 * server in between may read another request in it (RFC 9112 section 11.2). */
	bool ambiguous;
};

/* The request's first line, as libmicrohttpd gives it. */
struct exchange_line {
	const char *method, *version;
};

struct exchange *exchange_new(struct str target);
/* Reads the headers; the exchange is then begun. `from` is who is connected, `now` the time of the
 * request. */
void exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const struct exchange_line *line, int64_t now);
/* The length that the request says its body has; 0 when it says none. */
uint64_t exchange_length(struct MHD_Connection *connection);
void exchange_free(struct exchange *exchange);

#endif
