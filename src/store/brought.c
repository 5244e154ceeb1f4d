#include "store/brought.h"

#include "store/numbers.h"
#include "store/statement.h"

/* Along entry_brought. */
bool store_brought_list(struct store *s, struct arena *a, const int64_t span[2], int64_t now,
	struct broughts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.source, e.seen, e.item, CASE WHEN i.state = " SQL_DEFERRED
		" AND i.deferred_until <= ?3 THEN " SQL_QUEUED " ELSE i.state END "
		"FROM entry AS e JOIN item AS i ON i.id = e.item "
		"WHERE e.first = 1 AND e.seen >= ?1 AND e.seen < ?2 ORDER BY e.seen, e.source, e.item");
	bind_int(&q, span[0]);
	bind_int(&q, span[1]);
	bind_int(&q, now);
	*out = (struct broughts){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct brought *brought = &out->v[out->n++];
		brought->source = take_int(&q);
		brought->at = take_int(&q);
		brought->item = take_int(&q);
		brought->state = (enum item_state)take_int(&q);
	}
	return query_end(&q, err);
}

bool store_brought_sources(
	struct store *s, struct arena *a, struct source_names *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT id, name, kind FROM source ORDER BY id");
	*out = (struct source_names){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct source_name *source = &out->v[out->n++];
		source->id = take_int(&q);
		source->name = take_str(&q, a);
		source->kind = take_str(&q, a);
	}
	return query_end(&q, err);
}
