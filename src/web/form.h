/* form: what browsers send as names and values: queries, form bodies and paths. Pure, linear in the
 * length of the input, and bounded.
 *
 * Names and values come out as valid UTF-8 without control characters, but for tab and line feed.
 * CR LF, which is how browsers send the line ends of a text field, becomes LF. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/http.h"

enum { FORM_FIELDS = 2000 };

/* application/x-www-form-urlencoded (WHATWG URL section 5.1), of an address's query and of a body.
 * False when there are more than FORM_FIELDS pairs; *out then has the first ones. */
bool form_urlencoded(struct arena *a, struct str text, struct http_params *out) MUST_USE;
/* multipart/form-data (RFC 7578) with this boundary (RFC 2046 section 5.1.1). Of a part's own
 * headers only Content-Disposition is read; parts without a name are left out. False when the body
 * does not begin with the boundary or breaks off before the last one, or has more than FORM_FIELDS
 * parts. */
bool form_multipart(struct arena *a, struct str body, struct str boundary, struct http_params *out)
	MUST_USE;
/* The body of a POST, read as its Content-Type says. When that fails, *status is the one to answer
 * with: 400 (malformed), 413 (too many fields) or 415 (neither of the two types). An empty body has
 * no fields, whatever its type. */
bool form_body(struct arena *a, struct str type, struct str body, struct http_params *out,
	int *status) MUST_USE;
/* A path, percent-decoded. False unless it begins with "/" and each of its segments is plain: not
 * empty, not "." or "..", and valid UTF-8 without control characters, "\" or an encoded "/". The
 * path "/" alone is plain, too. */
bool form_path(struct arena *a, struct str raw, struct str *out) MUST_USE;

#endif
