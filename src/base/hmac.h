/* hmac: whether bytes come from who holds a secret (RFC 2104, by libgcrypt). The methods are those
 * that WebSub signs with (section 7.1); SHA-1 serves here, where nobody chooses the digest.
 *
 *     str_printf(a, "%s=" STR_FMT, hmac_name(HMAC_SHA256),
 *         STR_ARG(hmac_hex(a, HMAC_SHA256, secret, body))) */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include "base/arena.h"
#include "base/str.h"

enum hmac { HMAC_SHA1, HMAC_SHA256, HMAC_SHA384, HMAC_SHA512 };
enum { HMACS = HMAC_SHA512 + 1, HMAC_MOST_BYTES = 64 };

/* Writes the code of `bytes` under `key`, and returns how long it is: 20, 32, 48 or 64 bytes. 0
 * when libgcrypt refuses the method, as it does SHA-1 where the machine forbids it. */
size_t hmac_bytes(enum hmac method, struct str key, struct str bytes,
	unsigned char code[static HMAC_MOST_BYTES]) MUST_USE;
/* The same as hexadecimal digits in lower case. STR_NONE when it is refused. */
struct str hmac_hex(struct arena *a, enum hmac method, struct str key, struct str bytes);

/* "sha1", "sha256", "sha384", "sha512". */
const char *hmac_name(enum hmac method);
/* The method of this name, which is compared without case. False for any other. */
bool hmac_named(struct str name, enum hmac *method) MUST_USE;

/* Whether two codes as digits are the same, by a comparison whose time says nothing of where they
 * differ. Capitals count as small letters. An empty code is equal to none. */
bool hmac_equal(struct str a, struct str b) MUST_USE;

#endif
