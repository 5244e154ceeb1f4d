/* password: hashing and checking passwords. */
#ifndef DESK_PASSWORD_H
#define DESK_PASSWORD_H

#include "base/arena.h"
#include "base/err.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 200 }; /* the first in characters, the second in bytes */

/* Whether a text may be a password: only its length counts (NIST SP 800-63B section 5.1.1.2). The
 * error says what is wrong. */
bool password_fit(struct str password, struct err *err) MUST_USE;
/* The argon2id hash of a password, with 64 MiB, as libsodium writes it: limits, salt and hash in
 * one string. */
bool password_hash(struct arena *a, struct str password, struct str *out, struct err *err) MUST_USE;
/* Whether it is the password with this hash. False when the hash is empty (nobody of that name, or
 * no password); that takes as long. */
bool password_is(struct str hash, struct str password);
/* A new password: twenty random letters and digits in groups of five, without those that look
 * alike. 100 bits. */
struct str password_new(struct arena *a);

#endif
