#include "store/decision.h"

#include "store/editorial.h"
#include "store/item_row.h"
#include "store/unit.h"

static void pair_bind(struct query *q, int64_t item, int64_t other)
{
	bind_int(q, item < other ? item : other);
	bind_int(q, item < other ? other : item);
}

static bool is_apart(struct store *s, int64_t item, int64_t other, bool *is, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM apart WHERE item = ?1 AND other = ?2");
	pair_bind(&q, item, other);
	*is = query_row(&q);
	return query_end(&q, err);
}

static bool apart_add(struct store *s, int64_t item, int64_t other, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "INSERT INTO apart (item, other) VALUES (?1, ?2)");
	pair_bind(&q, item, other);
	return query_end(&q, err);
}

bool apart_drop(struct store *s, int64_t item, int64_t other, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM apart WHERE item = ?1 AND other = ?2");
	pair_bind(&q, item, other);
	return query_end(&q, err);
}

static bool set_apart(
	struct store *s, struct arena *a, struct by by, int64_t item, int64_t other, struct err *err)
{
	struct item one, two;
	bool is;
	struct before before = {0};
	if (item == other)
		return err_set(err, "an item cannot be apart from itself");
	if (!item_need(s, a, item, &one, err) || !item_need(s, a, other, &two, err) ||
		!is_apart(s, item, other, &is, err))
		return false;
	const struct decision what = {
		.verb = S("apart"), .item = item, .other = other, .detail = item_face(&two).title};
	return is ||
		(by_saw(by, &one, err) && by_saw_other(by, &two, err) && apart_add(s, item, other, err) &&
			decision_log(s, by, &what, &before, err));
}

bool decide_apart(struct store *s, struct by by, int64_t item, int64_t other, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, set_apart(s, &a, by, item, other, err), err);
}

bool decision_apart(
	struct store *s, struct arena *a, int64_t item, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT other FROM apart WHERE item = ?1 UNION ALL SELECT item FROM apart WHERE other = "
		"?1");
	bind_int(&q, item);
	*out = (struct ids){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = take_int(&q);
	}
	return query_end(&q, err);
}

bool ids_have(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->v[i] == id)
			return true;
	return false;
}
