/* reactor: libcurl's sockets and its timer, on epoll. Waking up costs as much as has happened, not
 * as many transfers as there are. Internal to fetch/. */
#ifndef FETCH_REACTOR_H
#define FETCH_REACTOR_H

#include <curl/curl.h>

#include "base/err.h"

struct reactor {
	CURLM *multi;
	int epoll;
	/* When libcurl wants to be called, of clock_ms(); 0: at once; INT64_MAX: not before
	 * something happens on a socket. */
	int64_t timer;
};

/* Opens libcurl and epoll, and ties them together. False (ERR_SYSTEM) when one cannot be opened;
 * reactor_close is called in either case. */
bool reactor_open(struct reactor *r, struct err *err) MUST_USE;
void reactor_close(struct reactor *r);
/* Waits until something happens on a socket, libcurl's timer is due, the time `until` has come, or
 * a second has passed, and lets libcurl work. */
void reactor_turn(struct reactor *r, int64_t until);

#endif
