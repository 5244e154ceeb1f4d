/* head: the header lines of one HTTP answer (RFC 9110, RFC 9112), as they come. Internal to fetch/.
 *
 *     head_clear(&h);
 *     problem = head_add(&h, line);       for every line that libcurl hands over, the empty one too
 *     if (h.ended) …                      an interim answer (1xx): head_next(&h); the final one:
 * head_read(&h)
 */
#ifndef FETCH_HEAD_H
#define FETCH_HEAD_H

#include "base/arena.h"
#include "base/buf.h"

/* Of all answers to one request, the interim ones too. */
enum { HEAD_LINES = 2000, HEAD_BYTES = 256 << 10 };
/* A validator longer than this is dropped: sent back, it would only be refused. */
enum { HEAD_VALIDATOR = 4096 };

struct head {
	struct buf text;     /* "Name: value" and a newline each, without the status line */
	size_t lines, bytes; /* that came */
	bool begun, ended;   /* the status line came; the empty line came */
	/* Set by head_read: values as they stand in `text`, trimmed; p == NULL when absent. */
	struct str content_type, etag, last_modified, location, content_encoding, transfer_encoding,
		content_length;
	struct str retry_after, cache_control, date;
};

/* Ready for the answer to another request; keeps its memory. */
void head_clear(struct head *h);
void head_free(struct head *h);
/* One line with its line end. NULL, or what is wrong with it: "sent …". */
const char *head_add(struct head *h, struct str line);
/* After an interim answer: the next status line is expected. */
void head_next(struct head *h);
/* After the final one: finds the fields. NULL, or what is wrong: two that contradict each other. */
const char *head_read(struct head *h);
/* The header lines, as a list in the arena; the text stays the head's. */
struct strs head_lines(const struct head *h, struct arena *a);
/* Content-Length; -1 when there is none or chunks come instead. A number beyond the range counts as
 * the largest. */
int64_t head_content_length(const struct head *h);
/* Seconds from Retry-After, a number or a date (RFC 9110 section 10.2.3), at most a week; -1 when
 * absent, past or not understood. A date is compared with the answer's own Date; with `now` (Unix
 * time) when it has none. */
int64_t head_retry_after(const struct head *h, int64_t now);
/* Seconds of Cache-Control's max-age (RFC 9111 section 5.2.2.1), at most a year; -1 when absent. */
int64_t head_max_age(const struct head *h);

#endif
