#include "store/decided.h"

#include "model/addition.h"
#include "store/editor_row.h"
#include "store/standing.h"

/* What editors decided, along decision_at: the plus keeps the planner from walking all that editors
 * ever decided. */
#define BY_EDITORS \
	"+d.automatic = 0 AND d.verb IN (" SQL_APPROVE ", " SQL_REJECT ", " SQL_DEFER \
	") AND " SQL_HOLDS("d")

bool store_decided_since(struct store *s, int64_t from, struct decided_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.verb, count(*) FROM decision AS d WHERE d.at >= ?1 AND " BY_EDITORS "GROUP BY 1");
	bind_int(&q, from);
	*out = (struct decided_counts){0};
	while (query_row(&q)) {
		int64_t verb = take_int(&q), n = take_int(&q);
		*(verb == VERB_APPROVE      ? &out->approved :
				verb == VERB_REJECT ? &out->rejected :
									  &out->later) = n;
	}
	return query_end(&q, err);
}

#define IS_FIRST \
	"d.verb <> " SQL_DEFER " AND NOT EXISTS (SELECT 1 FROM decision AS p WHERE p.item = d.item " \
	"AND p.id < d.id AND " SQL_DECIDES("p") ")"

bool store_decided_list(
	struct store *s, struct arena *a, const int64_t span[2], struct decideds *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EDITOR_NOW(
			"d.editor") ", d.at, d.item, d.verb, CASE WHEN " IS_FIRST
						" THEN i.first_seen END, i.score "
						"FROM decision AS d JOIN item AS i ON i.id = d.item "
						"WHERE d.at >= ?1 AND d.at < ?2 AND " BY_EDITORS "UNION ALL "
						"SELECT editor, done, item, 0, NULL, 0.0 FROM addition "
						"WHERE state = ?3 AND held = 0 AND done >= ?1 AND done < ?2");
	bind_int(&q, span[0]);
	bind_int(&q, span[1]);
	bind_int(&q, ADDITION_CAME);
	*out = (struct decideds){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct decided *decided = &out->v[out->n++];
		decided->editor = take_str(&q, a);
		decided->at = take_int(&q);
		decided->item = take_int(&q);
		decided->verb = (enum verb)take_int(&q);
		decided->waited_since = take_time(&q);
		decided->score = take_real(&q);
	}
	return query_end(&q, err);
}
