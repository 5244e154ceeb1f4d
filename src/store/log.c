#include "store/log.h"

#include "store/decision_row.h"
#include "store/shown_row.h"

/* ?1 before, ?2 and ?3 days, ?4 how many, ?5 whether of a batch only the first row is listed. */
#define IN_PAGE "WHERE d.id < ?1 AND (?2 IS NULL OR d.at >= ?2) AND (?3 IS NULL OR d.at < ?3) "
#define FOLDED \
	"AND (NOT ?5 OR d.batch IS NULL OR d.id = (SELECT m.id FROM decision AS m WHERE m.batch = " \
	"d.batch ORDER BY m.id LIMIT 1)) "
#define NEWEST "ORDER BY d.id DESC LIMIT ?4"
/* ?6 and ?7 the actor; an empty name: everybody. */
#define BY_ACTOR "AND d.editor = ?6 AND d.automatic = ?7 "
#define ON_ITEM \
	"AND (d.item = ?8 OR d.other = ?8) AND (?6 = '' OR (d.editor = ?6 AND d.automatic = ?7)) "
#define IN_BATCH "AND d.batch = ?6 "

bool store_log_list(struct store *s, struct arena *a, const struct log_filter *filter,
	struct decisions *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED NEWEST);
	struct query whose CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED BY_ACTOR NEWEST);
	struct query what CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED ON_ITEM NEWEST);
	struct query batch CLEANUP_QUERY = QUERY(s, DECISIONS IN_PAGE FOLDED IN_BATCH NEWEST);
	struct query *q = filter->batch ? &batch :
		filter->item                ? &what :
		filter->actor.name.n        ? &whose :
									  &all;
	bind_int(q, filter->before ? filter->before : INT64_MAX);
	bind_time(q, filter->from);
	bind_time(q, filter->to);
	bind_int(q, filter->limit ? filter->limit : -1);
	bind_int(q, filter->fold && !filter->item && !filter->batch);
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
		"SELECT name, automatic FROM who WHERE name IS NOT NULL ORDER BY automatic, name");
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

bool store_log_last(struct store *s, struct arena *a, const struct log_last *which,
	struct decision *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		DECISIONS "WHERE d.editor = ?1 AND d.automatic = 0 AND d.id < ?2 AND d.id > coalesce("
				  "(SELECT id FROM decision WHERE editor = ?1 AND automatic = 0 AND id < ?2 "
				  "ORDER BY id DESC LIMIT 1 OFFSET ?4), 0) "
				  "AND NOT (?3 AND " SHOWN_DECISION("d") ") AND " DECISION_STANDS(
					  "d") "AND " IS_LAST "ORDER BY d.id DESC LIMIT 1");
	bind_str(&q, which->editor);
	bind_int(&q, which->before ? which->before : INT64_MAX);
	bind_int(&q, which->unseen);
	bind_int(&q, which->look ? which->look : INT64_MAX);
	return decision_take_one(&q, a, out, found, err);
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
