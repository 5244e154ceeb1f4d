/* guard: whether a request comes from where it says. Pure.
 *
 * Three things have to hold for a POST, each by itself enough against most attacks: the browser
 * says that one of our pages sent it (Sec-Fetch-Site, Origin), the form holds the visitor's csrf
 * token, and the cookie is one that other sites' requests do not carry (SameSite). */
#ifndef DESK_GUARD_H
#define DESK_GUARD_H

#include "base/hash.h"
#include "desk/http.h"

/* A Host header that names this machine: localhost, 127.0.0.0/8, [::1], with any port. */
bool guard_is_local(struct str host);
/* Whether the visitor's password and cookies travel safely: over https to the site's web server, or
 * not at all (a browser on this machine). */
bool guard_is_private(const struct http_request *request);
/* Whether the browser says that a page of this desk sent it. A browser that says nothing (neither
 * header) is believed as far as the token goes; so is "Origin: null", which is what the policy
 * no-referrer makes of our own pages' forms (Fetch standard, "append a request Origin header"). */
bool guard_same_origin(const struct http_request *request);
/* Equal, in a time that does not depend on where they differ. Two empty texts are not equal. */
bool guard_equal(struct str a, struct str b);

/* 32 random bytes in hexadecimal, for a cookie. */
struct str guard_new_token(struct arena *a);
/* What is kept of a session's token, and what the forms of its pages hold: neither leads back to
 * it. */
struct hash guard_session_hash(struct str token);
struct str guard_csrf(struct arena *a, struct str token);

/* The same for the pages of an editor (their number): it begins with letters that are the same in
 * all their sessions, */
struct str guard_csrf_of(struct arena *a, struct str token, int64_t editor);
/* so that of a token that is not right any more it can be told whether it was the same editor's. It
 * proves nothing. */
bool guard_same_editor(struct str given, struct str right);

/* login: binds a login form to a browser before there is a session. known: somebody has logged in
 * from this browser before. */
enum guard_cookie { COOKIE_SESSION, COOKIE_LOGIN, COOKIE_KNOWN };
/* A value for COOKIE_KNOWN that nobody can make who does not know the editor's password hash: it
 * holds until the password changes. */
struct str guard_new_known(struct arena *a, struct str editor, struct str password_hash);
bool guard_is_known(struct arena *a, struct str value, struct str editor, struct str password_hash);
/* The cookie's value, if it looks like a token; else empty. */
struct str guard_cookie(const struct http_request *request, enum guard_cookie which);
/* Sets the cookie, or takes it back (empty token). Over https its name begins with __Host-, so that
 * no other host can have set it (RFC 6265bis section 4.1.3). `seconds` 0: until the browser is
 * closed. */
void guard_set_cookie(const struct http_request *request, struct http_response *response,
	enum guard_cookie which, struct str token, int64_t seconds);

#endif
