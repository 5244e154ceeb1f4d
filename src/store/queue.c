#include <assert.h>
#include <math.h>

#include "store/item_row.h"

/* Rows of two statements, one after the other, until there are enough. */
static bool items_take(
	struct query *q, struct arena *a, long limit, struct items *out, struct err *err)
{
	while ((limit == 0 || out->n < (size_t)limit) && query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = item_take(q, a);
	}
	return query_end(q, err);
}

static void page_bind(struct query *q, const struct queue_filter *filter, bool after, size_t have)
{
	bind_int(q, filter->section);
	bind_real(q, after ? filter->after_score : INFINITY);
	bind_int(q, after ? filter->after_id : 0);
	bind_int(q, filter->limit ? filter->limit - (long)have : -1);
}

/* ?1 section, ?2 and ?3 the row before, ?4 how many. */
#define IN_PAGE \
	"merged_into IS NULL AND (?1 = 0 OR coalesce(edited_section, section) = ?1) AND score <= ?2 " \
	"AND (score < ?2 OR id > ?3) "
#define PAGE_ORDER "ORDER BY score DESC, id LIMIT ?4"

static bool queue_updates(struct store *s, struct arena *a, const struct queue_filter *filter,
	struct items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ITEM_COLUMNS
		" FROM item WHERE update_why <> '' AND live IS NOT NULL AND " IN_PAGE PAGE_ORDER);
	page_bind(&q, filter, filter->has_after, out->n);
	return items_take(&q, a, filter->limit, out, err);
}

/* Two ordered walks along item_queue, merged: nothing is sorted and a page costs a page. */
static bool queue_waiting(struct store *s, struct arena *a, const struct queue_filter *filter,
	struct items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ITEM_COLUMNS " FROM item WHERE state = 0 AND " IN_PAGE "UNION ALL "
		"SELECT " ITEM_COLUMNS
		" FROM item WHERE state = 3 AND deferred_until <= ?5 AND " IN_PAGE PAGE_ORDER);
	static_assert(ITEM_QUEUED == 0 && ITEM_DEFERRED == 3,
		"the partial order of item_queue is by these numbers");
	page_bind(&q, filter, filter->has_after && !filter->after_update, out->n);
	bind_int(&q, filter->now);
	return items_take(&q, a, filter->limit, out, err);
}

bool store_item_queue(struct store *s, struct arena *a, const struct queue_filter *filter,
	struct items *out, struct err *err)
{
	*out = (struct items){0};
	bool updates_left = !filter->has_after || filter->after_update;
	if (updates_left && !queue_updates(s, a, filter, out, err))
		return false;
	return (filter->limit && out->n >= (size_t)filter->limit) ||
		queue_waiting(s, a, filter, out, err);
}
