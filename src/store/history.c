#include "store/history.h"

#include "store/editorial.h"
#include "store/statement.h"

static bool before_find(
	struct arena *a, struct str json, int64_t item, struct item *out, struct err *err)
{
	struct before before;
	*out = (struct item){0};
	if (!before_read(a, json, &before, err))
		return false;
	for (size_t i = 0; i < before.item_count; i++)
		if (before.items[i].id == item)
			*out = before.items[i];
	return true;
}

bool store_history(struct store *s, struct arena *a, int64_t item, long limit, struct history *out,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " DECISION_COLUMNS ", d.before FROM decision AS d JOIN item AS i ON i.id = d.item "
		"WHERE d.item = ?1 OR d.other = ?1 ORDER BY d.id DESC LIMIT ?2");
	bind_int(&q, item);
	bind_int(&q, limit);
	*out = (struct history){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->before = arena_grow(a, out->before, out->n, sizeof *out->before);
		out->v[out->n] = decision_take(&q, a);
		if (!before_find(a, take_str(&q, a), item, &out->before[out->n], err))
			return false;
		out->n++;
	}
	return query_end(&q, err);
}
