/* key_hash: by what the tables of keys and of relations find a key (private to store/). */
#ifndef STORE_KEY_HASH_H
#define STORE_KEY_HASH_H

#include "base/hash.h"

/* The hash of a key, as the columns ikey.hash and related.hash hold it. */
struct hash key_hash(int kind, struct str key);

#endif
