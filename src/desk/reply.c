#include "desk/reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { WORTH_GZIP = 600, GZIP_LEVEL = 6 };

/* On every response that does not set one itself: nothing inline, nothing from elsewhere, in
 * nobody's frame. */
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

static bool add(struct MHD_Response *mhd, const char *name, const char *value)
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

static const char *caching(const struct http_response *response)
{
	if (response->lasting)
		return "public, max-age=31536000, immutable";
	return response->uncached || response->status != 200 ? "no-store" : "private, no-cache";
}

/* The headers of one form of the response. The body belongs to it, also when this fails. */
static struct MHD_Response *form_of(
	const struct http_response *response, char *body, size_t n, const char *etag, bool gzip)
{
	struct MHD_Response *mhd = MHD_create_response_from_buffer_with_free_callback(n, body, free);
	if (!mhd) {
		free(body);
		return NULL;
	}
	struct arena a CLEANUP_ARENA = {0};
	bool well = add(mhd, "Content-Type",
					str_cstr(&a, str_or(response->type, S("text/html; charset=utf-8")))) &&
		add(mhd, "Cache-Control", caching(response));
	for (size_t i = 0; i < sizeof ALWAYS / sizeof *ALWAYS; i++)
		well = well &&
			(sets_itself(response, ALWAYS[i].name) || add(mhd, ALWAYS[i].name, ALWAYS[i].value));
	for (size_t i = 0; i < response->header_count; i++)
		well = well &&
			add(mhd, response->headers[i].name.p, str_cstr(&a, response->headers[i].value));
	if (*etag)
		well = well && add(mhd, "ETag", etag);
	if (gzip)
		well = well && add(mhd, "Content-Encoding", "gzip");
	if (well)
		return mhd;
	MHD_destroy_response(mhd);
	return NULL;
}

/* A gzip member (RFC 1952) without a time in it; NULL when it is no smaller. */
static char *compressed(struct str body, size_t *n)
{
	z_stream z = {0};
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	char *out = xalloc(body.n);
	z.next_in = (Bytef *)(uintptr_t)body.p;
	z.avail_in = (uInt)body.n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)body.n;
	bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
	*n = z.total_out;
	deflateEnd(&z);
	if (whole)
		return xrealloc(out, *n);
	free(out);
	return NULL;
}

bool reply_make(struct reply *out, struct http_response *response, bool compress)
{
	struct str body = buf_str(&response->body);
	*out = (struct reply){.status = response->status, .plain_bytes = body.n};
	if (response->status == 200 && !response->uncached) {
		struct arena a CLEANUP_ARENA = {0};
		snprintf(out->etag_text, sizeof out->etag_text, "W/\"%s\"", hash_hex(&a, hash_str(body)).p);
	}
	if (compress && body.n >= WORTH_GZIP) {
		char *small = compressed(body, &out->gzip_bytes);
		out->gzip = small ? form_of(response, small, out->gzip_bytes, out->etag_text, true) : NULL;
	}
	char *whole = response->body.p;
	response->body.p = NULL; /* the form's from here on */
	out->plain = form_of(response, whole, body.n, out->etag_text, false);
	response->body = buf_new(response->body.cap);
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
static bool has_it(struct str list, struct str etag)
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
	bool sent = add(mhd, "ETag", reply->etag_text) &&
		add(mhd, "Cache-Control", "private, no-cache") &&
		add(mhd, "Vary", "Accept-Encoding, Cookie") &&
		MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, mhd) == MHD_YES;
	MHD_destroy_response(mhd);
	return sent ? MHD_HTTP_NOT_MODIFIED : 0;
}

int reply_send(const struct reply *reply, struct MHD_Connection *connection,
	const struct http_request *request, size_t *bytes)
{
	*bytes = 0;
	if (has_it(request->if_none_match, str_of(reply->etag_text)))
		return send_unchanged(reply, connection);
	/* How long a packed page is would tell a listener whether words that another site chose are in
	 * it, the csrf token among them (the BREACH attack). */
	bool packed = reply->gzip && !request->led_here && reply_takes_gzip(request->accept_encoding);
	*bytes = packed ? reply->gzip_bytes : reply->plain_bytes;
	return MHD_queue_response(connection, (unsigned)reply->status,
			   packed ? reply->gzip : reply->plain) == MHD_YES ?
		reply->status :
		0;
}

const struct reply *reply_find(
	struct reply_cache *cache, struct hash key, int64_t stamp, int64_t minute)
{
	for (size_t i = 0; i < REPLIES; i++) {
		struct kept_reply *kept = &cache->v[i];
		if (kept->there && kept->stamp == stamp && kept->minute == minute &&
			hash_eq(kept->key, key)) {
			kept->used = ++cache->turn;
			return &kept->reply;
		}
	}
	return NULL;
}

static size_t size_of(const struct reply *reply)
{
	return reply->plain_bytes + (reply->gzip ? reply->gzip_bytes : 0);
}

static void forget(struct reply_cache *cache, struct kept_reply *kept)
{
	if (!kept->there)
		return;
	cache->bytes -= size_of(&kept->reply);
	reply_free(&kept->reply);
	*kept = (struct kept_reply){0};
}

/* The same page of before goes first; otherwise the one used longest ago. */
static struct kept_reply *victim(struct reply_cache *cache, struct hash key)
{
	struct kept_reply *oldest = &cache->v[0];
	for (size_t i = 0; i < REPLIES; i++) {
		if (cache->v[i].there && hash_eq(cache->v[i].key, key))
			return &cache->v[i];
		if (cache->v[i].used < oldest->used)
			oldest = &cache->v[i];
	}
	return oldest;
}

bool reply_keep(struct reply_cache *cache, struct hash key, int64_t stamp, int64_t minute,
	const struct reply *reply)
{
	if (size_of(reply) > REPLIES_BYTES / 8)
		return false;
	struct kept_reply *kept = victim(cache, key);
	forget(cache, kept);
	while (cache->bytes + size_of(reply) > REPLIES_BYTES) {
		struct kept_reply *oldest = NULL;
		for (size_t i = 0; i < REPLIES; i++)
			if (cache->v[i].there && (!oldest || cache->v[i].used < oldest->used))
				oldest = &cache->v[i];
		forget(cache, oldest);
	}
	*kept = (struct kept_reply){key, stamp, minute, ++cache->turn, *reply, true};
	cache->bytes += size_of(reply);
	return true;
}

void reply_cache_free(struct reply_cache *cache)
{
	for (size_t i = 0; i < REPLIES; i++)
		forget(cache, &cache->v[i]);
}
