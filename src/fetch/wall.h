/* wall: answers that come from a service between us and a site, which lets browsers in and keeps
 * programs out ("Just a moment…"). Pure. */
#ifndef FETCH_WALL_H
#define FETCH_WALL_H

#include "fetch/fetch.h"

/* Whose wall the answer is, as editors may know it: "Cloudflare". NULL when it is none. Told by
 * what the pages of these services say (first 64 kB), and by headers with which they mark a
 * challenge; never by the server's name alone, which stands on good answers too. An answer with
 * status 200 that begins as a feed is none, whatever it speaks of. */
const char *fetch_wall(const struct fetch_response *response);

#endif
