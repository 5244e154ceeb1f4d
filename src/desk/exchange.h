/* exchange: a request while it comes in: from libmicrohttpd's connection to our value (private to
 * the server). */
#ifndef DESK_EXCHANGE_H
#define DESK_EXCHANGE_H

#include "desk/connections.h"
#include "desk/http.h"

struct exchange {
	struct arena arena;
	struct http_request request;
	struct buf body; /* of a POST, as it comes */
	struct str content_type;
	bool begun;          /* the headers are read */
	bool unknown_method; /* neither GET, HEAD nor POST */
	bool ambiguous; /* a header that may stand once stands twice, or two say where the body ends:
					   others may read another request in it (RFC 9112 section 11.2) */
};

/* The request line is there. */
struct exchange *exchange_new(struct str target);
/* The headers are there. `from` is who is connected; `now` the desk's clock. */
void exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const char *method, const char *version, int64_t now);
/* The length that the request says its body has; 0 when it says none. */
uint64_t exchange_length(struct MHD_Connection *connection);
void exchange_free(struct exchange *exchange);

#endif
