/* cookie: random tokens that browsers keep for us (RFC 6265, RFC 6265bis).
 *
 *     struct str token = secret_new(request->a);
 *     cookie_set(request, response, "tidings", token, 30 * 86400);
 *     …                                            at the browser's next request:
 *     struct str token = cookie_token(request, "tidings");
 *
 * Browsers give the cookies of a host to all of its ports (RFC 6265 section 8.5), so the name ends
 * with the port of the address that the browser asked for: "tidings-8080". Two desks of one machine
 * do not log each other out.
 *
 * Every cookie is for all our paths (Path=/, or Path=/desk/ where we are under a path of the host,
 * so that the rest of it is not sent our cookies), is hidden from scripts (HttpOnly), and does not
 * go along when another site sends a form or loads something (SameSite=Lax). */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "base/secret.h"
#include "web/http.h"

/* The pairs of a Cookie header (RFC 6265 section 4.2), at most 50. Pairs without "=" are left out;
 * of two with one name both come, in their order. */
void cookie_read(struct arena *a, struct str header, struct http_params *out);
/* The value of the cookie of this name if it looks like a token of secret_new, otherwise
 * empty. Over https its name is looked for with the prefix __Host-: no other host can set such a
 * cookie (RFC 6265bis section 4.1.3). A cookie with a path cannot have that prefix, and has
 * __Secure- instead. */
struct str cookie_token(const struct http_request *request, const char *name);
/* Sets the cookie for so many seconds (0: until the browser is closed), or takes it back when the
 * token is empty. Over https it is Secure and has the prefix. */
void cookie_set(const struct http_request *request, struct http_response *response,
	const char *name, struct str token, int64_t seconds);

#endif
