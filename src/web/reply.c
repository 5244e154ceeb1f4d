#include "web/reply.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/gzip.h"
#include "base/hash.h"
#include "base/utf8.h"

enum { WORTH_GZIP = 600, GZIP_LEVEL = 6 };

/* Headers of every response that does not set one of the same name itself. */
static const struct {
	const char *name, *value;
} ALWAYS[] = {
	{"Content-Security-Policy",
		"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
	{"Vary", "Accept-Encoding, Cookie"},
};

static bool add_header(struct MHD_Response *mhd, const char *name, const char *value)
{
	return MHD_add_response_header(mhd, name, value) == MHD_YES;
}

static bool sets_itself(const struct http_response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (str_eq(response->headers[i].name, str_of(name)))
			return true;
	return false;
}

static const char *cache_control(const struct http_response *response)
{
	if (response->immutable)
		return "public, max-age=31536000, immutable";
	return response->no_store || response->status != 200 ? "no-store" : "private, no-cache";
}

/* The headers that every response has. */
static bool add_own_headers(struct MHD_Response *mhd, const struct http_response *response)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *type = str_cstr(&a, str_or(response->type, S("text/html; charset=utf-8")));
	bool well = add_header(mhd, "Content-Type", type) &&
		(sets_itself(response, "Cache-Control") ||
			add_header(mhd, "Cache-Control", cache_control(response)));
	for (size_t i = 0; i < sizeof ALWAYS / sizeof *ALWAYS && well; i++)
		well = sets_itself(response, ALWAYS[i].name) ||
			add_header(mhd, ALWAYS[i].name, ALWAYS[i].value);
	return well;
}

/* Those that the application set. */
static bool add_set_headers(struct MHD_Response *mhd, const struct http_response *response)
{
	struct arena a CLEANUP_ARENA = {0};
	bool well = true;
	for (size_t i = 0; i < response->header_count && well; i++)
		well = add_header(
			mhd, response->headers[i].name.p, str_cstr(&a, response->headers[i].value));
	return well;
}

/* One form of the response, with its headers. Owns the body, also when this fails. */
static struct MHD_Response *form_of(
	const struct http_response *response, char *body, size_t n, const char *etag, bool gzip)
{
	struct MHD_Response *mhd = MHD_create_response_from_buffer_with_free_callback(n, body, free);
	if (!mhd) {
		free(body);
		return NULL;
	}
	if (add_own_headers(mhd, response) && add_set_headers(mhd, response) &&
		(!*etag || add_header(mhd, "ETag", etag)) &&
		(!gzip || add_header(mhd, "Content-Encoding", "gzip")))
		return mhd;
	MHD_destroy_response(mhd);
	return NULL;
}

bool reply_make(struct reply *out, struct http_response *response, bool compress)
{
	struct str body = buf_str(&response->body);
	*out = (struct reply){.status = response->status, .plain_bytes = body.n};
	snprintf(out->user, sizeof out->user, STR_FMT,
		STR_ARG(utf8_cut(response->user, sizeof out->user - 1)));
	if (response->status == 200 && !response->no_store) {
		struct arena a CLEANUP_ARENA = {0};
		snprintf(out->etag, sizeof out->etag, "W/\"%s\"", hash_hex(&a, hash_str(body)).p);
	}
	if (compress && body.n >= WORTH_GZIP) {
		char *small = gzip_bytes(body, GZIP_LEVEL, &out->gzip_bytes);
		out->gzip = small ? form_of(response, small, out->gzip_bytes, out->etag, true) : NULL;
	}
	char *whole = response->body.p;
	response->body = buf_new(response->body.cap); /* the form owns the bytes from here on */
	out->plain = form_of(response, whole, body.n, out->etag, false);
	if (!out->plain)
		reply_free(out);
	return out->plain != NULL;
}

void reply_free(struct reply *reply)
{
	if (reply->plain)
		MHD_destroy_response(reply->plain);
	if (reply->gzip)
		MHD_destroy_response(reply->gzip);
	*reply = (struct reply){0};
}

/* "q=0", "q=0.0", "q=0.000": not at all. */
static bool is_zero_weight(struct str weight)
{
	if (!str_istarts(weight, S("q=")))
		return false;
	for (size_t i = 2; i < weight.n; i++)
		if (weight.p[i] != '0' && weight.p[i] != '.')
			return false;
	return true;
}

bool reply_takes_gzip(struct str accept)
{
	while (accept.n) {
		struct str weight = str_cut(&accept, ','), coding = str_trim(str_cut(&weight, ';'));
		if (str_ieq(coding, S("gzip")) || str_eq(coding, S("*")))
			return !is_zero_weight(str_trim(weight));
	}
	return false;
}

/* If-None-Match is a list of tags, compared weakly. */
static bool list_has_etag(struct str list, struct str etag)
{
	if (!etag.n)
		return false;
	while (list.n) {
		struct str tag = str_trim(str_cut(&list, ','));
		if (str_eq(tag, etag) || str_eq(tag, str_sub(etag, 2, SIZE_MAX)))
			return true;
	}
	return false;
}

static int send_unchanged(const struct reply *reply, struct MHD_Connection *connection)
{
	struct MHD_Response *mhd = MHD_create_response_from_buffer(
		0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
	if (!mhd)
		return 0;
	bool sent = add_header(mhd, "ETag", reply->etag) &&
		add_header(mhd, "Cache-Control", "private, no-cache") &&
		add_header(mhd, "Vary", "Accept-Encoding, Cookie") &&
		MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, mhd) == MHD_YES;
	MHD_destroy_response(mhd);
	return sent ? MHD_HTTP_NOT_MODIFIED : 0;
}

int reply_send(const struct reply *reply, struct MHD_Connection *connection,
	const struct http_request *request, size_t *bytes)
{
	*bytes = 0;
	if (list_has_etag(request->if_none_match, str_of(reply->etag)))
		return send_unchanged(reply, connection);
	/* When another site chose words of the page, the packed length would tell a listener whether
	 * they also occur elsewhere in it, as in the csrf token (the BREACH attack). */
	bool packed = reply->gzip && !request->cross_site && reply_takes_gzip(request->accept_encoding);
	*bytes = packed ? reply->gzip_bytes : reply->plain_bytes;
	return MHD_queue_response(connection, (unsigned)reply->status,
			   packed ? reply->gzip : reply->plain) == MHD_YES ?
		reply->status :
		0;
}
