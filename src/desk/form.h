/* form: what browsers send as name and value. Pure, linear in what is given, and bounded: what is
 * too much is left out, and the caller is told.
 *
 * Names and values come out as clean UTF-8 without control characters but tab and line feed (CR LF
 * of form fields becomes LF). */
#ifndef DESK_FORM_H
#define DESK_FORM_H

#include "desk/http.h"

enum { FORM_FIELDS = 2000, FORM_FILE_MAX = 1 << 20 };

/* application/x-www-form-urlencoded (WHATWG URL section 5.1), of an address's query and of a body.
 * False when there are more than FORM_FIELDS. */
bool form_urlencoded(struct arena *a, struct str text, struct http_params *out);
/* multipart/form-data (RFC 7578) with this boundary (RFC 2046 section 5.1.1). A part's own headers
 * but Content-Disposition are ignored; parts without a name are left out. False when it does not
 * begin or end as it has to, or has more than FORM_FIELDS. */
bool form_multipart(struct arena *a, struct str body, struct str boundary, struct http_params *out);
/* The body of a POST by its Content-Type. False with *status 400 (malformed), 413 (too many fields)
 * or 415 (neither of the two) when it cannot be read. */
bool form_body(
	struct arena *a, struct str type, struct str body, struct http_params *out, int *status);
/* Cookie (RFC 6265 section 4.2). Pairs without "=" are left out; of two of one name both come, in
 * their order. */
void form_cookies(struct arena *a, struct str header, struct http_params *out);

/* A path, percent-decoded: begins with "/", has no empty, "." or ".." segment, no control
 * characters, no backslash, and is UTF-8. False for anything else. */
bool form_path(struct arena *a, struct str raw, struct str *out);

#endif
