#include "web/reply_cache.h"

#include <assert.h>

const struct reply *reply_cache_find(struct reply_cache *cache, const struct reply_key *key)
{
	for (size_t i = 0; i < REPLIES; i++) {
		struct kept_reply *kept = &cache->v[i];
		if (kept->there && kept->key.version == key->version && kept->key.minute == key->minute &&
			hash_eq(kept->key.page, key->page)) {
			kept->used = ++cache->turn;
			return &kept->reply;
		}
	}
	return NULL;
}

static size_t reply_size(const struct reply *reply)
{
	return reply->plain_bytes + (reply->gzip ? reply->gzip_bytes : 0);
}

static void drop_reply(struct reply_cache *cache, struct kept_reply *kept)
{
	if (!kept->there)
		return;
	assert(cache->bytes >= reply_size(&kept->reply));
	cache->bytes -= reply_size(&kept->reply);
	reply_free(&kept->reply);
	*kept = (struct kept_reply){0};
}

/* Where a reply goes: the place of the same page, or a free one, or that of the reply used longest
 * ago. A free place was used in turn 0. */
static struct kept_reply *place_for(struct reply_cache *cache, struct hash page)
{
	struct kept_reply *oldest = &cache->v[0];
	for (size_t i = 0; i < REPLIES; i++) {
		if (cache->v[i].there && hash_eq(cache->v[i].key.page, page))
			return &cache->v[i];
		if (cache->v[i].used < oldest->used)
			oldest = &cache->v[i];
	}
	return oldest;
}

/* Until so many bytes more fit in. */
static void make_room(struct reply_cache *cache, size_t bytes)
{
	assert(bytes <= REPLY_BYTES);
	while (cache->bytes + bytes > REPLIES_BYTES) {
		struct kept_reply *oldest = NULL;
		for (size_t i = 0; i < REPLIES; i++)
			if (cache->v[i].there && (!oldest || cache->v[i].used < oldest->used))
				oldest = &cache->v[i];
		assert(oldest); /* or nothing would be kept, and the bytes would fit */
		drop_reply(cache, oldest);
	}
}

bool reply_cache_keep(
	struct reply_cache *cache, const struct reply_key *key, const struct reply *reply)
{
	size_t bytes = reply_size(reply);
	if (bytes > REPLY_BYTES)
		return false;
	struct kept_reply *kept = place_for(cache, key->page);
	drop_reply(cache, kept);
	make_room(cache, bytes);
	*kept = (struct kept_reply){*key, ++cache->turn, *reply, true};
	cache->bytes += bytes;
	return true;
}

void reply_cache_free(struct reply_cache *cache)
{
	for (size_t i = 0; i < REPLIES; i++)
		drop_reply(cache, &cache->v[i]);
	assert(cache->bytes == 0);
}
