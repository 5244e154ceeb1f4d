#include "store/batch.h"

#include "store/decision_row.h"

bool store_batch_add(struct store *s, struct str what, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(s, "INSERT INTO batch (what) VALUES (?1)");
	bind_str(&q, what);
	return query_inserted(&q, id, err);
}

bool store_batch_list(
	struct store *s, struct arena *a, int64_t batch, struct decisions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, DECISIONS "WHERE d.batch = ?1 ORDER BY d.id");
	bind_int(&q, batch);
	return decision_take_all(&q, a, out, err);
}
