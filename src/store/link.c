#include "store/link.h"

#include "store/statement.h"
#include "store/unit.h"

#define LINK_COLUMNS \
	"l.url, l.next, l.looked, l.state, l.fault, l.failures, l.since, l.moved_to, l.moves "

static struct link link_take_row(struct query *q, struct arena *a)
{
	struct link link = {.url = take_str(q, a)};
	link.next = take_int(q);
	link.looked = take_time(q);
	link.state = (enum link_state)take_int(q);
	link.fault = (enum link_fault)take_int(q);
	link.failures = take_int(q);
	link.since = take_time(q);
	link.moved_to = take_str(q, a);
	link.moves = take_int(q);
	return link;
}

bool store_link_sync(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO link (url, next) SELECT r.url, ?1 + (min(r.id) % 30 + 1) * 86400 "
		"FROM item AS i JOIN release AS r ON r.id = i.live WHERE i.live IS NOT NULL "
		"AND (lower(r.url) LIKE 'http://%' OR lower(r.url) LIKE 'https://%') "
		"AND NOT EXISTS (SELECT 1 FROM link AS l WHERE l.url = r.url) GROUP BY r.url");
	bind_int(&q, now);
	return query_end(&q, err);
}

static bool take_due(
	struct store *s, struct arena *a, int64_t now, long limit, struct links *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " LINK_COLUMNS "FROM link AS l WHERE l.next <= ?1 AND EXISTS (SELECT 1 "
		"FROM release AS r JOIN item AS i ON i.live = r.id WHERE r.url = l.url) "
		"ORDER BY l.next, l.url LIMIT ?2");
	bind_int(&q, now);
	bind_int(&q, limit);
	*out = (struct links){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = link_take_row(&q, a);
	}
	return query_end(&q, err);
}

static bool put_off(struct store *s, struct str url, int64_t until, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE link SET next = ?2 WHERE url = ?1");
	bind_str(&q, url);
	bind_int(&q, until);
	return query_end(&q, err);
}

bool store_link_take(struct store *s, struct arena *a, int64_t now, int64_t until, long limit,
	struct links *out, struct err *err)
{
	struct unit u;
	if (!unit_begin(&u, s, err))
		return false;
	bool done = take_due(s, a, now, limit, out, err);
	for (size_t i = 0; done && i < out->n; i++)
		done = put_off(s, out->v[i].url, until, err);
	return unit_end(&u, done, err);
}

bool store_link_get(struct store *s, struct arena *a, struct str url, struct link *out, bool *found,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " LINK_COLUMNS "FROM link AS l WHERE l.url = ?1");
	bind_str(&q, url);
	*found = query_row(&q);
	*out = *found ? link_take_row(&q, a) : (struct link){.looked = NO_TIME, .since = NO_TIME};
	return query_end(&q, err);
}

bool store_link_write(struct store *s, const struct link *link, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE link SET next = ?2, looked = ?3, state = ?4, fault = ?5, failures = ?6, "
		"since = ?7, moved_to = ?8, moves = ?9 WHERE url = ?1");
	bind_str(&q, link->url);
	bind_int(&q, link->next);
	bind_time(&q, link->looked);
	bind_int(&q, link->state);
	bind_int(&q, link->fault);
	bind_int(&q, link->failures);
	bind_time(&q, link->since);
	bind_str(&q, link->moved_to);
	bind_int(&q, link->moves);
	return query_end(&q, err);
}

bool store_link_items(
	struct store *s, struct arena *a, struct str url, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id FROM release AS r JOIN item AS i ON i.live = r.id WHERE r.url = ?1 "
		"ORDER BY i.id");
	bind_str(&q, url);
	*out = (struct ids){0};
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

bool store_link_network(struct store *s, int64_t since, bool *works, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM source WHERE active = 1 AND last_success >= ?1 LIMIT 1");
	bind_int(&q, since);
	*works = query_row(&q);
	return query_end(&q, err);
}

bool store_link_untold(struct store *s, struct arena *a, struct link_items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id, r.title, " LINK_COLUMNS "FROM link AS l JOIN release AS r ON r.url = l.url "
		"JOIN item AS i ON i.live = r.id WHERE l.state IN (1, 3) AND i.update_why = '' "
		"AND r.notice = '' ORDER BY i.id");
	*out = (struct link_items){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct link_item *item = &out->v[out->n++];
		item->item = take_int(&q);
		item->title = take_str(&q, a);
		item->link = link_take_row(&q, a);
	}
	return query_end(&q, err);
}
