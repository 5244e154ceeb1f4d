/* decode: undoes gzip and deflate (RFC 9110 section 8.4.1, RFC 1950 to 1952). Internal to fetch/.
 *
 * libcurl could do it, but takes a gzip stream that breaks off for a complete one. A body is
 * decoded when all of it has come, so one decoder serves all transfers of a fetcher, and bodies
 * that wait in memory are still compressed. */
#ifndef FETCH_DECODE_H
#define FETCH_DECODE_H

#include <zlib.h>

#include "base/buf.h"
#include "fetch/coding.h"

enum decode_result {
	DECODE_DONE,
	DECODE_TRUNCATED, /* the stream breaks off */
	DECODE_TOO_LARGE, /* it decodes to more than the cap */
	DECODE_CORRUPT,   /* it is no such stream */
};

/* Zeroed to begin with. */
struct decoder {
	z_stream stream;
	bool ready; /* the stream is set up */
	bool gzip;  /* what is decoded now is gzip */
	struct buf out;
};

void decode_free(struct decoder *d);
/* Undoes CODING_GZIP or CODING_DEFLATE. gzip is one or several members, one after the other.
 * deflate is a zlib stream, as the standard has it, or the bare deflate stream or the gzip that
 * servers send under that name. Bytes behind the end are passed over, as gzip(1) does, and nothing
 * decodes to nothing. *body is valid until the next call; after DECODE_TRUNCATED it is what came,
 * after the other failures empty. */
enum decode_result decode_body(
	struct decoder *d, enum coding coding, struct str wire, size_t max_bytes, struct str *body);

#endif
