/* Who subscribed at the site's own hub, and who asks to. */
#include "store/hub.h"

#include "store/statement.h"
#include "store/unit.h"

bool store_hub_deliveries_due(struct store *s, struct arena *a, int64_t now, int64_t site_now,
	long limit, struct hub_deliveries *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT b.topic, b.callback, b.secret, coalesce(t.path, ''), t.hash, b.failures "
		"FROM hub_subscription AS b LEFT JOIN hub_topic AS t ON t.url = b.topic "
		"WHERE b.due <= ?1 AND b.ends > ?2 ORDER BY b.due, b.topic, b.callback LIMIT ?3");
	bind_int(&q, now);
	bind_int(&q, site_now);
	bind_int(&q, limit);
	*out = (struct hub_deliveries){0};
	while (query_row(&q)) {
		struct hub_delivery one = {.topic = take_str(&q, a)};
		one.callback = take_str(&q, a);
		one.secret = take_str(&q, a);
		one.path = take_str(&q, a);
		one.denied = !take_hash(&q, &one.hash);
		one.failures = take_int(&q);
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = one;
	}
	return query_end(&q, err);
}

bool store_hub_delivered(struct store *s, const struct hub_delivery *delivery, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE hub_subscription SET due = NULL, failures = 0 WHERE topic = ?1 AND callback = ?2 "
		"AND EXISTS (SELECT 1 FROM hub_topic AS t WHERE t.url = ?1 AND t.hash = ?3)");
	bind_str(&q, delivery->topic);
	bind_str(&q, delivery->callback);
	bind_hash(&q, &delivery->hash);
	return query_end(&q, err);
}

bool store_hub_delivery_failed(
	struct store *s, const struct hub_delivery *delivery, int64_t due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE hub_subscription SET due = ?4, failures = failures + 1 WHERE topic = ?1 "
		"AND callback = ?2 AND EXISTS (SELECT 1 FROM hub_topic AS t WHERE t.url = ?1 AND t.hash = "
		"?3)");
	bind_str(&q, delivery->topic);
	bind_str(&q, delivery->callback);
	bind_hash(&q, &delivery->hash);
	bind_time(&q, due);
	return query_end(&q, err);
}

bool store_hub_unsubscribe(struct store *s, struct str topic, struct str callback, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM hub_subscription WHERE topic = ?1 AND callback = ?2");
	bind_str(&q, topic);
	bind_str(&q, callback);
	return query_end(&q, err);
}

bool store_hub_expire(struct store *s, int64_t site_now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM hub_subscription WHERE ends <= ?1");
	bind_int(&q, site_now);
	return query_end(&q, err);
}

/* -- Requests -- */

static bool request_remove(struct store *s, struct str topic, struct str callback, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM hub_request WHERE topic = ?1 AND callback = ?2");
	bind_str(&q, topic);
	bind_str(&q, callback);
	return query_end(&q, err);
}

static bool request_add(
	struct store *s, const struct hub_request *request, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO hub_request (challenge, topic, callback, host, subscribes, secret, seconds, "
		"asked, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)");
	bind_str(&q, request->challenge);
	bind_str(&q, request->topic);
	bind_str(&q, request->callback);
	bind_str(&q, request->host);
	bind_int(&q, request->subscribes);
	bind_str(&q, request->secret);
	bind_int(&q, request->seconds);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_hub_ask(struct store *s, const struct hub_request *request, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			request_remove(s, request->topic, request->callback, err) &&
				request_add(s, request, now, err),
			err);
}

bool store_hub_count(
	struct store *s, const struct hub_request *request, struct hub_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT (SELECT count(*) FROM hub_request), (SELECT count(*) FROM hub_request WHERE host = "
		"?1), (SELECT count(*) FROM hub_subscription), (SELECT count(*) FROM hub_subscription "
		"WHERE host = ?1), EXISTS (SELECT 1 FROM hub_subscription WHERE topic = ?2 AND callback = "
		"?3)");
	bind_str(&q, request->host);
	bind_str(&q, request->topic);
	bind_str(&q, request->callback);
	*out = (struct hub_counts){0};
	if (query_row(&q)) {
		out->requests = take_int(&q);
		out->host_requests = take_int(&q);
		out->subscriptions = take_int(&q);
		out->host_subscriptions = take_int(&q);
		out->known = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_hub_requests_due(struct store *s, struct arena *a, int64_t now, long limit,
	struct hub_requests *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.challenge, r.topic, r.callback, r.host, r.subscribes, r.secret, r.seconds, "
		"r.failures, t.url IS NULL FROM hub_request AS r LEFT JOIN hub_topic AS t ON t.url = "
		"r.topic WHERE r.due <= ?1 ORDER BY r.due, r.challenge LIMIT ?2");
	bind_int(&q, now);
	bind_int(&q, limit);
	*out = (struct hub_requests){0};
	while (query_row(&q)) {
		struct hub_request one = {.challenge = take_str(&q, a)};
		one.topic = take_str(&q, a);
		one.callback = take_str(&q, a);
		one.host = take_str(&q, a);
		one.subscribes = take_int(&q);
		one.secret = take_str(&q, a);
		one.seconds = take_int(&q);
		one.failures = take_int(&q);
		one.denied = take_int(&q) && one.subscribes;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = one;
	}
	return query_end(&q, err);
}

/* *own: it was still there. */
static bool request_take(
	struct store *s, const struct hub_request *request, bool *own, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM hub_request WHERE challenge = ?1");
	bind_str(&q, request->challenge);
	if (!query_end(&q, err))
		return false;
	*own = query_changes(&q) > 0;
	return true;
}

static bool subscribe(
	struct store *s, const struct hub_request *request, int64_t ends, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO hub_subscription (topic, callback, host, secret, ends) VALUES (?1, ?2, ?3, "
		"?4, "
		"?5) ON CONFLICT (topic, callback) DO UPDATE SET secret = excluded.secret, ends = "
		"excluded.ends");
	bind_str(&q, request->topic);
	bind_str(&q, request->callback);
	bind_str(&q, request->host);
	bind_str(&q, request->secret);
	bind_int(&q, ends);
	return query_end(&q, err);
}

bool store_hub_confirm(
	struct store *s, const struct hub_request *request, int64_t ends, struct err *err)
{
	struct unit u;
	bool own;
	if (!unit_begin(&u, s, err))
		return false;
	bool well = request_take(s, request, &own, err);
	if (well && own)
		well = request->subscribes ?
			subscribe(s, request, ends, err) :
			store_hub_unsubscribe(s, request->topic, request->callback, err);
	return unit_end(&u, well, err);
}

bool store_hub_request_failed(
	struct store *s, const struct hub_request *request, int64_t due, struct err *err)
{
	bool own;
	if (due == NO_TIME)
		return request_take(s, request, &own, err);
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE hub_request SET due = ?2, failures = failures + 1 WHERE challenge = ?1");
	bind_str(&q, request->challenge);
	bind_int(&q, due);
	return query_end(&q, err);
}

bool store_hub_next(struct store *s, int64_t *due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT min(due) FROM (SELECT min(due) AS due FROM hub_ping WHERE due IS NOT NULL UNION "
		"ALL "
		"SELECT min(due) FROM hub_subscription WHERE due IS NOT NULL UNION ALL "
		"SELECT min(due) FROM hub_request) AS waiting");
	*due = query_row(&q) ? take_time(&q) : NO_TIME;
	return query_end(&q, err);
}

bool store_hub_audience(struct store *s, struct hub_audience *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*), count(due), count(CASE WHEN failures > 0 THEN 1 END), "
		"(SELECT count(*) FROM hub_request) FROM hub_subscription");
	*out = (struct hub_audience){0};
	if (query_row(&q)) {
		out->subscriptions = take_int(&q);
		out->waiting = take_int(&q);
		out->failing = take_int(&q);
		out->requests = take_int(&q);
	}
	return query_end(&q, err);
}
