#include "store/editor_mail.h"

#include "store/editor_row.h"
#include "store/unit.h"

/* clang-format off */
#define MAIL_COLUMNS(FIRST, X, of) \
	FIRST(of, str, wanted) \
	X(of, int, daily) \
	X(of, str, daily_day) \
	X(of, bool, of_published) \
	X(of, bool, of_sources) \
	X(of, int, reminded)
/* clang-format on */

bool store_editor_mail_get(
	struct store *s, struct arena *a, int64_t editor, struct editor_mail *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " COLUMNS_SQL(MAIL_COLUMNS, "") " FROM editor_mail WHERE editor = ?1");
	bind_int(&q, editor);
	*out = (struct editor_mail){.daily = -1};
	if (query_row(&q))
		COLUMNS_TAKE(MAIL_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

bool store_editor_mail_choose(
	struct store *s, int64_t editor, const struct editor_mail *mail, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO editor_mail (editor, wanted, daily, daily_day, of_published, of_sources, "
		"reminded) VALUES (?1, '', ?2, ?3, ?4, ?5, ?6) ON CONFLICT (editor) DO UPDATE SET daily = "
		"excluded.daily, daily_day = excluded.daily_day, of_published = excluded.of_published, "
		"of_sources = excluded.of_sources, reminded = excluded.reminded");
	bind_int(&q, editor);
	bind_int(&q, mail->daily);
	bind_str(&q, mail->daily_day);
	bind_int(&q, mail->of_published);
	bind_int(&q, mail->of_sources);
	bind_int(&q, mail->reminded);
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
		" FROM editor AS e WHERE e.active = 1 AND e.email <> '' AND lower(e.email) = ?1");
	bind_str(&q, str_lower(a, address));
	*found = query_row(&q);
	*out = *found ? editor_take(&q, a) : (struct editor){0};
	if (*found && query_row(&q)) {
		(void)editor_take(&q, a); /* a row is taken whole */
		*found = false;
	}
	return query_end(&q, err);
}
