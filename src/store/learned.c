#include "store/learned.h"

#include "model/item.h"
#include "store/standing.h"
#include "store/statement.h"

/* Queued or deferred, ITEM_QUEUED and ITEM_DEFERRED. */
#define WAITS "state IN (0, 3) AND live IS NULL AND merged_into IS NULL"
static_assert(ITEM_QUEUED == 0 && ITEM_DEFERRED == 3, "WAITS has these numbers");
static_assert(ITEM_APPROVED == 1 && ITEM_REJECTED == 2, "so has store_learned_lessons");

bool store_learned_mark(struct store *s, struct arena *a, struct str *mark, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce((SELECT max(id) FROM decision), 0), "
		"coalesce((SELECT max(id) FROM item), 0)");
	*mark = STR_NONE;
	if (query_row(&q)) {
		int64_t decision = take_int(&q), item = take_int(&q);
		*mark = str_printf(a, "%lld %lld", (long long)decision, (long long)item);
	}
	return query_end(&q, err);
}

/* Where an item was approved and its update declined, or the other way round, its state says what
 * became of it; the last decision of that kind says why. */
bool store_learned_lessons(
	struct store *s, struct arena *a, long limit, struct lessons *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id, i.state FROM decision AS d JOIN item AS i ON i.id = d.item "
		"WHERE d.automatic = 0 AND i.merged_into IS NULL AND " SQL_DECIDES(
			"d") "AND ((d.verb = " SQL_APPROVE " AND i.state = 1) OR (d.verb = " SQL_REJECT
				 " AND i.state = 2 AND coalesce(d.reason, '') NOT IN ('duplicate', 'broken'))) "
				 "AND NOT EXISTS (SELECT 1 FROM decision AS l WHERE l.item = d.item AND l.id > "
				 "d.id "
				 "AND " SQL_DECIDES("l") ") ORDER BY d.id DESC LIMIT ?1");
	bind_int(&q, limit);
	*out = (struct lessons){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct lesson *lesson = &out->v[out->n++];
		lesson->item = take_int(&q);
		lesson->wanted = take_int(&q) == ITEM_APPROVED;
	}
	return query_end(&q, err);
}

bool store_learned_waiting(
	struct store *s, struct arena *a, long limit, struct unlearneds *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, coalesce(prior, score) FROM item WHERE " WAITS
		" ORDER BY prior IS NOT NULL, score DESC, id LIMIT ?1");
	bind_int(&q, limit);
	*out = (struct unlearneds){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct unlearned *one = &out->v[out->n++];
		one->item = take_int(&q);
		one->prior = take_real(&q);
	}
	return query_end(&q, err);
}

bool store_learned_set(
	struct store *s, int64_t item, double score, struct strs why, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE item SET (prior, score, learned) = (coalesce(prior, score), ?, ?) "
		"WHERE id = ? AND " WAITS);
	bind_real(&q, score);
	bind_lines_or_null(&q, true, why);
	bind_int(&q, item);
	return query_end(&q, err);
}

#define FORGET "UPDATE item SET (score, prior, learned) = (prior, NULL, NULL) "

bool store_learned_drop(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, FORGET "WHERE id = ? AND prior IS NOT NULL AND " WAITS);
	bind_int(&q, item);
	return query_end(&q, err);
}

bool store_learned_forget(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, FORGET "WHERE prior IS NOT NULL AND " WAITS);
	return query_end(&q, err);
}
