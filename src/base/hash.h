/* hash: fingerprints of content (BLAKE2b-128 by libsodium). Equal content, equal hash, on any
 * machine. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/arena.h"

struct hash {
	unsigned char bytes[16];
};

/* The fields are hashed with their lengths, so ("ab","c") and ("a","bc") differ. */
struct hash hash_strs(const struct str *fields, size_t n);
static inline struct hash hash_str(struct str s)
{
	return hash_strs(&s, 1);
}
bool hash_eq(struct hash a, struct hash b);
/* 32 hexadecimal digits. */
struct str hash_hex(struct arena *a, struct hash h);

#endif
