#include "store/assigned.h"

#include "store/decision_row.h"
#include "store/item_row.h"

bool store_assigned_ids(
	struct store *s, struct arena *a, int64_t editor, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id FROM item WHERE assignee = ?1 AND merged_into IS NULL ORDER BY id");
	bind_int(&q, editor);
	*out = (struct ids){0};
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

bool store_assigned_get(struct store *s, struct arena *a, const struct item *item,
	struct assigned *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EDITOR_NOW(
			"d.editor") ", d.at FROM decision AS d WHERE d.item = ?1 AND d.verb = ?2 "
						"AND d.assignee = ?3 AND " DECISION_STANDS(
							"d") "ORDER BY d.id DESC LIMIT 1");
	*out = (struct assigned){.item = *item, .at = NO_TIME};
	bind_int(&q, item->id);
	bind_int(&q, VERB_ASSIGN);
	bind_int(&q, item->assignee);
	if (query_row(&q)) {
		out->by = take_str(&q, a);
		out->at = take_int(&q);
	}
	return query_end(&q, err);
}

static bool assigned_items(struct store *s, struct arena *a, int64_t editor, long limit,
	struct items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ITEM_COLUMNS " FROM item WHERE assignee = ?1 AND merged_into IS NULL "
		"ORDER BY (SELECT max(d.id) FROM decision AS d WHERE d.item = item.id AND d.verb = ?2) "
		"DESC NULLS LAST, id DESC LIMIT ?3");
	bind_int(&q, editor);
	bind_int(&q, VERB_ASSIGN);
	bind_int(&q, limit);
	*out = (struct items){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = item_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_assigned_list(struct store *s, struct arena *a, int64_t editor, long limit,
	struct assigneds *out, struct err *err)
{
	struct items items;
	*out = (struct assigneds){0};
	if (!assigned_items(s, a, editor, limit, &items, err))
		return false;
	for (size_t i = 0; i < items.n; i++) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		if (!store_assigned_get(s, a, &items.v[i], &out->v[out->n++], err))
			return false;
	}
	return true;
}

bool store_assigned_count(struct store *s, int64_t editor, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT count(*) FROM item WHERE assignee = ?1 AND merged_into IS NULL");
	bind_int(&q, editor);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}
