#include <assert.h>

#include "model/subscriber.h"
#include "store/columns.h"
#include "store/delivery.h"
#include "store/mail_list.h"
#include "store/unit.h"

/* clang-format off */
#define MAILING_COLUMNS(FIRST, X, of) \
	FIRST(of, int, edition) \
	X(of, enum, state) \
	X(of, str, editor) \
	X(of, int, people) \
	X(of, int, at) \
	X(of, time, ended) \
	X(of, int, due) \
	X(of, str, problem)
/* clang-format on */
#define MAILING_SQL COLUMNS_SQL(MAILING_COLUMNS, "")

static bool mailing_add(struct store *s, const struct mailing *mailing, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO mailing (" MAILING_SQL ") VALUES (" COLUMNS_MARKS(MAILING_COLUMNS) ")");
	COLUMNS_BIND(MAILING_COLUMNS, &q, mailing);
	return query_end(&q, err);
}

/* The item ?2 and those merged into it. */
#define ABOUT \
	"(SELECT id FROM item WHERE id = ?2 UNION ALL SELECT id FROM item WHERE merged_into = ?2)"
/* Everyone on the list ?1, or those of them who were sent the item ?2 in it, or may have been. */
#define AUDIENCE \
	"FROM subscription AS n JOIN subscriber AS p ON p.id = n.subscriber WHERE n.list " \
	"= " MAIL_LIST( \
		"?1") " AND p.state = ?3 AND (?2 = 0 OR EXISTS (SELECT 1 FROM delivery AS d JOIN edition " \
			  "AS e ON e.id = d.edition JOIN edition_item AS h ON h.edition = e.id WHERE " \
			  "d.subscriber = n.subscriber AND d.state IN (?4, ?5) AND (e.list = n.list OR " \
			  "e.list IN (SELECT was FROM mail_list_before WHERE list = n.list)) AND " \
			  "h.item IN " ABOUT "))"

static void bind_audience(struct query *q, struct str list, int64_t about)
{
	bind_str(q, list);
	bind_int(q, about);
	bind_int(q, SUBSCRIBER_CONFIRMED);
	bind_int(q, DELIVERY_SENT);
	bind_int(q, DELIVERY_UNKNOWN);
}

bool store_mailing_people(
	struct store *s, struct str list, int64_t about, int64_t *people, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT count(*) " AUDIENCE);
	bind_audience(&q, list, about);
	*people = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_mailing_waiting(
	struct store *s, struct str list, int64_t item, int64_t *copies, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*) FROM delivery AS d JOIN edition AS e ON e.id = d.edition WHERE (d.due IS "
		"NOT NULL OR d.state = ?3) AND e.list IN " MAIL_LIST_ALL(
			"?1") " AND e.id IN (SELECT edition FROM edition_item WHERE item IN " ABOUT ")");
	bind_str(&q, list);
	bind_int(&q, item);
	bind_int(&q, DELIVERY_SENDING);
	*copies = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

static_assert(MAILING_CANCELLED == 2, "EDITION_TELLS names the number");

static bool plan_copies(struct store *s, const struct mailing *mailing, struct str list,
	int64_t about, int64_t *people, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO delivery (edition, subscriber, state, attempts, due, code, again, lease_until,"
		" lease_owner) SELECT ?6, n.subscriber, ?7, 0, 0, '', 0, 0, '' " AUDIENCE);
	bind_audience(&q, list, about);
	bind_int(&q, mailing->edition);
	bind_int(&q, DELIVERY_PLANNED);
	bool well = query_end(&q, err);
	*people = well ? query_changes(&q) : 0;
	return well;
}

static bool set_people(struct store *s, int64_t edition, int64_t people, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE mailing SET people = ?2 WHERE edition = ?1");
	bind_int(&q, edition);
	bind_int(&q, people);
	return query_end(&q, err);
}

static bool begin(struct store *s, const struct mailing *mailing, struct str list, int64_t about,
	int64_t *people, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mailing before;
	bool there;
	if (!store_mailing_get(s, &a, mailing->edition, &before, &there, err))
		return false;
	if (there)
		return err_set(err, "this edition was sent already; nobody gets it twice");
	return mailing_add(s, mailing, err) && plan_copies(s, mailing, list, about, people, err) &&
		set_people(s, mailing->edition, *people, err);
}

bool store_mailing_begin(struct store *s, const struct mailing *mailing, struct str list,
	int64_t about, int64_t *people, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, begin(s, mailing, list, about, people, err), err);
}

bool store_mailing_get(struct store *s, struct arena *a, int64_t edition, struct mailing *out,
	bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " MAILING_SQL " FROM mailing WHERE edition = ?1");
	bind_int(&q, edition);
	*out = (struct mailing){0};
	*there = query_row(&q);
	if (*there)
		COLUMNS_TAKE(MAILING_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

static bool stop_copies(struct store *s, int64_t edition, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE delivery SET state = ?2, due = NULL WHERE edition = ?1 AND due IS NOT NULL");
	bind_int(&q, edition);
	bind_int(&q, DELIVERY_STOPPED);
	return query_end(&q, err);
}

static bool set_state(struct store *s, int64_t edition, enum mailing_state state, int64_t now,
	bool *changed, struct err *err)
{
	bool over = state == MAILING_CANCELLED;
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE mailing SET state = ?2, ended = ?3, due = 0 WHERE edition = ?1 AND ended IS NULL "
		"AND state <> ?2");
	bind_int(&q, edition);
	bind_int(&q, state);
	bind_time(&q, over ? now : NO_TIME);
	if (!query_end(&q, err))
		return false;
	*changed = query_changes(&q) > 0;
	return !over || !*changed || stop_copies(s, edition, err);
}

bool store_mailing_set(struct store *s, int64_t edition, enum mailing_state state, int64_t now,
	bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, set_state(s, edition, state, now, changed, err), err);
}

bool store_mailing_put_off(
	struct store *s, int64_t edition, int64_t due, struct str problem, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE mailing SET due = ?2, problem = ?3 WHERE edition = ?1 AND ended IS NULL AND "
		"(due <> ?2 OR problem <> ?3)");
	bind_int(&q, edition);
	bind_int(&q, due);
	bind_str(&q, problem);
	return query_end(&q, err);
}

bool store_mailing_finish(
	struct store *s, int64_t edition, int64_t now, bool *done, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE mailing SET state = ?2, ended = ?3, problem = '' WHERE edition = ?1 AND ended IS "
		"NULL AND NOT EXISTS (SELECT 1 FROM delivery WHERE edition = ?1 AND due IS NOT NULL) AND "
		"NOT EXISTS (SELECT 1 FROM delivery WHERE edition = ?1 AND state = 1)");
	bind_int(&q, edition);
	bind_int(&q, MAILING_DONE);
	bind_int(&q, now);
	bool well = query_end(&q, err);
	*done = well && query_changes(&q) > 0;
	return well;
}
