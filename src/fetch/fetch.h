/* fetch: bytes over HTTP, many transfers at once, on one thread. Knows no feeds and no store.
 *
 *     struct fetcher *f = fetcher_new(&options, err);
 *     fetcher_submit(f, &request, done, user);       for each thing to fetch
 *     fetcher_run(f, &stop);                         calls done(user, &response) for each of them
 *     fetcher_free(f);
 *
 * A request is one attempt and ends in exactly one call of its `done`, which may submit more;
 * whether to try again is the caller's decision (fetch/retry.h). fetcher_run returns when nothing
 * is left. A fetcher remembers the addresses of names as long as it lives: make one for each batch
 * of requests.
 *
 * What servers can do is bounded, on every hop of every redirect:
 *  - Only http and https; no user names in addresses, no proxy, no netrc, no HTTP/0.9. At most 5
 *    redirects, never from https to http. Cookies live in a session (fetch/session.h), if at all.
 *    They go back to the host that set them; to other hosts only when it named a domain of its own
 *    (Set-Cookie: …; Domain=) that is no public suffix, as in a browser. libcurl asks libpsl.
 *  - The address is judged when the socket is opened (fetch/guard.h), so that what DNS answers and
 *    where a redirect leads is judged too. A name with one refused address is refused.
 *  - Bytes are counted on the wire and again when decoded, so a gzip bomb ends at max_bytes. An
 *    answer that ends too early (less than its Content-Length, an unfinished chunk or gzip stream,
 *    a time limit) is FETCH_TRUNCATED and carries what came. Statuses outside 200–599, status 206,
 *    two different Content-Lengths and codings other than gzip and deflate are refused.
 *  - There are time limits for connecting, for the whole, and for slow transfers. The number of
 *    header lines and their bytes are limited.
 *
 * Other files for callers: session.h (what several requests share), retry.h (when to ask again),
 * wall.h (who keeps programs out).
 *
 * The files within: queue (who is next) -> request (where to, redirects) -> transfer (one libcurl
 * handle) -> head, coding, decode (what came) -> answer (what it means, in words). reactor has the
 * sockets and the timer, fetcher the loop over all of them. */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/arena.h"
#include "base/err.h"

struct fetcher;
struct fetch_session;
enum { FETCH_HEADERS = 4 };

enum fetch_outcome {
	FETCH_DONE,      /* a complete HTTP answer; its status may still be 404 or 500 */
	FETCH_TRUNCATED, /* an answer began and broke off; the body is what came */
	FETCH_TOO_LARGE, /* the body passed max_bytes; it is empty */
	FETCH_REFUSED,   /* we do not ask, or do not take the answer: a scheme, address or redirect that
					  * is not allowed, an answer that makes no sense */
	FETCH_FAILED,    /* no such name, no connection or no TLS; or it broke off before its header was
					  * complete */
	FETCH_UNABLE,    /* this machine could not ask: no memory, or too many files are open. It says
					  * nothing of the server */
};

/* Why it is FETCH_FAILED. */
enum fetch_failure {
	FETCH_FAILURE_NONE,
	FETCH_FAILURE_NAME,       /* no such name, or no name service */
	FETCH_FAILURE_CONNECTION, /* no connection */
	FETCH_FAILURE_SECURITY,   /* no TLS, or a certificate that cannot be trusted */
	FETCH_FAILURE_TIME,       /* a time limit */
	FETCH_FAILURE_BROKEN      /* it broke off, or is of no other kind */
};

struct fetch_options {
	long at_once; /* transfers at the same time: 1…1000, and not more than RLIMIT_NOFILE allows */
	long per_host;            /* of them, to one host */
	const struct strs *allow; /* CIDR ranges allowed although refused by default; NULL: none */
	struct str user_agent;    /* "Tidings/0.1 (+https://…; desk@example.org)" */
	/* Seconds; 0 is the default: 15 to connect, 120 in all, 20 below 100 bytes a second. */
	long connect_seconds, total_seconds, stall_seconds;
	/* Called at least every second while fetcher_run waits; NULL: not. */
	void (*meanwhile)(void *user);
	void *user;
};

struct fetch_request {
	struct str url;
	/* Sent by POST, as application/x-www-form-urlencoded unless `headers` say otherwise; empty:
	 * GET. */
	struct str body;
	/* Further header lines, "Name: value", at most FETCH_HEADERS. They go to every hop. */
	struct strs headers;
	bool stay;                /* a redirect is not followed: it is the answer */
	bool head;                /* HEAD: the answer has no body, whatever it says */
	struct str accept;        /* Accept; empty: anything */
	struct str etag;          /* If-None-Match, byte for byte; empty: none */
	struct str last_modified; /* If-Modified-Since, byte for byte; empty: none */
	size_t max_bytes;         /* of the decoded body */
	int64_t not_before;       /* starts at this time of clock_ms(); 0: at once */
	/* Asked once, with the request's `user`, when that time has come and there is room for the
	 * transfer: when it may start, of clock_ms(), by the pace of its service. NULL: at once. */
	int64_t (*pace)(void *user);
	/* The conversation that it belongs to, which outlives it and has no other request meanwhile;
	 * NULL: none, and no cookies. */
	struct fetch_session *session;
};

struct fetch_response {
	enum fetch_outcome outcome;
	enum fetch_failure failure;
	/* Why the outcome is not FETCH_DONE, for editors: "the server news.example.com did not answer
	 * within 15 seconds". */
	struct str problem;
	int status;      /* of the last hop; 0 without one */
	struct str body; /* decoded */
	/* Headers of the last hop, trimmed; empty when absent. Validators of more than 4,096 bytes are
	 * left out. */
	struct str content_type, etag, last_modified;
	struct strs headers; /* all header lines of the last hop, "Name: value", for parse/ */
	/* Where the answer came from: the address of the last hop. Of a request that was not sent, or
	 * whose redirect was not followed, the address that was asked for; `problem` names the one that
	 * was refused. */
	struct str url;
	/* The address that the first one has moved to for good: when every hop was 301 or 308 and the
	 * last answer is 2xx or 304. */
	struct str moved_to;
	/* Seconds to wait, from Retry-After (RFC 9110 section 10.2.3), at most a week; -1: none. */
	int64_t retry_after;
	/* Seconds, from Cache-Control (RFC 9111 section 5.2.2.1), at most a year; -1: none. */
	int64_t max_age;
	/* The session's time or bytes are used up: to ask again in it would end at once. */
	bool spent;
};

/* The response and its strings are valid until `done` returns. */
typedef void fetch_done(void *user, const struct fetch_response *response);

/* The status of an answer that gives nothing of what was asked for: other than 2xx and 304. It
 * tells so by its status, whatever became of its body: one that broke off or is too large is judged
 * like one that came whole. 0: it is no such answer. */
int fetch_error_status(const struct fetch_response *response);

/* NULL when an `allow` range is malformed (ERR_USER) or libcurl cannot start (ERR_SYSTEM). The
 * strings of the options are copied. */
struct fetcher *fetcher_new(const struct fetch_options *options, struct err *err);
/* Drops what still waits or runs, without calling `done`. NULL is fine. */
void fetcher_free(struct fetcher *f);
/* Adds a request; its strings are copied. */
void fetcher_submit(
	struct fetcher *f, const struct fetch_request *request, fetch_done *done, void *user);
/* Runs until no request is left, or until *stop (may be NULL) is not 0, which is seen within a
 * second, and at once after a signal. Then the remaining requests are dropped without `done`. */
void fetcher_run(struct fetcher *f, const volatile int *stop);

#endif
