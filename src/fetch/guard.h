/* guard: which addresses may be connected to. Pure.
 *
 * Refused by default is all that is not globally reachable (IANA IPv4 and IPv6 Special-Purpose
 * Address Registries, RFC 6890):
 *  - IPv4: this host, loopback, private, shared (100.64/10), link-local with the cloud metadata
 *    address, documentation, benchmarking, multicast, reserved and broadcast.
 *  - IPv6: unspecified, loopback, unique local, link-local, site-local, multicast, documentation.
 *  - IPv6 addresses that carry an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), when that
 *    address is refused. */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <sys/socket.h>

#include "base/arena.h"
#include "base/err.h"

struct guard;

/* `allow`: CIDR ranges that may be connected to all the same, as "127.0.0.0/8", "fd00::/8", or a
 * single address; NULL: none. NULL, and an error that names the range, when one is malformed. */
struct guard *guard_new(const struct strs *allow, struct err *err);
void guard_free(struct guard *g);
/* Whether a connection to this address may be opened. Families other than AF_INET and AF_INET6 are
 * refused. */
bool guard_allows(const struct guard *g, const struct sockaddr *address);

#endif
