/* raw: whether a request's header is what libmicrohttpd makes of it, byte for byte (private to
 * web/).
 *
 * libmicrohttpd cuts a header where it lies: it puts a NUL in the place of each space of the
 * request line, colon, CR and LF, and gives out pointers to the parts. A NUL that the client sent
 * ends a value early, a lone LF ends a line, a lone CR does not, and a line that begins with a
 * space continues another: a web server in between may read all of these in another way (RFC 9112
 * sections 2.2 and 5.2). So the parts must lie one behind the other, from the first byte of the
 * header to its last, with nothing but what was cut out between them. */
#ifndef WEB_RAW_H
#define WEB_RAW_H

#include <microhttpd.h>

#include "base/str.h"

/* The request line in libmicrohttpd's memory. */
struct raw_line {
	const char *method, *version;
	struct str target;
};
/* Called when the header is there and nothing of the body was asked for. */
bool raw_is_plain(struct MHD_Connection *connection, const struct raw_line *line);

#endif
