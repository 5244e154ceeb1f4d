/* guard: whether a request was sent by a page of ours, and secrets to check that by. Pure.
 *
 * A POST is accepted when three things hold, each of them by itself enough against most forgeries:
 * the browser says that one of our pages sent it (guard_same_origin), the form holds a secret of
 * the visitor's (guard_same_secret), and the cookie that names the visitor is one that requests of
 * other sites do not carry (cookie.h). */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/http.h"

/* A Host header that names this machine: localhost, 127.0.0.0/8 or [::1], with any port. */
bool guard_is_local(struct str host);
/* The port in a Host header; "80" when there is none, as in http. */
struct str guard_port(struct str host);
/* Whether passwords and cookies are safe on their way: the browser speaks https to the site's web
 * server, or is on this machine and speaks to us. */
bool guard_is_private(const struct http_request *request);
/* Whether the browser says that one of our pages sent this request. A browser that sends neither
 * Sec-Fetch-Site nor Origin passes, and so does "Origin: null": our pages' policy no-referrer makes
 * browsers send it with our own forms (Fetch standard, "append a request `Origin` header"). What
 * passes still needs the secret. */
bool guard_same_origin(const struct http_request *request);
/* Equal, in a time that does not depend on where they differ. Two empty texts are not equal. */
bool guard_same_secret(struct str a, struct str b);

#endif
