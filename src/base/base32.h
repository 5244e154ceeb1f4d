/* base32: bytes as letters and digits in lower case, without padding (RFC 4648 section 6): fit for
 * file names, URLs and mail addresses, where the case of letters may get lost. */
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include "base/arena.h"
#include "base/str.h"

/* How many digits n bytes have. */
static inline size_t base32_digits(size_t n)
{
	return (n * 8 + 4) / 5;
}
/* The bytes in base32, in the arena. */
struct str base32_encode(struct arena *a, struct str bytes);
/* The bytes of a text in base32, whose letters may be capitals. False when it is not exactly what
 * base32_encode gives. */
bool base32_decode(struct arena *a, struct str text, struct str *bytes) MUST_USE;

#endif
