#include "store/mail_list.h"

#include "store/statement.h"

bool store_mail_list_put(struct store *s, struct str slug, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO mail_list (slug) VALUES (?1) ON CONFLICT (slug) DO NOTHING");
	bind_str(&q, slug);
	return query_end(&q, err);
}

bool store_mail_list_all(struct store *s, struct arena *a, struct strs *slugs, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT slug FROM mail_list ORDER BY id");
	*slugs = (struct strs){0};
	while (query_row(&q))
		strs_add(a, slugs, take_str(&q, a));
	return query_end(&q, err);
}
