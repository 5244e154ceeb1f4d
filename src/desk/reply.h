/* reply: a response in the form that libmicrohttpd sends, with the headers that every one of ours
 * carries; kept for as long as nothing changed (private to the server).
 *
 * A page is made anew when anything in the store changed, and every minute (ages are shown);
 * otherwise it is sent as it stood, already compressed. So what it costs to be looked at does not
 * depend on what a page shows. */
#ifndef DESK_REPLY_H
#define DESK_REPLY_H

#include <microhttpd.h>

#include "base/hash.h"
#include "desk/http.h"

struct reply {
	struct MHD_Response *plain, *gzip; /* gzip: NULL where it would not be smaller */
	char etag_text[40]; /* as sent; weak, for the two forms are not the same bytes; "": none */
	int status;
	size_t plain_bytes, gzip_bytes;
	char who[64]; /* whose page it is, for the log */
};
/* Takes over the body. `compress`: also make the gzip form. False when memory is short. */
bool reply_make(struct reply *out, struct http_response *response, bool compress);
void reply_free(struct reply *reply);
/* Queues it for the request: the form that the browser takes, or 304 when it has it (RFC 9110
 * section 13.1.2). Returns the status sent; *bytes is the body's length. */
int reply_send(const struct reply *reply, struct MHD_Connection *connection,
	const struct http_request *request, size_t *bytes);
/* What Accept-Encoding (RFC 9110 section 12.5.3) says of gzip. */
bool reply_takes_gzip(struct str accept_encoding);

enum { REPLIES = 64, REPLIES_BYTES = 3 << 20 };
struct reply_cache {
	struct kept_reply {
		struct hash key;
		int64_t stamp, minute, used;
		struct reply reply;
		bool there;
	} v[REPLIES];
	size_t bytes;
	int64_t turn;
};
/* The reply under this key that was made at this state of the store and in this minute; NULL when
 * there is none. */
const struct reply *reply_find(
	struct reply_cache *cache, struct hash key, int64_t stamp, int64_t minute);
/* Keeps it in the place of the one that was used longest ago; the cache owns it from then on. False
 * when it is too large to be kept: then it stays the caller's. */
bool reply_keep(struct reply_cache *cache, struct hash key, int64_t stamp, int64_t minute,
	const struct reply *reply);
void reply_cache_free(struct reply_cache *cache);

#endif
