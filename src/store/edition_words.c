#include "store/edition_words.h"

#include "store/columns.h"
#include "store/mail_list.h"
#include "store/unit.h"

/* clang-format off */
#define WORDS_COLUMNS(FIRST, X, of) \
	FIRST(of, int, version) \
	X(of, int, at) \
	X(of, str, editor) \
	X(of, str, subject) \
	X(of, str, greeting) \
	X(of, str, first)
/* clang-format on */
#define WORDS_SQL COLUMNS_SQL(WORDS_COLUMNS, "")

bool store_edition_words_get(
	struct store *s, struct arena *a, struct str list, struct edition_words *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " WORDS_SQL " FROM edition_wording WHERE list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	*out = (struct edition_words){0};
	if (query_row(&q))
		COLUMNS_TAKE(WORDS_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

static bool words_put(
	struct store *s, struct str list, const struct edition_words *words, struct err *err)
{
	if (!store_mail_list_put(s, list, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_wording (" WORDS_SQL ", list) VALUES (" COLUMNS_MARKS(
			WORDS_COLUMNS) ", " MAIL_LIST("?") ") ON CONFLICT (list) "
											   "DO UPDATE SET version = excluded.version, at = "
											   "excluded.at, editor = excluded.editor, "
											   "subject = excluded.subject, greeting = "
											   "excluded.greeting, first = excluded.first");
	COLUMNS_BIND(WORDS_COLUMNS, &q, words);
	bind_str(&q, list);
	return query_end(&q, err);
}

static bool words_set(struct store *s, struct str list, const struct edition_words *words,
	bool *stale, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct edition_words stands, next = *words;
	if (!store_edition_words_get(s, &a, list, &stands, err))
		return false;
	*stale = stands.version != words->version;
	next.version++;
	return *stale || words_put(s, list, &next, err);
}

bool store_edition_words_set(struct store *s, struct str list, const struct edition_words *words,
	bool *stale, struct err *err)
{
	struct unit u;
	*stale = false;
	return unit_begin(&u, s, err) && unit_end(&u, words_set(s, list, words, stale, err), err);
}

bool store_edition_words_used(struct store *s, struct str list, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE edition_wording SET version = version + 1, at = ?2, editor = '', subject = '', "
		"greeting = '', first = '' WHERE list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	bind_int(&q, now);
	return query_end(&q, err);
}

static bool leave_out(
	struct store *s, struct str list, const struct left_out *what, struct err *err)
{
	if (!store_mail_list_put(s, list, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_left_out (list, item, at, editor) VALUES (" MAIL_LIST(
			"?1") ", ?2, ?3, ?4) ON CONFLICT (list, item) DO NOTHING");
	bind_str(&q, list);
	bind_int(&q, what->item);
	bind_int(&q, what->at);
	bind_str(&q, what->editor);
	return query_end(&q, err);
}

static bool put_back(struct store *s, struct str list, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM edition_left_out WHERE list = " MAIL_LIST("?1") " AND item = ?2");
	bind_str(&q, list);
	bind_int(&q, item);
	return query_end(&q, err);
}

bool store_edition_leave_out(
	struct store *s, struct str list, const struct left_out *what, bool out, struct err *err)
{
	struct unit u;
	if (!out)
		return put_back(s, list, what->item, err);
	return unit_begin(&u, s, err) && unit_end(&u, leave_out(s, list, what, err), err);
}

bool store_edition_left_out(
	struct store *s, struct arena *a, struct str list, struct ids *items, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT item FROM edition_left_out WHERE list = " MAIL_LIST("?1") " ORDER BY item");
	bind_str(&q, list);
	*items = (struct ids){0};
	while (query_row(&q))
		ids_add(a, items, take_int(&q));
	return query_end(&q, err);
}
