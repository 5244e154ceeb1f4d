/* root: an application under a path of a host ("https://example.org/desk/") (private to web/).
 *
 * Inside, every address begins at "/" as if the host were the application's own: routes, links of
 * templates, redirects. At the border the path is taken off what comes in, and put before what goes
 * out: the Location of redirects, and the addresses in HTML (href, src, action, formaction). All
 * HTML is of our own making, with every text escaped, so an attribute's quotation mark stands in no
 * text. */
#ifndef WEB_ROOT_H
#define WEB_ROOT_H

#include "web/http.h"

/* The path of a public address without the last "/": "/desk"; empty when it has none. */
struct str root_of(struct arena *a, struct str url);
/* Takes the root off request->target, and sets request->root: for requests that name the path, and
 * for those of `public`, where the web server in between has taken it off already. */
void root_take(struct http_request *request, struct str root, bool public);
/* Puts request->root before the addresses of the response. */
void root_put(const struct http_request *request, struct http_response *response);

#endif
