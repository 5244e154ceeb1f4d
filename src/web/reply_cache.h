/* reply_cache: replies that are kept and sent again while nothing changed (private to web/).
 *
 * A page is good as long as the application's version is the same, and for one minute (pages show
 * ages such as "5 minutes ago"). Within that time it is sent as it stands, already packed, so that
 * what a request costs does not depend on what the page shows. Memory is bounded: REPLIES pages and
 * REPLIES_BYTES of bodies. */
#ifndef WEB_REPLY_CACHE_H
#define WEB_REPLY_CACHE_H

#include "base/hash.h"
#include "web/reply.h"

enum { REPLIES = 64, REPLIES_BYTES = 3 << 20, REPLY_BYTES = REPLIES_BYTES / 8 };

/* Under what a page is kept. */
struct reply_key {
	struct hash page; /* of address and user */
	int64_t version;  /* web_app's */
	int64_t minute;   /* of the request */
};
struct reply_cache {
	struct kept_reply {
		struct reply_key key;
		int64_t used; /* the turn in which it was sent last */
		struct reply reply;
		bool there;
	} v[REPLIES];
	size_t bytes;
	int64_t turn; /* counts what is found and kept */
};
/* The reply that is kept under this key; NULL when there is none. Valid until the next
 * reply_cache_keep. */
const struct reply *reply_cache_find(struct reply_cache *cache, const struct reply_key *key);
/* Keeps the reply in the place of an older one of the same page, or else of the one used longest
 * ago. The cache owns it from then on. False when it is larger than REPLY_BYTES: then it stays the
 * caller's. */
bool reply_cache_keep(
	struct reply_cache *cache, const struct reply_key *key, const struct reply *reply) MUST_USE;
void reply_cache_free(struct reply_cache *cache);

#endif
