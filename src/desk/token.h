/* token: what the desk derives from the random tokens in cookies, and the names of those cookies.
 * The token cannot be found from what is derived. Pure but for token_new_known. */
#ifndef DESK_TOKEN_H
#define DESK_TOKEN_H

#include "base/hash.h"

#define COOKIE_SESSION "tidings"     /* who is logged in */
#define COOKIE_LOGIN "tidings-login" /* binds a login form to a browser, before a session */
#define COOKIE_KNOWN "tidings-known" /* an editor has logged in from this browser before */

/* The hash by which the store finds a session: it never holds the token. */
struct hash token_session_hash(struct str token);
/* What forms hold as "csrf" in the browser with this token, before a login. */
struct str token_csrf(struct arena *a, struct str token);
/* The same for a logged-in editor. Its first letters are the same in all sessions of this
 * editor. */
struct str token_editor_csrf(struct arena *a, struct str token, int64_t editor);
/* Whether a "csrf" of an earlier session was the same editor's, by those letters. It proves
 * nothing: they are no secret. */
bool token_same_editor(struct str given, struct str right);

/* A value for COOKIE_KNOWN. It is made with the hash of the editor's password, so it is good until
 * the password changes, and for this editor alone. */
struct str token_new_known(struct arena *a, struct str editor, struct str password_hash);
/* Whether `value` was made so, with the present hash of the password. */
bool token_is_known(struct arena *a, struct str value, struct str editor, struct str password_hash);

#endif
