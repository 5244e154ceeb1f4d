/* The topics, and the hubs elsewhere that are told of them. */
#include "store/hub.h"

#include "store/statement.h"
#include "store/unit.h"

static bool content_write(
	struct store *s, const struct hub_topic *topic, int64_t now, bool *changed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO hub_topic (url, path, hash, changed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
		"(url) "
		"DO UPDATE SET path = excluded.path, hash = excluded.hash, changed = excluded.changed "
		"WHERE hub_topic.hash <> excluded.hash OR hub_topic.path <> excluded.path");
	bind_str(&q, topic->url);
	bind_str(&q, topic->path);
	bind_hash(&q, &topic->hash);
	bind_int(&q, now);
	if (!query_end(&q, err))
		return false;
	*changed = query_changes(&q) > 0;
	return true;
}

static bool ping_ask(
	struct store *s, struct str hub, struct str topic, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO hub_ping (hub, topic, due) VALUES (?1, ?2, ?3) ON CONFLICT (hub, topic) "
		"DO UPDATE SET due = excluded.due, failures = 0");
	bind_str(&q, hub);
	bind_str(&q, topic);
	bind_int(&q, now);
	return query_end(&q, err);
}

static bool deliveries_ask(struct store *s, struct str topic, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE hub_subscription SET due = ?2, failures = 0 WHERE topic = ?1");
	bind_str(&q, topic);
	bind_int(&q, now);
	return query_end(&q, err);
}

static bool topic_tell(
	struct store *s, struct str topic, struct strs hubs, int64_t now, struct err *err)
{
	bool well = deliveries_ask(s, topic, now, err);
	for (size_t i = 0; i < hubs.n && well; i++)
		well = ping_ask(s, hubs.v[i], topic, now, err);
	return well;
}

bool store_hub_topic_write(struct store *s, const struct hub_topic *topic, struct strs hubs,
	int64_t now, bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			content_write(s, topic, now, changed, err) &&
				(!*changed || topic_tell(s, topic->url, hubs, now, err)),
			err);
}

static bool topic_remove(struct store *s, struct str url, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM hub_topic WHERE url = ?1");
	bind_str(&q, url);
	return query_end(&q, err);
}

static bool pings_remove(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"DELETE FROM hub_ping WHERE NOT EXISTS (SELECT 1 FROM hub_topic AS t WHERE t.url = "
		"hub_ping.topic)");
	return query_end(&q, err);
}

bool store_hub_topic_remove(struct store *s, struct str url, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			topic_remove(s, url, err) && pings_remove(s, err) && deliveries_ask(s, url, now, err),
			err);
}

bool store_hub_topic_has(struct store *s, struct str url, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM hub_topic WHERE url = ?1");
	bind_str(&q, url);
	*has = query_row(&q);
	return query_end(&q, err);
}

static bool topics_elsewhere(
	struct store *s, struct arena *a, struct str base, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT url FROM hub_topic ORDER BY url");
	while (query_row(&q)) {
		struct str url = take_str(&q, a);
		if (!str_starts(url, base))
			strs_add(a, out, url);
	}
	return query_end(&q, err);
}

static bool hubs_known(struct store *s, struct arena *a, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT DISTINCT hub FROM hub_ping ORDER BY hub");
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

static bool hub_forget(struct store *s, struct str hub, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM hub_ping WHERE hub = ?1");
	bind_str(&q, hub);
	return query_end(&q, err);
}

bool store_hub_keep(
	struct store *s, struct str base, struct strs hubs, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs elsewhere = {0}, known = {0};
	bool well = topics_elsewhere(s, &a, base, &elsewhere, err) && hubs_known(s, &a, &known, err);
	for (size_t i = 0; i < elsewhere.n && well; i++)
		well = store_hub_topic_remove(s, elsewhere.v[i], now, err);
	for (size_t i = 0; i < known.n && well; i++)
		well = strs_have(hubs, known.v[i]) || hub_forget(s, known.v[i], err);
	return well;
}

bool store_hub_pings_due(struct store *s, struct arena *a, int64_t now, long limit,
	struct hub_pings *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT p.hub, p.topic, t.hash, p.failures FROM hub_ping AS p JOIN hub_topic AS t "
		"ON t.url = p.topic WHERE p.due <= ?1 ORDER BY p.due, p.hub, p.topic LIMIT ?2");
	bind_int(&q, now);
	bind_int(&q, limit);
	*out = (struct hub_pings){0};
	while (query_row(&q)) {
		struct hub_ping ping = {.hub = take_str(&q, a)};
		ping.topic = take_str(&q, a);
		(void)take_hash(&q, &ping.hash);
		ping.failures = take_int(&q);
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = ping;
	}
	return query_end(&q, err);
}

bool store_hub_ping_told(struct store *s, const struct hub_ping *ping, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE hub_ping SET due = NULL, failures = 0, problem = '', told = ?4 WHERE hub = ?1 "
		"AND topic = ?2 AND EXISTS (SELECT 1 FROM hub_topic AS t WHERE t.url = ?2 AND t.hash = "
		"?3)");
	bind_str(&q, ping->hub);
	bind_str(&q, ping->topic);
	bind_hash(&q, &ping->hash);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_hub_ping_failed(
	struct store *s, const struct hub_ping *ping, int64_t due, struct str problem, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE hub_ping SET due = ?4, failures = failures + 1, problem = ?5 WHERE hub = ?1 "
		"AND topic = ?2 AND EXISTS (SELECT 1 FROM hub_topic AS t WHERE t.url = ?2 AND t.hash = "
		"?3)");
	bind_str(&q, ping->hub);
	bind_str(&q, ping->topic);
	bind_hash(&q, &ping->hash);
	bind_time(&q, due);
	bind_str(&q, problem);
	return query_end(&q, err);
}

bool store_hub_states(struct store *s, struct arena *a, struct hub_states *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT hub, count(CASE WHEN due IS NOT NULL OR problem <> '' THEN 1 END), max(failures), "
		"max(problem), max(told) FROM hub_ping GROUP BY hub ORDER BY hub");
	*out = (struct hub_states){0};
	while (query_row(&q)) {
		struct hub_state state = {.hub = take_str(&q, a)};
		state.waiting = take_int(&q);
		state.failures = take_int(&q);
		state.problem = take_str(&q, a);
		state.told = take_time(&q);
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = state;
	}
	return query_end(&q, err);
}
