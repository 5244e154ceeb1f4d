#include "store/saved_filter.h"

#include "store/statement.h"

bool store_saved_filter_put(struct store *s, const struct saved_filter *filter, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO saved_filter (editor, name, query) VALUES (?1, ?2, ?3) "
		"ON CONFLICT (editor, name) DO UPDATE SET query = excluded.query");
	bind_int(&q, filter->editor);
	bind_str(&q, filter->name);
	bind_str(&q, filter->query);
	return query_end(&q, err);
}

bool store_saved_filter_list(
	struct store *s, struct arena *a, int64_t editor, struct saved_filters *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, editor, name, query FROM saved_filter WHERE editor = ?1 ORDER BY name");
	bind_int(&q, editor);
	*out = (struct saved_filters){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct saved_filter *one = &out->v[out->n++];
		one->id = take_int(&q);
		one->editor = take_int(&q);
		one->name = take_str(&q, a);
		one->query = take_str(&q, a);
	}
	return query_end(&q, err);
}

bool store_saved_filter_drop(struct store *s, int64_t editor, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM saved_filter WHERE editor = ?1 AND id = ?2");
	bind_int(&q, editor);
	bind_int(&q, id);
	return query_end(&q, err);
}
