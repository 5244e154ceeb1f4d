/* decode: what Content-Encoding did to a body is undone (RFC 9110 section 8.4.1.3, RFC 1952).
 * Internal to fetch/.
 *
 * Not left to libcurl, which takes a gzip stream that breaks off for a complete one. A body is
 * decoded in one go once it is there, so one decoder serves all transfers of a fetcher and what
 * waits in memory is compressed. */
#ifndef FETCH_DECODE_H
#define FETCH_DECODE_H

#include <zlib.h>

#include "base/buf.h"

enum decode_result { DECODE_DONE, DECODE_TRUNCATED, DECODE_TOO_LARGE, DECODE_CORRUPT };

struct decoder {
	z_stream stream;
	bool ready; /* the stream is set up */
	struct buf out;
};

void decode_free(struct decoder *d);
/* One or several gzip members, one after the other; anything else behind the last is passed over,
 * as gzip(1) does. *body is valid until the next call; after DECODE_TRUNCATED it is what came.
 * Nothing at all decodes to nothing. */
enum decode_result decode_gzip(
	struct decoder *d, struct str wire, size_t max_bytes, struct str *body);

#endif
