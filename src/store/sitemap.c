#include "store/sitemap.h"

#include <assert.h>

#include "store/statement.h"

int64_t store_sitemap_of(int64_t item)
{
	assert(item > 0);
	return (item - 1) / SITEMAP_ITEMS + 1;
}

bool store_sitemap_change(struct store *s, int64_t number, int64_t at, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO sitemap (number, changed) VALUES (?1, ?2) ON CONFLICT (number) DO UPDATE SET "
		"changed = excluded.changed WHERE excluded.changed > sitemap.changed");
	bind_int(&q, number);
	bind_int(&q, at);
	return query_end(&q, err);
}

bool store_sitemap_list(
	struct store *s, struct arena *a, struct sitemap_ranges *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT number, changed FROM sitemap AS m WHERE EXISTS (SELECT 1 FROM listed WHERE listing "
		"= (SELECT id FROM listing WHERE name = 'all') AND item > (m.number - 1) * ?1 AND item <= "
		"m.number * ?1) ORDER BY number");
	bind_int(&q, SITEMAP_ITEMS);
	*out = (struct sitemap_ranges){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct sitemap_range *range = &out->v[out->n++];
		range->number = take_int(&q);
		range->changed = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_sitemap_items(
	struct store *s, struct arena *a, int64_t number, struct sitemap_items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT l.tag, r.at FROM listed AS l JOIN release AS r ON r.id = l.release WHERE l.listing "
		"= (SELECT id FROM listing WHERE name = 'all') AND l.item > (?1 - 1) * ?2 AND l.item <= "
		"?1 * ?2 ORDER BY l.item");
	bind_int(&q, number);
	bind_int(&q, SITEMAP_ITEMS);
	*out = (struct sitemap_items){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct sitemap_item *item = &out->v[out->n++];
		item->tag = take_str(&q, a);
		item->at = take_int(&q);
	}
	return query_end(&q, err);
}
