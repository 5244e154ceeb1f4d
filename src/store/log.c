#include "store/log.h"

#include "store/decision_row.h"
#include "store/shown_row.h"

/* ?1 before, ?2 and ?3 days, ?4 how many, ?5 whether of a batch only the first row is listed, ?6
 * the first of the days. */
#define IN_PAGE \
	"WHERE d.id < ?1 AND d.id >= ?6 AND (CAST(?2 AS BIGINT) IS NULL OR d.at >= ?2) AND (CAST(?3 " \
	"AS BIGINT) IS NULL OR d.at < ?3) "
#define FOLDED \
	"AND (?5 = 0 OR d.batch IS NULL OR d.id = (SELECT m.id FROM decision AS m WHERE m.batch = " \
	"d.batch ORDER BY m.id LIMIT 1)) "
#define NEWEST "ORDER BY d.id DESC LIMIT ?4"
/* Rows of one actor by their numbers, along decision_actor. To SQLite it is two equations; ranges
 * of the name alone it would prefer to them. PostgreSQL makes nothing of these equations: otherwise
 * it would go by the order of all decisions, and pass over those of others. */
#define OF_ACTOR(automatic, name, before) \
	"AND d.automatic IS NOT DISTINCT FROM " automatic " AND d.editor IS NOT DISTINCT FROM " name \
	" AND (d.automatic, d.editor, d.id) < (" automatic ", " name ", " before \
	") AND (d.automatic, d.editor, d.id) > (" automatic ", " name ", 0) "
#define ACTOR_ORDER "d.automatic DESC, d.editor DESC, "
#define NEWEST_OF_ACTOR "ORDER BY " ACTOR_ORDER "d.id DESC LIMIT ?4"
/* ?7 and ?8 the actor; an empty name: everybody. */
#define BY_ACTOR OF_ACTOR("?8", "?7", "?1")
/* In SQL: all names that the editor of this name ever had. */
#define NAMES_OF(name) \
	"(SELECT " name " UNION ALL SELECT f.name FROM editor_name AS f JOIN editor AS e ON e.id = " \
	"f.editor WHERE e.name = " name ") "
#define BY_NAMES "AND d.editor IN " NAMES_OF("?7") "AND d.automatic = ?8 "
#define ON_ITEM \
	"AND (d.item = ?9 OR d.other = ?9) AND (?7 = '' OR (d.automatic = ?8 AND (d.editor = ?7 OR (" \
	"?8 = 0 AND d.editor IN " NAMES_OF("?7") ")))) "
#define IN_BATCH "AND d.batch = ?7 "

/* Whether the editor was ever called otherwise: then rows under several names are sorted, which
 * costs more than a walk along an index. */
static bool had_other_names(struct store *s, struct str name, bool *had, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM editor AS e JOIN editor_name AS f ON f.editor = e.id WHERE e.name = ?1 "
		"LIMIT 1");
	bind_str(&q, name);
	*had = query_row(&q);
	return query_end(&q, err);
}

/* Of days that have more it is not found out where they begin and end. */
enum { DAYS_ROWS_MAX = 5000 };

/* Rows of the days, which are not looked for among all before and after them. A clock may have been
 * set back: rows of other days can stand between. */
static bool rows_of_days(struct store *s, const struct log_filter *filter, int64_t *first,
	int64_t *before, struct err *err)
{
	*first = 0;
	*before = filter->before ? filter->before : INT64_MAX;
	if (filter->from == NO_TIME || filter->to == NO_TIME)
		return true;
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM (SELECT id FROM decision "
		"WHERE at >= ?1 AND at < ?2 ORDER BY at LIMIT ?3) AS days");
	bind_time(&q, filter->from);
	bind_time(&q, filter->to);
	bind_int(&q, DAYS_ROWS_MAX);
	int64_t last = 0, rows = 0;
	if (query_row(&q)) {
		*first = take_int(&q);
		last = take_int(&q);
		rows = take_int(&q);
	}
	if (rows == DAYS_ROWS_MAX)
		*first = 0;
	else if (last < *before)
		*before = last + 1;
	return query_end(&q, err);
}

bool store_log_list(struct store *s, struct arena *a, const struct log_filter *filter,
	struct decisions *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED NEWEST);
	struct query whose CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED BY_ACTOR NEWEST_OF_ACTOR);
	struct query named CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED BY_NAMES NEWEST);
	struct query what CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED ON_ITEM NEWEST);
	struct query batch CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED IN_BATCH NEWEST);
	bool several = false;
	int64_t first, before;
	if (!rows_of_days(s, filter, &first, &before, err))
		return false;
	if (!filter->actor.automatic && filter->actor.name.n &&
		!had_other_names(s, filter->actor.name, &several, err))
		return false;
	struct query *q = filter->batch ? &batch :
		filter->item                ? &what :
		several                     ? &named :
		filter->actor.name.n        ? &whose :
									  &all;
	bind_int(q, before);
	bind_time(q, filter->from);
	bind_time(q, filter->to);
	bind_limit(q, filter->limit);
	bind_int(q, filter->fold && !filter->item && !filter->batch);
	bind_int(q, first);
	if (filter->batch) {
		bind_int(q, filter->batch);
	} else if (filter->item || filter->actor.name.n) {
		bind_str(q, filter->actor.name);
		bind_int(q, filter->actor.automatic);
	}
	if (filter->item && !filter->batch)
		bind_int(q, filter->item);
	return decision_take_all(q, a, out, err);
}

/* Steps through the index decision_actor from name to name, so the cost is that of the names, not
 * of the rows. */
bool store_log_actors(struct store *s, struct arena *a, struct actors *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH RECURSIVE kind(automatic) AS (VALUES (0), (1)), who(automatic, name) AS ("
		"SELECT automatic, (SELECT min(editor) FROM decision AS d "
		"WHERE d.automatic = kind.automatic) FROM kind UNION ALL "
		"SELECT automatic, (SELECT min(editor) FROM decision AS d "
		"WHERE d.automatic = who.automatic AND d.editor > who.name) FROM who "
		"WHERE who.name IS NOT NULL) "
		"SELECT DISTINCT CASE WHEN automatic = 1 THEN name ELSE " EDITOR_NOW(
			"who.name") " END, automatic "
						"FROM who WHERE name IS NOT NULL ORDER BY 2, 1");
	*out = (struct actors){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct actor *actor = &out->v[out->n++];
		actor->name = take_str(&q, a);
		actor->automatic = take_int(&q);
	}
	return query_end(&q, err);
}

/* In SQL: a later decision that stands has this item in this column. */
#define LATER(column, item) \
	"EXISTS (SELECT 1 FROM decision AS l WHERE l." column " = " item \
	" AND l.id > d.id AND " DECISION_STANDS("l") ") "
#define IS_LAST \
	"NOT " LATER("item", "d.item") "AND NOT " LATER("other", "d.item") "AND NOT " LATER( \
		"item", "d.other") "AND NOT " LATER("other", "d.other")

/* `mine` and `whose` say of the columns d.editor and o.editor whose rows they are. */
#define LAST_OF(mine, whose, order) \
	DECISIONS "WHERE d.id < ?2 " mine "AND d.id > coalesce((SELECT o.id FROM " \
			  "decision AS o WHERE o.editor " whose \
			  "AND o.automatic = 0 AND o.id < ?2 ORDER BY o.id DESC LIMIT 1 OFFSET ?4), 0) " \
			  "AND NOT (?3 = 1 AND " SHOWN_DECISION("d") ") AND " DECISION_STANDS( \
				  "d") "AND " IS_LAST "ORDER BY " order "d.id DESC LIMIT 1"

bool store_log_last(struct store *s, struct arena *a, const struct log_last *which,
	struct decision *out, bool *found, struct err *err)
{
	struct query one CLEANUP_QUERY = QUERY(
		s, LAST_OF(OF_ACTOR("0", "?1", "?2"), "= ?1 ", ACTOR_ORDER));
	struct query named CLEANUP_QUERY = QUERY(s,
		LAST_OF("AND d.automatic = 0 AND d.editor IN " NAMES_OF("?1"), "IN " NAMES_OF("?1"), ""));
	bool several;
	if (!had_other_names(s, which->editor, &several, err))
		return false;
	struct query *q = several ? &named : &one;
	bind_str(q, which->editor);
	bind_int(q, which->before ? which->before : INT64_MAX);
	bind_int(q, which->unseen);
	bind_int(q, which->look ? which->look : INT64_MAX);
	return decision_take_one(q, a, out, found, err);
}

bool store_log_is_last(
	struct store *s, const struct decision *decision, bool *last, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM decision AS d WHERE d.id = ?1 AND " DECISION_STANDS("d") "AND " IS_LAST);
	bind_int(&q, decision->id);
	*last = query_row(&q);
	return query_end(&q, err);
}
