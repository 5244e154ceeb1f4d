/* listen: the address that the desk answers at. */
#ifndef DESK_LISTEN_H
#define DESK_LISTEN_H

#include "base/arena.h"
#include "base/err.h"

/* Binds "127.0.0.1:8080", "[::1]:0", "localhost:8080" or ":8080" (this machine) and listens. *url
 * is where browsers find it ("http://127.0.0.1:8080/", in the arena), with the port that was free
 * when it was 0. The socket does not block; -1 and an error when it cannot be had. */
int listen_at(struct arena *a, struct str where, struct str *url, struct err *err);

#endif
