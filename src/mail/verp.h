/* verp: the address to which the failure of one copy is reported (variable envelope return paths):
 * LOCAL+EDITION-TOKEN@DOMAIN. The token names the subscriber and proves that we made it, for this
 * edition. Nobody but the server that got the copy knows the address. */
#ifndef MAIL_VERP_H
#define MAIL_VERP_H

#include "base/vault.h"

/* The address for a copy of the edition (0: of no edition), from mail.bounces and the handle of the
 * subscriber, in the arena. The plain address when its local part leaves no room (RFC 5321 section
 * 4.5.3.1.1): then failures are not told apart by it. */
struct str verp_write(const struct vault *vault, struct arena *a, struct str bounces,
	int64_t edition, struct str handle);
/* Reads it back; capitals, the local part before "+" and the domain do not count, since servers may
 * change them. False when it is not one that we made. */
bool verp_read(const struct vault *vault, struct arena *a, struct str address, int64_t *edition,
	struct str *handle) MUST_USE;

#endif
