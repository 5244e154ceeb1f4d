/* guard: which addresses may be connected to. Pure.
 *
 * Refused by default: everything that is not globally reachable (IANA IPv4 and IPv6 Special-Purpose
 * Address Registries, RFC 6890): this host, loopback, private, shared (100.64/10), link-local with
 * the cloud metadata address, documentation, benchmarking, multicast, reserved, broadcast; IPv6
 * loopback, unspecified, unique local, link- and site-local, multicast, documentation; and every
 * IPv6 form that carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo) by that
 * inner address. */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <sys/socket.h>

#include "base/arena.h"
#include "base/err.h"

struct guard;

/* `allow`: CIDR ranges ("127.0.0.0/8", "fd00::/8", a bare address is a range of one) that are let
 * through all the same. NULL and an error that names the range when one is malformed. */
struct guard *guard_new(const struct strs *allow, struct err *err);
void guard_free(struct guard *g);
/* True when a connection to this address may be opened. Families other than AF_INET and AF_INET6
 * are refused. */
bool guard_allows(const struct guard *g, const struct sockaddr *address);

#endif
