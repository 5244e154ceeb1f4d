/* token: what the desk derives from the random tokens in its visitors' cookies, and the names of
 * those cookies. Nothing that is derived leads back to the token. Pure but for token_new_known. */
#ifndef DESK_TOKEN_H
#define DESK_TOKEN_H

#include "base/hash.h"

#define COOKIE_SESSION "tidings"     /* who is logged in */
#define COOKIE_LOGIN "tidings-login" /* binds a login form to a browser, before a session */
#define COOKIE_KNOWN "tidings-known" /* an editor has logged in from this browser before */

/* What the store keeps of a session's token. */
struct hash token_session_hash(struct str token);
/* What the forms of a page hold as "csrf", for the browser with this token. */
struct str token_csrf(struct arena *a, struct str token);
/* The same for the pages of a logged-in editor. It begins with letters that are the same in all
 * sessions of this editor, */
struct str token_editor_csrf(struct arena *a, struct str token, int64_t editor);
/* so that a csrf of an earlier session shows whether it was the same editor's. It proves nothing:
 * the letters are no secret. */
bool token_same_editor(struct str given, struct str right);

/* A value for COOKIE_KNOWN. It takes the editor's password hash to make one, so it is good until
 * the password changes, */
struct str token_new_known(struct arena *a, struct str editor, struct str password_hash);
/* and for this editor alone. */
bool token_is_known(struct arena *a, struct str value, struct str editor, struct str password_hash);

#endif
