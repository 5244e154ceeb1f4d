/* head: the header of one HTTP answer (RFC 9110, RFC 9112), line by line as it comes. Internal to
 * fetch/.
 *
 *     head_clear(&h);
 *     problem = head_add(&h, line);    for each line that libcurl hands over, also the empty one
 *     if (h.ended)                     the header is complete:
 *         head_next(&h);               an interim answer (1xx): the next header follows
 *         problem = head_read(&h);     the final answer: its fields are set
 *
 * A `problem` is what the server did, to be said after its name: "sent too many header lines". */
#ifndef FETCH_HEAD_H
#define FETCH_HEAD_H

#include "base/arena.h"
#include "base/buf.h"

/* Limits for all answers to one request together, the interim ones too. */
enum { HEAD_LINES = 2000, HEAD_BYTES = 256 << 10 };
/* A validator longer than this is dropped: sent back, it would only be refused. */
enum { HEAD_VALIDATOR = 4096 };

struct head {
	struct buf text;     /* "Name: value" and a newline for each line, without the status line */
	size_t lines, bytes; /* as counted against the limits */
	bool begun;          /* the status line came */
	bool ended;          /* the empty line came */
	/* Set by head_read: trimmed values, which are parts of `text`; p == NULL when absent. */
	struct str content_type, etag, last_modified, location, content_encoding, transfer_encoding,
		content_length;
	struct str retry_after, cache_control, date;
};

/* Makes it ready for the answer to another request. Keeps its memory. */
void head_clear(struct head *h);
void head_free(struct head *h);
/* Adds a line with its line end. NULL, or what is wrong with it. */
const char *head_add(struct head *h, struct str line);
/* After an interim answer: the next status line is expected. */
void head_next(struct head *h);
/* After the final answer: finds the fields. NULL, or what is wrong: two that contradict each other,
 * or a Content-Length that is no number. */
const char *head_read(struct head *h);
/* The header lines, as a list in the arena whose strings are parts of `text`. */
struct strs head_lines(const struct head *h, struct arena *a);
/* Content-Length; -1 when there is none, or when chunks are sent instead. A number out of range
 * gives INT64_MAX. */
int64_t head_content_length(const struct head *h);
/* Seconds from Retry-After, which is a number or a date (RFC 9110 section 10.2.3), at most a week.
 * -1 when it is absent, in the past or not understood. A date is compared with the answer's own
 * Date, or with `now` (Unix time) when that is missing. */
int64_t head_retry_after(const struct head *h, int64_t now);
/* Seconds of Cache-Control's max-age (RFC 9111 section 5.2.2.1), at most a year; -1 when absent. */
int64_t head_max_age(const struct head *h);

#endif
