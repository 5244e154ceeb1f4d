/* password: what proves who somebody is. */
#ifndef DESK_PASSWORD_H
#define DESK_PASSWORD_H

#include "base/arena.h"
#include "base/err.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 200 }; /* characters; bytes */

/* Whether it may be one: long enough, and nothing else is asked for (NIST SP 800-63B
 * section 5.1.1.2). The error says what is wrong. */
bool password_fit(struct str password, struct err *err) MUST_USE;
/* argon2id with 64 MiB, as libsodium writes it (limits, salt and hash in one string). */
bool password_hash(struct arena *a, struct str password, struct str *out, struct err *err) MUST_USE;
/* Takes as long when `hash` is empty (nobody of that name, or no password) as when it is not: then
 * false. */
bool password_is(struct str hash, struct str password);
/* Twenty random letters and digits in groups of five, without those that look alike: 100 bits. */
struct str password_new(struct arena *a);

#endif
