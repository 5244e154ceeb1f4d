/* reply: a response in the form that libmicrohttpd sends (private to web/).
 *
 * Every response carries these headers, unless it sets one of the same name itself: a strict
 * Content-Security-Policy (nothing inline, nothing from elsewhere, in nobody's frame), the other
 * policies of the table in reply.c, Cache-Control, and for a page that may be kept a weak ETag. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include <microhttpd.h>

#include "web/http.h"

struct reply {
	struct MHD_Response *plain, *gzip; /* gzip: NULL where it would not be smaller */
	char etag[40]; /* as it is sent; "": none. Weak (RFC 9110 section 8.8.1), because the plain and
					* the packed form are not the same bytes. */
	int status;
	size_t plain_bytes, gzip_bytes;
	char user[64]; /* whose page it is, for the access log; cut to fit */
};
/* Makes the reply; takes over the body and leaves an empty one. `compress`: also make the gzip
 * form. False when memory is short. */
bool reply_make(struct reply *out, struct http_response *response, bool compress) MUST_USE;
void reply_free(struct reply *reply);
/* Queues it for this request: in the form that the browser takes, or as 304 when the browser has
 * it already (RFC 9110 section 13.1.2). Returns the status that is sent, 0 when that failed;
 * *bytes is the body's length. */
int reply_send(const struct reply *reply, struct MHD_Connection *connection,
	const struct http_request *request, size_t *bytes);
/* Whether Accept-Encoding (RFC 9110 section 12.5.3) allows gzip. */
bool reply_takes_gzip(struct str accept_encoding);

#endif
