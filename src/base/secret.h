/* secret: random texts that nobody can guess, for cookies, links and signatures. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/hash.h"

enum { SECRET_BYTES = 32, SECRET_DIGITS = 2 * SECRET_BYTES };

/* 32 random bytes as SECRET_DIGITS hexadecimal digits, in the arena. */
struct str secret_new(struct arena *a);
/* What a store keeps of a secret, by which it is found and from which it cannot be made. The hashes
 * of one secret for two uses ("session", "link") have nothing in common. */
struct hash secret_hash(const char *use, struct str secret);

#endif
