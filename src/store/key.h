/* key: how a key is found by its hash (private to store/). */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include "base/hash.h"

/* The hash of ikey and related. */
struct hash key_hash(int kind, struct str key);

#endif
