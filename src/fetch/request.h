/* request: one thing to fetch, on its way through redirects. Internal to fetch/.
 *
 * A request is one piece of memory with its strings in it. It is aimed at its own address first and
 * then, by the Location of each answer, at the next; what is checked here (as a parsed CURLU) is
 * the very thing that libcurl is given to fetch. */
#ifndef FETCH_REQUEST_H
#define FETCH_REQUEST_H

#include <curl/curl.h>

#include "fetch/fetch.h"

enum { REQUEST_HOPS = 5, REQUEST_HEADERS = 5 };

struct request {
	struct request *next; /* behind it in its host's line; see queue.h */
	uint64_t order;       /* as submitted, from 1 on; see queue.h */
	fetch_done *done;
	void *user;
	int64_t not_before;
	int64_t milliseconds_left; /* for all hops together, while none runs; 0: not started yet */
	int64_t deadline;          /* of fetch_clock(), for the hop that runs */
	size_t max_bytes;
	struct str first_url, body;
	struct curl_slist headers[REQUEST_HEADERS]; /* linked; the first is always there */
	CURLU *url;                                 /* of this hop; NULL until aimed */
	struct str host;                            /* of this hop, lower-case */
	int hops;                                   /* redirects followed */
	bool get;                                   /* GET, else POST of `body` */
	bool moved_for_good;                        /* all hops so far were 301 or 308 */
};

/* A copy of `from` with its strings. */
struct request *request_new(const struct fetch_request *from, fetch_done *done, void *user)
	__attribute__((returns_nonnull));
void request_free(struct request *r);
/* Aims at the first address. False, with the reason, for one that is not fetched: not http or
 * https, malformed, too long, with control characters or with a user name in it. */
bool request_aim(struct request *r, struct err *problem) MUST_USE;
/* Aims at where an answer of `status` redirects to (RFC 9110 section 15.4). False, with the reason,
 * when that is not followed: as above, more than REQUEST_HOPS, or from https down to http. A POST
 * becomes a GET after 301, 302 and 303. */
bool request_follow(struct request *r, int status, struct str location, struct err *problem)
	MUST_USE;
/* True for the statuses that send elsewhere. */
bool request_is_redirect(int status);

#endif
