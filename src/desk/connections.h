/* connections: who is connected, so that nobody takes all there is (private to the server).
 *
 * The site's web server and browsers on this machine come from loopback and are bounded by the
 * total alone. A connection has REQUEST_MS for each request, from the end of the one before: who
 * sends a byte now and then is cut off all the same. */
#ifndef DESK_CONNECTIONS_H
#define DESK_CONNECTIONS_H

#include <microhttpd.h>
#include <sys/socket.h>

#include "base/arena.h"

enum { CONNECTIONS = 256, CONNECTIONS_AN_ADDRESS = 24, REQUEST_MS = 60000 };

struct connection {
	int fd;
	int64_t since; /* the end of the last request, or its beginning */
	char address[64];
	bool loopback, open;
};
struct connections {
	struct connection v[CONNECTIONS];
	size_t n;
};

/* Whether one more from this address is welcome. */
bool connections_welcome(const struct connections *all, const struct sockaddr *address);
/* A new one; NULL when there is no room. */
struct connection *connections_add(
	struct connections *all, struct MHD_Connection *connection, int64_t now_ms);
void connections_remove(struct connections *all, struct connection *connection);
/* Shuts down those whose time is over; returns how many. */
size_t connections_cut(struct connections *all, int64_t now_ms);

/* "127.0.0.1", "2001:db8::1"; *loopback whether it is this machine. */
void connections_address(const struct sockaddr *address, char out[static 64], bool *loopback);

#endif
