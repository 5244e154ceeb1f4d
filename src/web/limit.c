#include "web/limit.h"

#include <assert.h>

/* The first byte of a key chooses its set. */
static_assert(LIMIT_SETS == 256, "one set for each value of a byte");

static struct limit_bucket *set_of(struct limit_table *table, struct hash key)
{
	return table->v[key.bytes[0]];
}

/* The key's bucket. A new one takes the place of the bucket that is nearest to being free. */
static struct limit_bucket *bucket_of(struct limit_table *table, struct hash key)
{
	struct limit_bucket *set = set_of(table, key), *least = set;
	for (size_t i = 0; i < LIMIT_WAYS; i++) {
		if (hash_eq(set[i].key, key))
			return &set[i];
		if (set[i].full_at < least->full_at)
			least = &set[i];
	}
	*least = (struct limit_bucket){.key = key};
	return least;
}

int64_t limit_take(
	struct limit_table *table, struct hash key, const struct limit *limit, int64_t now_ms)
{
	assert(limit->burst > 0 && limit->refill_ms > 0);
	struct limit_bucket *bucket = bucket_of(table, key);
	int64_t full_at = (bucket->full_at > now_ms ? bucket->full_at : now_ms) + limit->refill_ms;
	int64_t wait = full_at - now_ms - limit->burst * limit->refill_ms;
	if (wait > 0)
		return wait;
	bucket->full_at = full_at;
	return 0;
}

void limit_give_back(struct limit_table *table, struct hash key, const struct limit *limit)
{
	struct limit_bucket *set = set_of(table, key);
	for (size_t i = 0; i < LIMIT_WAYS; i++)
		if (hash_eq(set[i].key, key))
			set[i].full_at -= limit->refill_ms;
}

void limit_forgive(struct limit_table *table, struct hash key)
{
	struct limit_bucket *set = set_of(table, key);
	for (size_t i = 0; i < LIMIT_WAYS; i++)
		if (hash_eq(set[i].key, key))
			set[i] = (struct limit_bucket){0};
}
