/* totp: the six digits that an authenticator shows (RFC 6238 with SHA-1 and steps of 30 seconds,
 * which every authenticator knows). Pure but for totp_new. */
#ifndef DESK_TOTP_H
#define DESK_TOTP_H

#include "base/arena.h"

/* A new secret: 160 random bits (RFC 4226 section 4) in base32 (RFC 4648). */
struct str totp_new(struct arena *a);
/* A code as somebody typed it, without the space that authenticators show in its middle. */
struct str totp_typed(struct arena *a, struct str code);
/* Whether the code is the secret's at `now`, or one step before or after, and of a later step than
 * `used`. *step becomes its step, to be given as `used` from then on. */
bool totp_is(struct str secret, struct str code, int64_t now, int64_t used, int64_t *step);
/* The address "otpauth://totp/…" by which an authenticator takes over the secret. */
struct str totp_url(struct arena *a, struct str site, struct str editor, struct str secret);

#endif
