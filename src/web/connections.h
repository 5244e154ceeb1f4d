/* connections: who is connected, so that nobody takes all the room there is (private to web/).
 *
 * At most CONNECTIONS are open at once, and CONNECTIONS_AN_ADDRESS from one address. The site's web
 * server and browsers on this machine come from loopback and are bounded by the total alone.
 *
 * A connection may spend REQUEST_MS on each request, counted from the end of the one before, so
 * that it does not help to send a byte now and then. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include <microhttpd.h>
#include <sys/socket.h>

#include "base/arena.h"

enum { CONNECTIONS = 256, CONNECTIONS_AN_ADDRESS = 24, REQUEST_MS = 60000 };

struct connection {
	int fd;
	int64_t since; /* when it was opened or its last request ended (clock_ms) */
	char address[64];
	bool loopback, open;
};
struct connections {
	struct connection v[CONNECTIONS];
	size_t n; /* open ones */
};

/* Whether there is room for one more from this address. */
bool connections_welcome(const struct connections *all, const struct sockaddr *address);
/* Notes a new one. NULL when there is no room. */
struct connection *connections_add(
	struct connections *all, struct MHD_Connection *connection, int64_t now_ms);
/* Forgets one that was added and is closed. */
void connections_remove(struct connections *all, struct connection *connection);
/* Shuts down those whose time is over; libmicrohttpd then closes them. Returns how many. */
size_t connections_cut(struct connections *all, int64_t now_ms);

/* "127.0.0.1", "2001:db8::1"; an IPv4 address within IPv6 is written as IPv4. *loopback says
 * whether it is this machine's own. */
void connections_address(const struct sockaddr *address, char out[static 64], bool *loopback);

#endif
