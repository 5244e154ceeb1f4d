#include "store/unit.h"

#include "store/block.h"
#include "store/statement.h"

bool unit_begin(struct unit *u, struct store *s, struct err *err)
{
	store_snapshot_end(s);
	*u = (struct unit){s, !store_in_transaction(s)};
	if (u->own)
		return store_begin(s, err);
	struct query q CLEANUP_QUERY = QUERY(s, "SAVEPOINT unit");
	return query_end(&q, err);
}

static bool savepoint_release(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "RELEASE unit");
	return query_end(&q, err);
}

/* A grave failure (a full disk) may have ended the whole transaction; then there is no savepoint
 * then. */
static void savepoint_undo(struct store *s)
{
	block_forget_crowded(s);
	if (!store_in_transaction(s))
		return;
	struct query q CLEANUP_QUERY = QUERY(s, "ROLLBACK TO unit");
	if (query_end(&q, NULL) && savepoint_release(s, NULL))
		return;
	store_rollback(s);
}

bool unit_end(struct unit *u, bool done, struct err *err)
{
	if (done && (u->own ? store_commit(u->s, err) : savepoint_release(u->s, err)))
		return true;
	u->own ? store_rollback(u->s) : savepoint_undo(u->s);
	return false;
}
