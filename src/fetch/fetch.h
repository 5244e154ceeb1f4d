/* fetch: bytes over HTTP, many at once. Knows no feeds, no store, no clock but the one for waiting.
 *
 * One fetcher runs many transfers on one thread (libcurl multi). The caller submits requests; each
 * ends in exactly one call of its `done`, which may submit more; fetcher_run returns when nothing
 * is left. One request is one attempt: retrying is the caller's (fetch/retry.h says when).
 *
 * What it guards (all bounded, on every hop of every redirect):
 *  - only http and https; no user names in addresses, no proxy, no netrc, no cookies, no HTTP/0.9;
 * at most 5 redirects, never from https to http;
 *  - the address is judged when the socket is opened (fetch/guard.h), so DNS answers and redirects
 * are covered; a name with one refused address is refused;
 *  - bytes are counted on the wire and decoded, so a gzip bomb stops at max_bytes; a response that
 * ends too early (short Content-Length, unfinished chunk or gzip stream, a limit of time) is
 * FETCH_TRUNCATED and carries what came; statuses outside 200–599 and 206, two different
 *    Content-Lengths, codings other than gzip are refused;
 *  - connect, total and low-speed time limits; header lines and their number are bounded.
 *
 * Names found are remembered as long as the fetcher lives: make one for each round of fetching.
 *
 * Rooms inside: queue (who is next) -> request (where to, redirects) -> transfer (one libcurl
 * handle) -> head, decode (what came) -> answer (what it means, in words); reactor (sockets and
 * time) below them.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/arena.h"
#include "base/err.h"

struct fetcher;

enum fetch_outcome {
	FETCH_DONE,      /* an HTTP answer came completely; see status (which may be 404 …) */
	FETCH_TRUNCATED, /* an answer began and broke off; body holds what came */
	FETCH_TOO_LARGE, /* the body passed max_bytes; body is empty */
	FETCH_REFUSED,   /* we will not ask: scheme, address, redirect not allowed, response not sane */
	FETCH_FAILED, /* name not found, no connection, TLS; time-out or reset before a complete header
				   */
};

struct fetch_options {
	long at_once;  /* transfers at the same time (1…1000, and not more than RLIMIT_NOFILE has room
					  for) */
	long per_host; /* connections to one host at the same time */
	const struct strs *allow; /* CIDR ranges allowed although refused by default; NULL: none */
	struct str user_agent;    /* "Tidings/0.1 (+https://…; desk@example.org)" */
	long connect_seconds, total_seconds,
		stall_seconds; /* 0: the defaults (15, 120, 20 s below 10 bytes a second) */
};

struct fetch_request {
	struct str url;
	struct str body;   /* POST with application/x-www-form-urlencoded when not empty, else GET */
	struct str accept; /* Accept header; empty: any */
	struct str etag, last_modified; /* sent back byte for byte as If-None-Match / If-Modified-Since
									   when not empty */
	size_t max_bytes;               /* of the decoded body */
	int64_t not_before;             /* do not start before this time of fetch_clock(); 0: at once */
};

struct fetch_response {
	enum fetch_outcome outcome;
	int status;         /* the last hop's, 0 without one */
	struct str problem; /* in an editor's words when outcome is not FETCH_DONE: "the server
						   news.example.com did not answer within 15 seconds" */
	struct str body;    /* decoded */
	struct str content_type, etag,
		last_modified; /* header values of the last hop, verbatim but trimmed; empty when absent; no
						  validator over 4096 bytes */
	struct strs headers; /* the last hop's header lines "Name: value", for parse/ */
	struct str url;      /* where the body came from, after redirects */
	struct str moved_to; /* where the first URL moved for good: set when every hop was 301 or 308
							and the last answer is 2xx or 304 */
	int64_t retry_after; /* seconds to wait from Retry-After (delta or date, RFC 9110 10.2.3), at
							most a week, or -1 */
	int64_t max_age;     /* Cache-Control max-age in seconds, at most a year, or -1 */
};

/* The response and its strings live until `done` returns. */
typedef void fetch_done(void *user, const struct fetch_response *response);

/* NULL and an error when libcurl cannot start or an `allow` range is malformed. Strings of the
 * options are copied. */
struct fetcher *fetcher_new(const struct fetch_options *options, struct err *err);
void fetcher_free(struct fetcher *f);
/* Queues a request (its strings are copied). */
void fetcher_submit(
	struct fetcher *f, const struct fetch_request *request, fetch_done *done, void *user);
/* Runs until no request is left, or until `stop` (may be NULL) becomes non-zero (seen within a
 * second, at once after a signal), when running and waiting requests are dropped without `done`. */
void fetcher_run(struct fetcher *f, const volatile int *stop);
/* Milliseconds on the monotonic clock that not_before is measured with. */
int64_t fetch_clock(void);

#endif
