/* request: one thing to fetch, on its way through redirects. Internal to fetch/.
 *
 *     r = request_new(&from, done, user);
 *     request_aim(r, &problem);                              at its own address
 *     request_follow(r, status, location, &problem);         at the next one, for each redirect
 *     request_free(r);
 *
 * A request is one piece of memory with its strings in it. The address that is checked here is a
 * parsed CURLU, and libcurl is given this very CURLU to fetch: it cannot read it differently. */
#ifndef FETCH_REQUEST_H
#define FETCH_REQUEST_H

#include <curl/curl.h>

#include "fetch/fetch.h"

enum { REQUEST_HOPS = 5, REQUEST_HEADERS = 5 + FETCH_HEADERS };

struct request {
	struct request *next; /* behind it in its host's line (queue.h) */
	uint64_t order;       /* as submitted, from 1 on; 0: not queued yet (queue.h) */
	fetch_done *done;
	void *user;
	int64_t not_before;
	int64_t (*pace)(void *user); /* NULL: none, or it was asked */
	int64_t milliseconds_left;   /* for all hops together, while none runs; 0: not started yet */
	int64_t deadline;            /* of clock_ms(), of the hop that runs */
	size_t max_bytes;
	struct fetch_session *session; /* NULL: none */
	int64_t started;               /* of clock_ms(), of the hop that runs */
	bool spent;                    /* the session has nothing left */
	struct str first_url, body;
	struct curl_slist headers[REQUEST_HEADERS]; /* linked; the first is always there */
	CURLU *url;                                 /* of this hop; NULL until aimed */
	struct str host;                            /* of this hop, lower case */
	int hops;                                   /* redirects followed */
	bool get;                                   /* GET, else POST of `body` */
	bool head;                                  /* HEAD instead of GET */
	bool stay;                                  /* a redirect is the answer */
	bool moved_for_good;                        /* all hops so far were 301 or 308 */
};

/* A copy of `from` with its strings. */
struct request *request_new(const struct fetch_request *from, fetch_done *done, void *user)
	__attribute__((returns_nonnull));
void request_free(struct request *r);
/* Aims at the first address. False (ERR_USER) for one that is not fetched: it is not http or https,
 * is malformed or too long, or has control characters or a user name in it. */
bool request_aim(struct request *r, struct err *problem) MUST_USE;
/* Aims at where an answer of `status` redirects to (RFC 9110 section 15.4). A POST becomes a GET
 * after 301, 302 and 303. False (ERR_SOURCE) for an address as above, for more than REQUEST_HOPS
 * redirects, and for one from https to http. */
bool request_follow(struct request *r, int status, struct str location, struct err *problem)
	MUST_USE;
/* Whether the status is one that sends elsewhere: 301, 302, 303, 307 or 308. */
bool request_is_redirect(int status);

#endif
