/* reactor: libcurl's sockets and its timer on epoll, so that a wake-up costs as much as happened,
 * not as many transfers as there are. Internal to fetch/. */
#ifndef FETCH_REACTOR_H
#define FETCH_REACTOR_H

#include <curl/curl.h>

#include "base/err.h"

struct reactor {
	CURLM *multi;
	int epoll;
	int64_t timer; /* of fetch_clock(), when libcurl wants to be called; INT64_MAX: not before
					  something happens */
};

/* Opens both and ties them together. False and an error when that fails; reactor_close is right in
 * either case. */
bool reactor_open(struct reactor *r, struct err *err) MUST_USE;
void reactor_close(struct reactor *r);
/* Waits until something happens, libcurl's timer or the time `until`, at most a second (for the
 * caller to look up), and lets libcurl work. */
void reactor_turn(struct reactor *r, int64_t until);

#endif
