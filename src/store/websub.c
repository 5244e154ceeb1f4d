#include "store/websub.h"

#include "store/columns.h"
#include "store/unit.h"

enum { LAST_TRIES = 5 }; /* to end a subscription; then its lease ends by itself */

/* clang-format off */
#define WEBSUB_COLUMNS(FIRST, X, of) \
	FIRST(of, str, token) \
	X(of, str, base) \
	X(of, str, secret) \
	X(of, int, source) \
	X(of, str, hub) \
	X(of, str, topic) \
	X(of, bool, wanted) \
	X(of, time, since) \
	X(of, time, ends) \
	X(of, bool, trusted) \
	X(of, int, failures) \
	X(of, str, problem) \
	X(of, time, told)
/* clang-format on */
#define WEBSUB_SQL COLUMNS_SQL(WEBSUB_COLUMNS, "")
/* The source's feed still names them, and the source is visited by itself. */
#define NAMED_SQL \
	"FROM websub_named AS n JOIN source AS x ON x.id = n.source WHERE x.active = 1 AND x.gone = " \
	"0 " \
	"AND x.paused_by IS NULL"

static bool websubs_take(struct query *q, struct arena *a, struct websubs *out, struct err *err)
{
	*out = (struct websubs){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct websub *one = &out->v[out->n++];
		*one = (struct websub){0};
		COLUMNS_TAKE(WEBSUB_COLUMNS, q, a, one);
	}
	return query_end(q, err);
}

static bool name_remove(struct store *s, int64_t source, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM websub_named WHERE source = ?1");
	bind_int(&q, source);
	return query_end(&q, err);
}

bool store_websub_note(
	struct store *s, int64_t source, const struct websub_name *name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO websub_named (source, hub, topic, url) VALUES (?1, ?2, ?3, ?4) "
		"ON CONFLICT (source) DO UPDATE SET hub = ?2, topic = ?3, url = ?4 "
		"WHERE websub_named.hub <> ?2 OR websub_named.topic <> ?3 OR websub_named.url <> ?4");
	if (!name->hub.n)
		return name_remove(s, source, err);
	bind_int(&q, source);
	bind_str(&q, name->hub);
	bind_str(&q, name->topic);
	bind_str(&q, name->url);
	return query_end(&q, err);
}

bool store_websub_begin_anew(struct store *s, struct str source, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM websub_named WHERE source = (SELECT id FROM source WHERE name = ?1)");
	bind_str(&q, source);
	return query_end(&q, err);
}

bool store_websub_any(struct store *s, bool *any, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT EXISTS (SELECT 1 FROM websub_named) OR EXISTS (SELECT 1 FROM websub) OR "
		"EXISTS (SELECT 1 FROM websub_delivery)");
	*any = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}

/* The lease ended: its source is told of nothing, and is visited now. */
static bool expire(struct store *s, int64_t now, struct err *err)
{
	struct query wake CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET next_due = ?1 WHERE next_due > ?1 AND id IN "
		"(SELECT source FROM websub WHERE ends <= ?1)");
	bind_int(&wake, now);
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE websub SET since = NULL, ends = NULL, trusted = 0 WHERE ends <= ?1");
	bind_int(&q, now);
	return query_end(&wake, err) && query_end(&q, err);
}

static bool end_unwanted(struct store *s, struct str base, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE websub SET wanted = 0, asks = 0, trusted = 0, failures = 0, due = ?1 "
		"WHERE wanted = 1 AND (base <> ?2 OR NOT EXISTS (SELECT 1 " NAMED_SQL
		" AND n.source = websub.source AND n.hub = websub.hub AND n.topic = websub.topic))");
	bind_int(&q, now);
	bind_str(&q, base);
	return query_end(&q, err);
}

/* What was never verified, or has ended, needs no end. */
static bool forget(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM websub WHERE wanted = 0 AND (since IS NULL OR failures >= ?1)");
	bind_int(&q, LAST_TRIES);
	struct query d CLEANUP_QUERY = QUERY(s,
		"DELETE FROM websub_delivery WHERE source NOT IN "
		"(SELECT source FROM websub WHERE wanted = 1)");
	return query_end(&q, err) && query_end(&d, err);
}

bool store_websub_settle(struct store *s, struct str base, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u, expire(s, now, err) && end_unwanted(s, base, now, err) && forget(s, err), err);
}

bool store_websub_missing(struct store *s, struct arena *a, struct ids *sources, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT n.source " NAMED_SQL
		" AND n.source NOT IN (SELECT source FROM websub WHERE wanted = 1) ORDER BY n.source");
	*sources = (struct ids){0};
	while (query_row(&q))
		ids_add(a, sources, take_int(&q));
	return query_end(&q, err);
}

bool store_websub_begin(
	struct store *s, const struct websub_seed *seed, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO websub (token, source, hub, topic, base, secret, due) "
		"SELECT ?2, source, hub, topic, ?3, ?4, ?5 FROM websub_named WHERE source = ?1 "
		"AND source NOT IN (SELECT source FROM websub WHERE wanted = 1)");
	bind_int(&q, seed->source);
	bind_str(&q, seed->token);
	bind_str(&q, seed->base);
	bind_str(&q, seed->secret);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_websub_due(
	struct store *s, struct arena *a, int64_t now, long limit, struct websubs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WEBSUB_SQL " FROM websub WHERE due <= ?1 ORDER BY due, source LIMIT ?2");
	bind_int(&q, now);
	bind_int(&q, limit);
	return websubs_take(&q, a, out, err);
}

bool store_websub_asks(struct store *s, struct str token, int64_t due, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE websub SET failures = failures + asks, asks = 1, due = ?2 WHERE token = ?1");
	bind_str(&q, token);
	bind_int(&q, due);
	return query_end(&q, err);
}

bool store_websub_failed(
	struct store *s, struct str token, int64_t due, struct str problem, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE websub SET asks = 0, failures = failures + 1, problem = ?3, due = ?2 "
		"WHERE token = ?1 AND asks = 1");
	bind_str(&q, token);
	bind_int(&q, due);
	bind_str(&q, problem);
	return query_end(&q, err);
}

bool store_websub_waits(struct store *s, int64_t now, bool *waits, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT EXISTS (SELECT 1 FROM websub WHERE due <= ?1) OR "
		"EXISTS (SELECT 1 FROM websub_delivery)");
	bind_int(&q, now);
	*waits = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}

static bool verify_begin(
	struct store *s, const struct websub_answer *answer, int64_t now, bool *agreed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE websub SET asks = 0, since = coalesce(since, ?3), ends = ?4, due = ?5, "
		"trusted = CASE WHEN since IS NULL THEN 1 ELSE trusted END, failures = 0, problem = '' "
		"WHERE token = ?1 AND topic = ?2 AND asks = 1 AND wanted = 1");
	bind_str(&q, answer->token);
	bind_str(&q, answer->topic);
	bind_int(&q, now);
	bind_int(&q, answer->ends);
	bind_int(&q, answer->renew);
	if (!query_end(&q, err))
		return false;
	*agreed = query_changes(&q) > 0;
	return true;
}

static bool remove_ended(
	struct store *s, struct str token, struct str topic, bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM websub WHERE token = ?1 AND topic = ?2 AND asks = 1 AND wanted = 0");
	bind_str(&q, token);
	bind_str(&q, topic);
	if (!query_end(&q, err))
		return false;
	*known = query_changes(&q) > 0;
	return true;
}

bool store_websub_verify(
	struct store *s, const struct websub_answer *answer, int64_t now, bool *agreed, struct err *err)
{
	return answer->subscribes ? verify_begin(s, answer, now, agreed, err) :
								remove_ended(s, answer->token, answer->topic, agreed, err);
}

static bool deny(
	struct store *s, const struct websub_answer *answer, int64_t now, bool *known, struct err *err)
{
	struct query wake CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET next_due = ?3 WHERE next_due > ?3 AND id IN "
		"(SELECT source FROM websub WHERE token = ?1 AND topic = ?2)");
	bind_str(&wake, answer->token);
	bind_str(&wake, answer->topic);
	bind_int(&wake, now);
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE websub SET asks = 0, since = NULL, ends = NULL, trusted = 0, "
		"failures = failures + 1, problem = ?3, due = ?4 WHERE token = ?1 AND topic = ?2");
	bind_str(&q, answer->token);
	bind_str(&q, answer->topic);
	bind_str(&q, answer->reason);
	bind_int(&q, answer->renew);
	if (!query_end(&wake, err) || !query_end(&q, err))
		return false;
	*known = query_changes(&q) > 0;
	return true;
}

bool store_websub_deny(
	struct store *s, const struct websub_answer *answer, int64_t now, bool *known, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, deny(s, answer, now, known, err), err);
}

bool store_websub_find(struct store *s, struct arena *a, struct str token, struct websub *out,
	bool *found, struct err *err)
{
	struct websubs all;
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WEBSUB_SQL " FROM websub WHERE token = ?1 AND wanted = 1");
	bind_str(&q, token);
	if (!websubs_take(&q, a, &all, err))
		return false;
	*found = all.n > 0;
	*out = *found ? all.v[0] : (struct websub){0};
	return true;
}

static bool keep_delivery(
	struct store *s, const struct websub_delivery *delivery, int64_t now, struct err *err)
{
	struct query told CLEANUP_QUERY = QUERY(
		s, "UPDATE websub SET told = ?2 WHERE source = ?1 AND wanted = 1");
	bind_int(&told, delivery->source);
	bind_int(&told, now);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO websub_delivery (source, hash, type, body) VALUES (?1, ?2, ?3, ?4) "
		"ON CONFLICT (source) DO UPDATE SET hash = ?2, type = ?3, body = ?4");
	bind_int(&q, delivery->source);
	bind_hash(&q, &delivery->hash);
	bind_str(&q, delivery->type);
	bind_bytes(&q, delivery->body);
	return query_end(&told, err) && query_end(&q, err);
}

bool store_websub_deliver(
	struct store *s, const struct websub_delivery *delivery, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, keep_delivery(s, delivery, now, err), err);
}

bool store_websub_deliveries(
	struct store *s, struct arena *a, struct websub_deliveries *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.source, x.name, d.hash, d.type, d.body, n.url FROM websub_delivery AS d "
		"JOIN source AS x ON x.id = d.source JOIN websub_named AS n ON n.source = d.source "
		"WHERE x.active = 1 ORDER BY d.source");
	*out = (struct websub_deliveries){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct websub_delivery *one = &out->v[out->n++];
		one->source = take_int(&q);
		one->name = take_str(&q, a);
		take_hash(&q, &one->hash);
		one->type = take_str(&q, a);
		one->body = take_bytes(&q, a);
		one->url = take_str(&q, a);
	}
	return query_end(&q, err);
}

static bool trust(struct store *s, int64_t source, bool trusted, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE websub SET trusted = ?2 WHERE source = ?1 AND wanted = 1 AND since IS NOT NULL");
	bind_int(&q, source);
	bind_int(&q, trusted);
	return query_end(&q, err);
}

bool store_websub_taken(
	struct store *s, const struct websub_delivery *delivery, bool well, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM websub_delivery WHERE source = ?1 AND hash = ?2");
	bind_int(&q, delivery->source);
	bind_hash(&q, &delivery->hash);
	return query_end(&q, err) && trust(s, delivery->source, well, err);
}

bool store_websub_missed(struct store *s, int64_t source, struct err *err)
{
	return trust(s, source, false, err);
}

bool store_websub_tells(struct store *s, int64_t source, int64_t now, bool *tells, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT EXISTS (SELECT 1 FROM websub WHERE source = ?1 AND wanted = 1 AND trusted = 1 AND "
		"ends > ?2)");
	bind_int(&q, source);
	bind_int(&q, now);
	*tells = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}

bool store_websub_list(struct store *s, struct arena *a, struct websubs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WEBSUB_SQL " FROM websub WHERE wanted = 1 ORDER BY source");
	return websubs_take(&q, a, out, err);
}

const struct websub *websub_of(const struct websubs *all, int64_t source)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].source == source)
			return &all->v[i];
	return NULL;
}
