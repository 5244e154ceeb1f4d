#include "store/editor_mail.h"

#include "store/editor_row.h"
#include "store/unit.h"

bool store_editor_mail_get(
	struct store *s, struct arena *a, int64_t editor, struct editor_mail *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT wanted FROM editor_mail WHERE editor = ?1");
	bind_int(&q, editor);
	*out = (struct editor_mail){0};
	if (query_row(&q))
		out->wanted = take_str(&q, a);
	return query_end(&q, err);
}

bool store_editor_mail_want(struct store *s, int64_t editor, struct str address, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO editor_mail (editor, wanted) VALUES (?1, ?2) "
		"ON CONFLICT (editor) DO UPDATE SET wanted = excluded.wanted");
	bind_int(&q, editor);
	bind_str(&q, address);
	return query_end(&q, err);
}

static bool set_address(struct store *s, int64_t editor, struct str address, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE editor SET email = ?2 WHERE id = ?1");
	bind_int(&q, editor);
	bind_str(&q, address);
	return query_end(&q, err);
}

static bool confirm(
	struct store *s, int64_t editor, struct str address, bool *done, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE editor_mail SET wanted = '' WHERE editor = ?1 AND wanted = ?2 AND wanted <> ''");
	bind_int(&q, editor);
	bind_str(&q, address);
	if (!query_end(&q, err))
		return false;
	*done = query_changes(&q) > 0;
	return !*done || set_address(s, editor, address, err);
}

bool store_editor_mail_confirm(
	struct store *s, int64_t editor, struct str address, bool *done, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, confirm(s, editor, address, done, err), err);
}

bool store_editor_mail_forget(struct store *s, int64_t editor, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			store_editor_mail_want(s, editor, STR_NONE, err) &&
				set_address(s, editor, STR_NONE, err),
			err);
}

bool store_editor_mail_find(struct store *s, struct arena *a, struct str address,
	struct editor *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EDITOR_SQL
		" FROM editor AS e WHERE e.active = 1 AND e.email <> '' AND lower(e.email) = lower(?1)");
	bind_str(&q, address);
	*found = query_row(&q);
	*out = *found ? editor_take(&q, a) : (struct editor){0};
	if (*found && query_row(&q)) {
		(void)editor_take(&q, a); /* a row is taken whole */
		*found = false;
	}
	return query_end(&q, err);
}
