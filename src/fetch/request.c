#include "fetch/request.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/url.h"

enum { SHOWN_URL = 200, SHOWN_HOST = 255 }; /* bytes of an address and a host in a message */

#define ACCEPT_ENCODING "Accept-Encoding: "
#define ACCEPT "Accept: "
#define IF_NONE_MATCH "If-None-Match: "
#define IF_MODIFIED_SINCE "If-Modified-Since: "
#define EXPECT "Expect:"
/* The bytes of all names, and a NUL for each string that is packed. */
enum {
	PACK_OVERHEAD = sizeof ACCEPT_ENCODING "gzip" ACCEPT IF_NONE_MATCH IF_MODIFIED_SINCE EXPECT + 8
};

/* Puts the strings of a request behind it, one after the other. */
struct packer {
	struct request *request;
	char *at;       /* where the next one goes */
	size_t headers; /* how many there are so far */
};

/* `first` and `second` as one string. */
static struct str pack(struct packer *p, struct str first, struct str second)
{
	char *start = p->at;
	if (first.n)
		memcpy(start, first.p, first.n);
	if (second.n)
		memcpy(start + first.n, second.p, second.n);
	p->at = start + first.n + second.n;
	*p->at++ = 0;
	return (struct str){start, first.n + second.n};
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127)
			return true;
	return false;
}

/* A value that could break out of its line is not sent at all. */
static void pack_header(struct packer *p, struct str name, struct str value)
{
	if (has_control(value))
		return;
	assert(p->headers < REQUEST_HEADERS);
	struct curl_slist *header = &p->request->headers[p->headers];
	header->data = p->at;
	pack(p, name, value);
	if (p->headers++)
		header[-1].next = header;
}

static void pack_headers(struct packer *p, const struct fetch_request *from)
{
	pack_header(p, S(ACCEPT_ENCODING), S("gzip"));
	if (from->accept.n)
		pack_header(p, S(ACCEPT), from->accept);
	if (from->etag.n)
		pack_header(p, S(IF_NONE_MATCH), from->etag);
	if (from->last_modified.n)
		pack_header(p, S(IF_MODIFIED_SINCE), from->last_modified);
	if (from->body.n)
		pack_header(p, S(EXPECT), STR_NONE); /* do not wait for 100 Continue */
	for (size_t i = 0; i < from->headers.n; i++)
		pack_header(p, STR_NONE, from->headers.v[i]);
}

struct request *request_new(const struct fetch_request *from, fetch_done *done, void *user)
{
	size_t room = PACK_OVERHEAD + from->url.n + from->body.n + from->accept.n + from->etag.n +
		from->last_modified.n;
	assert((!from->head || !from->body.n) && from->headers.n <= FETCH_HEADERS);
	for (size_t i = 0; i < from->headers.n; i++)
		room += from->headers.v[i].n + 1;
	struct request *r = alloc_bytes(sizeof *r + room);
	*r = (struct request){
		.done = done,
		.user = user,
		.not_before = from->not_before,
		.pace = from->pace,
		.max_bytes = from->max_bytes,
		.session = from->session,
		.get = from->body.n == 0,
		.head = from->head,
		.stay = from->stay,
		.moved_for_good = true,
	};
	struct packer p = {.request = r, .at = (char *)(r + 1)};
	r->first_url = pack(&p, from->url, STR_NONE);
	r->body = pack(&p, from->body, STR_NONE);
	pack_headers(&p, from);
	assert(p.at <= (char *)(r + 1) + room);
	return r;
}

static void request_leave_url(struct request *r)
{
	curl_free((char *)(uintptr_t)r->host.p);
	r->host = STR_NONE;
}

void request_free(struct request *r)
{
	request_leave_url(r);
	curl_url_cleanup(r->url);
	free(r);
}

static bool is_web_scheme(CURLU *url, bool *secure)
{
	char *scheme = NULL;
	if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK)
		return false;
	*secure = strcmp(scheme, "https") == 0;
	bool web = *secure || strcmp(scheme, "http") == 0;
	curl_free(scheme);
	return web;
}

/* Sets the host, in lower case: the limit per host counts by it and messages name it. */
static bool request_read_host(struct request *r)
{
	request_leave_url(r);
	char *host = NULL;
	if (curl_url_get(r->url, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		return false;
	for (char *c = host; *c; c++)
		*c = to_lower(*c);
	r->host = str_of(host);
	return r->host.n > 0;
}

/* Aims at `where`, which may be relative to the address of the hop before. *secure: it is https. */
static bool request_set_url(struct request *r, struct str where, bool *secure, struct err *problem)
{
	struct str shown = str_sub(where, 0, SHOWN_URL);
	if (where.n > URL_MAX)
		return err_set(problem, "the address " STR_FMT "… is too long", STR_ARG(shown));
	if (has_control(where))
		return err_set(problem,
			"the address \"" STR_FMT "\" has a line break or another control character in it",
			STR_ARG(shown));
	char text[URL_MAX + 1];
	memcpy(text, where.p, where.n);
	text[where.n] = 0;
	CURLUcode code = curl_url_set(
		r->url, CURLUPART_URL, text, CURLU_URLENCODE | CURLU_DISALLOW_USER);
	if (code == CURLUE_USER_NOT_ALLOWED)
		return err_set(problem,
			"the address \"" STR_FMT "\" has a user name or a password in it, which are never sent",
			STR_ARG(shown));
	if (code == CURLUE_UNSUPPORTED_SCHEME || (code == CURLUE_OK && !is_web_scheme(r->url, secure)))
		return err_set(problem,
			"the address \"" STR_FMT "\" does not begin with http:// or https://", STR_ARG(shown));
	if (code != CURLUE_OK || !request_read_host(r))
		return err_set(problem, "the address \"" STR_FMT "\" is not well-formed", STR_ARG(shown));
	return true;
}

bool request_aim(struct request *r, struct err *problem)
{
	bool secure;
	struct str shown = str_sub(r->first_url, 0, SHOWN_URL);
	if (!url_is_web(r->first_url))
		return err_set(problem,
			"the address \"" STR_FMT "\" does not begin with http:// or https://", STR_ARG(shown));
	assert(!r->url);
	r->url = curl_url();
	return request_set_url(r, r->first_url, &secure, problem);
}

bool request_is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool request_follow(struct request *r, int status, struct str location, struct err *problem)
{
	bool was_secure = false, secure = false;
	char from[SHOWN_HOST + 1]; /* a copy: r->host is about to change */
	assert(r->url && request_is_redirect(status));
	snprintf(from, sizeof from, STR_FMT, STR_ARG(r->host));
	if (++r->hops > REQUEST_HOPS)
		return err_set_kind(
			problem, ERR_SOURCE, "the server %s redirects more than %d times", from, REQUEST_HOPS);
	is_web_scheme(r->url, &was_secure);
	if (!request_set_url(r, location, &secure, problem)) {
		problem->kind = ERR_SOURCE; /* it was the server that gave this address */
		return err_add(problem, "the server %s redirects to an address that is not followed", from);
	}
	if (was_secure && !secure)
		return err_set_kind(problem, ERR_SOURCE,
			"the server %s redirects from https to http, which is not followed", from);
	r->moved_for_good = r->moved_for_good && (status == 301 || status == 308);
	r->get = r->get || (status != 307 && status != 308);
	return true;
}
