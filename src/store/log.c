#include "store/log.h"

#include "store/editorial.h"
#include "store/statement.h"

#define DECISIONS \
	"SELECT " DECISION_COLUMNS " FROM decision AS d JOIN item AS i ON i.id = d.item WHERE "

static bool decisions_take(struct query *q, struct arena *a, struct decisions *out, struct err *err)
{
	*out = (struct decisions){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = decision_take(q, a);
	}
	return query_end(q, err);
}

/* ?1 before, ?2 and ?3 days, ?4 how many, ?5 whom or what. */
#define PART "d.id < ?1 AND (?2 IS NULL OR d.at >= ?2) AND (?3 IS NULL OR d.at < ?3) "
#define NEWEST "ORDER BY d.id DESC LIMIT ?4"

bool store_log_list(struct store *s, struct arena *a, const struct log_filter *filter,
	struct decisions *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s, DECISIONS PART NEWEST);
	struct query whose CLEANUP_QUERY = QUERY(s, DECISIONS PART "AND d.editor = ?5 " NEWEST);
	struct query what CLEANUP_QUERY = QUERY(s,
		DECISIONS PART "AND (d.item = ?5 OR d.other = ?5) AND (?6 = '' OR d.editor = ?6) " NEWEST);
	struct query *q = filter->item ? &what : filter->editor.n ? &whose : &all;
	bind_int(q, filter->before ? filter->before : INT64_MAX);
	bind_time(q, filter->from);
	bind_time(q, filter->to);
	bind_int(q, filter->limit ? filter->limit : -1);
	if (filter->item)
		bind_int(q, filter->item);
	if (filter->item || filter->editor.n)
		bind_str(q, filter->editor);
	return decisions_take(q, a, out, err);
}

bool store_log_editors(struct store *s, struct arena *a, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH RECURSIVE who(name) AS (SELECT min(editor) FROM decision UNION ALL "
		"SELECT (SELECT min(editor) FROM decision WHERE editor > who.name) FROM who WHERE who.name "
		"IS NOT NULL) SELECT name FROM who WHERE name IS NOT NULL");
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

#define STANDS(d) \
	d ".undoes IS NULL AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = " d ".id) "

/* A later one that stands, on either of the items. */
#define LATER(column, item) \
	"EXISTS (SELECT 1 FROM decision AS l WHERE l." column " = " item \
	" AND l.id > d.id AND " STANDS("l") ") "
#define IS_LAST \
	"NOT " LATER("item", "d.item") "AND NOT " LATER("other", "d.item") "AND NOT " LATER( \
		"item", "d.other") "AND NOT " LATER("other", "d.other")

bool store_log_last(struct store *s, struct arena *a, struct str editor, int64_t before,
	int64_t seen, long look, struct decision *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		DECISIONS "d.editor = ?1 AND d.id < ?2 AND d.id > coalesce((SELECT id FROM decision WHERE "
				  "editor = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1 OFFSET ?4), 0) "
				  "AND NOT (d.verb = 'approve' AND d.at <= ?3) AND " STANDS(
					  "d") "AND " IS_LAST "ORDER BY d.id DESC LIMIT 1");
	bind_str(&q, editor);
	bind_int(&q, before ? before : INT64_MAX);
	bind_int(&q, seen);
	bind_int(&q, look ? look : INT64_MAX);
	*found = query_row(&q);
	if (*found)
		*out = decision_take(&q, a);
	return query_end(&q, err);
}

bool store_log_is_last(
	struct store *s, const struct decision *decision, bool *last, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM decision AS d WHERE d.id = ?1 AND " STANDS("d") "AND " IS_LAST);
	bind_int(&q, decision->id);
	*last = query_row(&q);
	return query_end(&q, err);
}

bool store_log_get(struct store *s, struct arena *a, int64_t id, struct decision *out, bool *found,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, DECISIONS "d.id = ?1");
	bind_int(&q, id);
	*found = query_row(&q);
	if (*found)
		*out = decision_take(&q, a);
	return query_end(&q, err);
}
