/* http: a request and its response as values. Nothing of a server stands in them, so that what
 * answers a request is a function that a test can call.
 *
 * All of a request lives in its arena, and so does everything made while it is answered. Text of a
 * request is clean UTF-8 without control characters (line ends stay in form fields), of bounded
 * size, and otherwise whatever somebody chose to send. */
#ifndef DESK_HTTP_H
#define DESK_HTTP_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"

enum http_method { HTTP_GET, HTTP_POST }; /* HEAD is a GET whose body stays here */

struct http_param {
	struct str name, value;
};
struct http_params {
	struct http_param *v;
	size_t n;
};
/* The first value of this name; empty when there is none. */
struct str http_param(const struct http_params *params, const char *name);
/* All values of this name, in their order ("item" of a selection). */
struct strs http_param_all(struct arena *a, const struct http_params *params, const char *name);
/* A number above zero in full, as ids and versions are; 0 for anything else. */
int64_t http_param_id(const struct http_params *params, const char *name);

struct http_request {
	struct arena *a;
	enum http_method method;
	struct str target;              /* as it was sent: path and query */
	struct str path;                /* percent-decoded, begins with "/" */
	struct http_params query, form; /* of the address; of the body of a POST */
	struct http_params cookies;
	struct http_params place; /* what stood in the braces of the route's pattern */
	/* Header values, empty when not sent. */
	struct str host, origin, sec_fetch_site, accept, accept_encoding, if_none_match, user_agent,
		authorization, referer;
	struct str address; /* the browser's, as the site's web server tells it */
	bool secure;        /* the browser speaks https */
	bool direct;        /* from this machine, with no web server between */
	bool led_here; /* another site's page sent the browser here: it may have chosen words of the
					  address */
	bool script;   /* sent by the desk's script ("X-Desk: script"): it wants the outcome of a
					  decision, not the page to go to */
	int64_t now;
};
/* The id in the place of {id}. */
static inline int64_t http_place_id(const struct http_request *request)
{
	return http_param_id(&request->place, "id");
}

struct http_header {
	struct str name, value;
};
enum { HTTP_HEADERS = 8, HTTP_BODY_MAX = 8 << 20 };
struct http_response {
	int status;      /* 200 unless it is set */
	struct str type; /* Content-Type; text/html in UTF-8 unless it is set */
	struct buf body; /* made and freed by the server */
	struct http_header
		headers[HTTP_HEADERS]; /* further ones; those of every response (policy, caching) are the
								  server's, but a policy that stands here is meant instead */
	size_t header_count;
	bool lasting;  /* never changes at this address: browsers may keep it (styles and scripts by
					  their hash) */
	bool uncached; /* holds what must not be kept even for a moment: asked for anew each time */
};
/* Adds a header; the value is cut at a line end. More than HTTP_HEADERS is a fault of the program.
 */
void http_header_set(struct http_response *response, const char *name, struct str value);
/* See Other (RFC 9110 section 15.4.4): after a POST, on to a page. `path` is one of ours: begins
 * with a single "/". Anything else becomes "/". */
bool http_redirect(struct http_response *response, struct str path);
/* A whole body of plain text. */
bool http_text(struct http_response *response, int status, struct str text);
/* A JSON body for the desk's script; takes the value. */
bool http_json(struct http_response *response, int status, json_t *value);
/* `path` if it is an address of this desk that one may be led to (begins with one "/", no line
 * ends), else `otherwise`. */
struct str http_local(struct str path, struct str otherwise);
/* The address with one more member in its query; the value as it is to stand there. */
struct str http_with(struct arena *a, struct str url, const char *name, struct str value);

#endif
