#include "store/page.h"

#include "store/statement.h"
#include "store/unit.h"

bool store_page_list(struct store *s, struct arena *a, struct strs *names, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT name FROM page ORDER BY name");
	*names = (struct strs){0};
	while (query_row(&q))
		strs_add(a, names, take_str(&q, a));
	return query_end(&q, err);
}

static bool page_add_one(struct store *s, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO page (name) VALUES (?1) ON CONFLICT (name) DO NOTHING");
	bind_str(&q, name);
	return query_end(&q, err);
}

bool store_page_add(struct store *s, struct strs names, struct err *err)
{
	struct unit u;
	bool done = true;
	if (!names.n)
		return true;
	if (!unit_begin(&u, s, err))
		return false;
	for (size_t i = 0; i < names.n && done; i++)
		done = page_add_one(s, names.v[i], err);
	return unit_end(&u, done, err);
}

bool store_page_remove(struct store *s, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM page WHERE name = ?1");
	bind_str(&q, name);
	return query_end(&q, err);
}

bool store_page_has(struct store *s, struct str name, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM page WHERE name = ?1");
	bind_str(&q, name);
	*has = query_row(&q);
	return query_end(&q, err);
}

bool store_page_reserved(struct store *s, struct str path, bool *reserved, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM reserved WHERE name = ?1");
	bind_str(&q, path);
	*reserved = query_row(&q);
	return query_end(&q, err);
}
