#include "store/history.h"

#include "store/before.h"
#include "store/decision_row.h"

static bool history_add(
	struct arena *a, struct query *q, int64_t item, struct history *out, struct err *err)
{
	struct before before;
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->before = arena_grow(a, out->before, out->n, sizeof *out->before);
	out->v[out->n] = decision_take(q, a);
	if (!before_of_json(a, take_str(q, a), &before, err))
		return false;
	const struct item *was = before_item(&before, item);
	out->before[out->n++] = was ? *was : (struct item){0};
	return true;
}

bool store_history(struct store *s, struct arena *a, int64_t item, long limit, struct history *out,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " DECISION_COLUMNS ", d.before FROM " DECISION_TABLES
		"WHERE d.item = ?1 OR d.other = ?1 ORDER BY d.id DESC LIMIT ?2");
	bind_int(&q, item);
	bind_int(&q, limit);
	*out = (struct history){0};
	while (query_row(&q))
		if (!history_add(a, &q, item, out, err))
			return false;
	return query_end(&q, err);
}
