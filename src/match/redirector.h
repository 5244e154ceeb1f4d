/* redirector: addresses that only lead to another one, and have it inside. Inside match/. */
#ifndef MATCH_REDIRECTOR_H
#define MATCH_REDIRECTOR_H

#include "match/address.h"

/* The address that a redirector or a cache leads to; STR_NONE when `address` is neither. */
struct str redirector_target(struct arena *a, const struct address *address);

#endif
