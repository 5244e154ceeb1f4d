#include "store/subscription_move.h"

#include <assert.h>

#include "model/subscriber.h"
#include "store/mail_list.h"
#include "store/statement.h"
#include "store/unit.h"

/* Of all statements here: ?1 is `from`, ?2 is `to`. */
#define FROM MAIL_LIST("?1")
#define TO MAIL_LIST("?2")
#define ON_TO "(SELECT subscriber FROM subscription WHERE list = " TO ")"

static bool run(struct query *q, const struct subscription_move *move, struct err *err)
{
	bind_str(q, move->from);
	bind_str(q, move->to);
	return query_end(q, err);
}

bool store_subscription_is_mailed(struct store *s, struct str list, bool *mailed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM mailing AS m JOIN edition AS e ON e.id = m.edition WHERE m.ended IS NULL "
		"AND e.list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	*mailed = query_row(&q);
	return query_end(&q, err);
}

static bool count(struct store *s, const struct subscription_move *move,
	struct subscription_moved *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*), count(CASE WHEN n.subscriber IN " ON_TO
		" THEN 1 END) FROM subscription AS n JOIN "
		"subscriber AS p ON p.id = n.subscriber WHERE n.list = " FROM " AND p.state = ?3");
	bind_str(&q, move->from);
	bind_str(&q, move->to);
	bind_int(&q, SUBSCRIBER_CONFIRMED);
	if (query_row(&q)) {
		out->people = take_int(&q);
		out->already = take_int(&q);
		assert(out->already >= 0 && out->already <= out->people);
	}
	return query_end(&q, err);
}

/* -- The list goes on -- */

static bool is_empty(struct store *s, struct str list, bool *empty, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM subscription WHERE list = " MAIL_LIST("?1") " LIMIT 1");
	bind_str(&q, list);
	*empty = !query_row(&q);
	return query_end(&q, err);
}

static bool go_on(struct store *s, const struct subscription_move *move, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO mail_list_before (list, was) SELECT " TO ", id FROM mail_list WHERE id = " FROM
		" OR (id <> " TO " AND id IN (SELECT was FROM mail_list_before WHERE list = " FROM
		")) ON CONFLICT DO NOTHING");
	return run(&q, move, err);
}

static bool take_left_out(struct store *s, const struct subscription_move *move, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_left_out (list, item, at, editor) SELECT " TO
		", item, at, editor FROM edition_left_out WHERE list = " FROM " ON CONFLICT DO NOTHING");
	return run(&q, move, err);
}

static bool take_words(struct store *s, const struct subscription_move *move, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_wording (list, version, at, editor, subject, greeting, first) "
		"SELECT " TO ", version, at, editor, subject, greeting, first FROM edition_wording WHERE "
		"list = " FROM " ON CONFLICT DO NOTHING");
	return run(&q, move, err);
}

static bool take_draft(struct store *s, const struct subscription_move *move, struct err *err)
{
	bool empty;
	return is_empty(s, move->to, &empty, err) &&
		(!empty ||
			(go_on(s, move, err) && take_left_out(s, move, err) && take_words(s, move, err)));
}

/* -- The people -- */

/* Those who are on `to` by themselves are not noted: a link of `from` leads them off `from`. */
static bool note_moved(struct store *s, const struct subscription_move *move, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO subscription_moved (subscriber, was, list) SELECT subscriber, list, " TO
		" FROM subscription WHERE list = " FROM " AND subscriber NOT IN " ON_TO
		" UNION SELECT subscriber, was, " TO " FROM subscription_moved WHERE list = " FROM
		" AND was <> " TO " AND subscriber NOT IN " ON_TO " ON CONFLICT DO NOTHING");
	return run(&q, move, err);
}

static bool put_on(struct store *s, const struct subscription_move *move, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO subscription (list, subscriber, since) SELECT " TO
		", subscriber, since FROM subscription WHERE list = " FROM " ON CONFLICT DO NOTHING");
	return run(&q, move, err);
}

static bool take_off(struct store *s, struct str list, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM subscription WHERE list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	return query_end(&q, err);
}

static bool forget_moved(struct store *s, struct str list, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM subscription_moved WHERE list = " MAIL_LIST("?1"));
	bind_str(&q, list);
	return query_end(&q, err);
}

/* -- Wishes -- */

struct wish {
	int64_t id;
	struct strs wanted;
};
struct wishes {
	struct wish *v;
	size_t n;
};

static bool list_wishes(struct store *s, struct arena *a, struct wishes *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, wanted FROM subscriber WHERE wanted <> '' ORDER BY id");
	*out = (struct wishes){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct wish *wish = &out->v[out->n++];
		wish->id = take_int(&q);
		wish->wanted = take_lines(&q, a);
	}
	return query_end(&q, err);
}

static bool write_wish(struct store *s, const struct wish *wish, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE subscriber SET wanted = ?1 WHERE id = ?2");
	bind_lines(&q, wish->wanted);
	bind_int(&q, wish->id);
	return query_end(&q, err);
}

static void change_wish(struct arena *a, const struct subscription_move *move, struct strs *wanted)
{
	struct strs changed = {0};
	for (size_t i = 0; i < wanted->n; i++) {
		struct str slug = str_eq(wanted->v[i], move->from) ? move->to : wanted->v[i];
		if (!strs_have(changed, slug))
			strs_add(a, &changed, slug);
	}
	*wanted = changed;
}

static bool change_wishes(
	struct store *s, const struct subscription_move *move, int64_t *n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct wishes wishes;
	if (!list_wishes(s, &a, &wishes, err))
		return false;
	for (size_t i = 0; i < wishes.n; i++) {
		struct wish *wish = &wishes.v[i];
		if (!strs_have(wish->wanted, move->from))
			continue;
		change_wish(&a, move, &wish->wanted);
		if (!write_wish(s, wish, err))
			return false;
		++*n;
	}
	return true;
}

static bool move_all(struct store *s, const struct subscription_move *move,
	struct subscription_moved *out, struct err *err)
{
	return store_mail_list_put(s, move->to, err) && count(s, move, out, err) &&
		take_draft(s, move, err) && note_moved(s, move, err) && put_on(s, move, err) &&
		forget_moved(s, move->from, err) && take_off(s, move->from, err) &&
		change_wishes(s, move, &out->waiting, err);
}

bool store_subscription_move(struct store *s, const struct subscription_move *move,
	struct subscription_moved *out, struct err *err)
{
	struct unit u;
	assert(!str_eq(move->from, move->to));
	*out = (struct subscription_moved){0};
	return unit_begin(&u, s, err) && unit_end(&u, move_all(s, move, out, err), err);
}

bool store_subscription_moved(struct store *s, struct arena *a, int64_t subscriber, struct str was,
	struct strs *lists, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT l.slug FROM subscription_moved AS m JOIN mail_list AS l ON l.id = m.list WHERE "
		"m.subscriber = ?1 AND m.was = " MAIL_LIST("?2") " ORDER BY l.slug");
	bind_int(&q, subscriber);
	bind_str(&q, was);
	*lists = (struct strs){0};
	while (query_row(&q))
		strs_add(a, lists, take_str(&q, a));
	return query_end(&q, err);
}
