#include "store/tries.h"

#include <assert.h>

#include "store/statement.h"
#include "store/unit.h"

/* What is full later than its limit allows by more than this comes from a clock that was wrong, and
 * does not count. */
enum { CLOCK_SLACK_MS = 600000 };

/* A bucket at one moment. */
struct bucket {
	struct hash key;
	const struct limit *limit;
	int64_t now_ms, full_at; /* full_at is after its next try */
};

/* How long to wait for that try; 0: not at all. */
static int64_t wait_of(const struct bucket *b)
{
	int64_t wait = b->full_at - b->now_ms - b->limit->burst * b->limit->refill_ms;
	return wait > 0 ? wait : 0;
}

static bool bucket_read(struct store *s, struct bucket *b, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT full_at FROM tries WHERE key = ?1 AND full_at BETWEEN ?2 AND ?3");
	b->now_ms = store_clock_ms(s);
	bind_hash(&q, &b->key);
	bind_int(&q, b->now_ms);
	bind_int(&q, b->now_ms + b->limit->burst * b->limit->refill_ms + CLOCK_SLACK_MS);
	b->full_at = (query_row(&q) ? take_int(&q) : b->now_ms) + b->limit->refill_ms;
	return query_end(&q, err);
}

static bool bucket_write(struct store *s, const struct bucket *b, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO tries (key, full_at) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET full_at "
		"= excluded.full_at");
	bind_hash(&q, &b->key);
	bind_int(&q, b->full_at);
	return query_end(&q, err);
}

static bool forget_full(struct store *s, int64_t now_ms, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM tries WHERE full_at <= ?1");
	bind_int(&q, now_ms);
	return query_end(&q, err);
}

static bool bucket_take(struct store *s, struct bucket *b, int64_t *wait_ms, struct err *err)
{
	if (!bucket_read(s, b, err))
		return false;
	*wait_ms = wait_of(b);
	return *wait_ms || (bucket_write(s, b, err) && forget_full(s, b->now_ms, err));
}

bool store_tries_take(
	struct store *s, struct hash key, const struct limit *limit, int64_t *wait_ms, struct err *err)
{
	struct bucket b = {.key = key, .limit = limit};
	struct unit u;
	assert(limit->burst > 0 && limit->refill_ms > 0);
	if (!bucket_read(s, &b, err))
		return false;
	*wait_ms = wait_of(&b);
	return *wait_ms ||
		(unit_begin(&u, s, err) && unit_end(&u, bucket_take(s, &b, wait_ms, err), err));
}

bool store_tries_forgive(struct store *s, struct hash key, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM tries WHERE key = ?1");
	bind_hash(&q, &key);
	return query_end(&q, err);
}
