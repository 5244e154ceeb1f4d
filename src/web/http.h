/* http: a request and its response as values. Nothing of a server or a socket is in them, so what
 * answers a request is a function that a test can call.
 *
 *     bool hello(void *app, const struct http_request *request, struct http_response *response,
 *         struct err *err)
 *     {
 *         struct str name = http_param(&request->query, "name");
 *         buf_add(&response->body, name);
 *         return true;
 *     }
 *
 * A request owns an arena. All of its text lives there, and so does everything that is made while
 * it is answered. Text of a request is valid UTF-8 without control characters (form fields keep
 * their line ends) and of bounded size; beyond that it is whatever somebody chose to send. */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"

enum http_method { HTTP_GET, HTTP_POST }; /* HEAD is a GET whose body is not sent */

struct http_param {
	struct str name, value;
};
struct http_params {
	struct http_param *v;
	size_t n;
};
/* Appends a pair. False, and nothing is added, when there are `most` already. */
bool http_param_add(
	struct arena *a, struct http_params *params, struct http_param pair, size_t most) MUST_USE;
/* The value of the first pair of this name; empty when there is none. */
struct str http_param(const struct http_params *params, const char *name);
/* The values of all pairs of this name, in their order: the check boxes of one name. */
struct strs http_param_all(struct arena *a, const struct http_params *params, const char *name);
/* The value as a whole number above zero, as ids and versions are; 0 for anything else. */
int64_t http_param_id(const struct http_params *params, const char *name);

struct http_request {
	struct arena *a;
	enum http_method method;
	struct str root;                /* the path of the host under which browsers find us: "/desk";
									 * empty: the host is ours */
	struct str target;              /* as it was sent: path and query, without the root */
	struct str path;                /* percent-decoded, begins with "/" */
	struct http_params query, form; /* of the address; of the body of a POST */
	struct http_params cookies;
	struct http_params path_params; /* what stood in the braces of the route's pattern */
	/* Header values; empty when the header was not sent. */
	struct str host, origin, sec_fetch_site, accept, accept_encoding, if_none_match, user_agent,
		authorization, referer;
	/* X-Hub-Signature, and the type of a body that is no form. */
	struct str signature, content_type;
	struct str body;    /* any bytes; of a request of which web_app.raw_max says so, else empty */
	struct str address; /* of the browser's machine; a web server that we trust passes it on */
	bool secure;        /* the browser speaks https with a web server that we trust */
	bool direct;        /* from this machine, by the port that we listen at, passed on by nobody */
	bool cross_site;    /* a page of another site sent the browser here (Sec-Fetch-Site); that site
						 * may have chosen the address and so words on the page */
	bool script;        /* sent by a script of one of our pages (header "X-Desk: script"), which
						 * wants the outcome and not the page to go to */
	int64_t now;        /* seconds since 1970 */
};
/* The number in the place of {id} in the route's pattern; 0 when the pattern has no {id}. */
static inline int64_t http_path_id(const struct http_request *request)
{
	return http_param_id(&request->path_params, "id");
}

struct http_header {
	struct str name, value;
};
enum { HTTP_HEADERS = 8, HTTP_BODY_MAX = 8 << 20 };
struct http_response {
	int status;      /* 200 unless it is set */
	struct str type; /* Content-Type; empty: text/html in UTF-8 */
	struct buf body; /* made and freed by the server */
	/* Further headers. Those that every response carries (policies, caching: reply.h) are added by
	 * the server; a header of the same name here stands in their place. */
	struct http_header headers[HTTP_HEADERS];
	size_t header_count;
	bool immutable;  /* never changes at this address, which holds a hash of the content: browsers
					  * may keep it for a year (RFC 8246) */
	bool no_store;   /* nobody may keep it, not even for a moment (Cache-Control: no-store) */
	struct str user; /* whose page this is: named in the access log. A page of nobody is not kept
					  * for the next request, unless it is immutable. */
};
/* Adds a header. The value is cut at a line end. The caller adds at most HTTP_HEADERS. */
void http_header_set(struct http_response *response, const char *name, struct str value);
/* 303 See Other (RFC 9110 section 15.4.4): after a POST, go on to a page. `path` is one of ours
 * (http_local_path); anything else becomes "/". Always true. */
bool http_redirect(struct http_response *response, struct str path);
/* A whole response of plain text. Always true. */
bool http_text(struct http_response *response, int status, struct str text);
/* A whole response of JSON, for a script. Takes over the value. Always true. */
bool http_json(struct http_response *response, int status, json_t *value);
/* `path` if it is an address of this server that a browser may be sent to: it begins with one "/"
 * and has no control character. Otherwise `otherwise`. */
struct str http_local_path(struct str path, struct str otherwise);
/* The address with one more member in its query. The value is already percent-encoded. */
struct str http_url_with(struct arena *a, struct str url, const char *name, struct str value);

#endif
