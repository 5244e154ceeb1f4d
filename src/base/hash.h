/* hash: fingerprints of content (BLAKE2b with 128 bits, by libsodium). Equal content has an equal
 * hash on any machine, so hashes may be stored. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/arena.h"

enum { HASH_BYTES = 16 };
struct hash {
	unsigned char bytes[HASH_BYTES];
};

/* The hash of n fields in their order. Their lengths are hashed too: ("ab", "c") and ("a", "bc")
 * differ. */
struct hash hash_strs(const struct str *fields, size_t n);
/* The same of one field. */
static inline struct hash hash_str(struct str s)
{
	return hash_strs(&s, 1);
}
/* Whether the two are the same, and so were most likely made from the same content. */
bool hash_eq(struct hash a, struct hash b);
/* 32 hexadecimal digits in lower case. */
struct str hash_hex(struct arena *a, struct hash h);
/* The first 80 bits as 16 letters and digits in lower case (base32, RFC 4648 section 6). */
struct str hash_base32(struct arena *a, struct hash h);

#endif
