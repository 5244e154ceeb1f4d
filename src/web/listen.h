/* listen: the socket that a server takes its connections from. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "base/arena.h"
#include "base/err.h"

/* Binds to "127.0.0.1:8080", "[::1]:0", "localhost:8080" or ":8080" (both 127.0.0.1) and listens.
 * Port 0 takes a free one. *url is where browsers find it ("http://127.0.0.1:8080/", in the arena).
 * The socket does not block, and is the caller's to close. -1 with ERR_USER when `where` is no
 * address, with ERR_SYSTEM when the address is taken or is not this machine's. */
int listen_at(struct arena *a, struct str where, struct str *url, struct err *err) MUST_USE;

#endif
