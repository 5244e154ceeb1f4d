/* host: the host names of addresses. Inside match/. */
#ifndef MATCH_HOST_H
#define MATCH_HOST_H

#include "base/arena.h"

/* Whether the host is written as nearly all are: letters, digits, "-", "." and "_", and a last
 * label that begins with a letter. An IP address is not, as it can be written in many ways. */
bool host_is_plain(struct str host);
/* Whether a host in normal form is a name, an IPv4 address, or an IPv6 address in brackets. */
bool host_is_sound(struct arena *a, struct str host);
/* The normal form: in ASCII (IDNA 2008) and lower case, without a dot at its end, and without
 * "www.", "m." and "amp.", behind which sites show the same pages. */
struct str host_normalise(struct arena *a, struct str host);

#endif
