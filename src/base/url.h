/* url: addresses, by libcurl's URL parser (RFC 3986, as fetched). */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"

struct url {
	struct str scheme, host, port, path, query,
		fragment; /* host lower-case; port "" when it is the scheme's own */
};

/* Splits an absolute http or https address into its parts, in the arena. False for anything else.
 */
bool url_parse(struct arena *a, struct str text, struct url *out);
/* `reference` seen from `base` (RFC 3986 section 5.2). An absolute http(s) or mailto reference is
 * returned as it is; one with letters beyond ASCII keeps them; one that cannot be resolved to
 * http(s) gives STR_NONE. `base` may be empty. */
struct str url_resolve(struct arena *a, struct str base, struct str reference);
/* True for an absolute http or https address that a reader may be given as a link. */
bool url_is_web(struct str text);
/* Percent-encodes everything but unreserved characters (RFC 3986 section 2.3): for query values and
 * path segments. */
struct str url_encode(struct arena *a, struct str text);
/* Percent-decodes; a malformed escape stays as it is. "+" is not a space. */
struct str url_decode(struct arena *a, struct str text);

#endif
