#include "store/topic.h"

#include "store/columns.h"

/* clang-format off */
#define TOPIC_COLUMNS(FIRST, X, of) \
	FIRST(of, str, slug) \
	X(of, str, title) \
	X(of, str, match) \
	X(of, str, moved_to)
/* clang-format on */

bool store_topic_list(struct store *s, struct arena *a, struct stored_topics *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " COLUMNS_SQL(TOPIC_COLUMNS, "") " FROM topic ORDER BY slug");
	*out = (struct stored_topics){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct stored_topic *topic = &out->v[out->n++];
		COLUMNS_TAKE(TOPIC_COLUMNS, &q, a, topic);
	}
	return query_end(&q, err);
}

bool store_topic_put(struct store *s, const struct stored_topic *topic, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO topic (" COLUMNS_SQL(TOPIC_COLUMNS, "") ") VALUES (" COLUMNS_MARKS(
			TOPIC_COLUMNS) ") ON CONFLICT (slug) DO UPDATE SET title = excluded.title, "
						   "match = excluded.match, moved_to = excluded.moved_to");
	COLUMNS_BIND(TOPIC_COLUMNS, &q, topic);
	return query_end(&q, err);
}
