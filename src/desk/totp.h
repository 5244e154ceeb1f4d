/* totp: the six digits of an authenticator (RFC 6238 with SHA-1, steps of 30 seconds: what every
 * authenticator speaks). Pure but for totp_new. */
#ifndef DESK_TOTP_H
#define DESK_TOTP_H

#include "base/arena.h"

/* 160 random bits (RFC 4226 section 4) in base32 (RFC 4648). */
struct str totp_new(struct arena *a);
/* A code as somebody typed it, without the space that authenticators show in its middle. */
struct str totp_typed(struct arena *a, struct str code);
/* Whether the code is the secret's at `now` or one step before or after, and of a later step than
 * `used`. *step is its step, to be remembered as used. */
bool totp_is(struct str secret, struct str code, int64_t now, int64_t used, int64_t *step);
/* "otpauth://totp/…", for an authenticator to take in. */
struct str totp_url(struct arena *a, struct str site, struct str editor, struct str secret);

#endif
