#include "store/postgres/pipeline.h"

#include <assert.h>

enum { SENT_MAX = 64, BINARY = 1 /* results */ };

static bool send_one(struct driver_db *db, const struct prepared *one)
{
	assert(PQpipelineStatus(db->conn) != PQ_PIPELINE_OFF);
	return PQsendQueryPrepared(
		db->conn, one->name, one->n, one->values, one->lengths, one->formats, BINARY);
}

/* The result of the statement at hand, whose end is read too. */
static PGresult *take_result(struct driver_db *db)
{
	PGresult *result = PQgetResult(db->conn);
	if (result)
		PQclear(PQgetResult(db->conn)); /* NULL: there is one result a statement */
	return result;
}

/* Reads the outcomes of those that were sent. The first failure counts: what comes behind it was
 * not done. */
static bool take_sent(struct driver_db *db)
{
	bool well = true;
	for (; db->sent > 0; db->sent--) {
		PGresult *result = take_result(db);
		if (well)
			well = handle_end(db, result);
		else
			PQclear(result);
	}
	return well;
}

/* Ends the pipeline, of which everything was read but its end. */
static void leave(struct driver_db *db)
{
	PQclear(PQgetResult(db->conn));
	(void)PQexitPipelineMode(db->conn); /* fails where the connection is lost: it is made anew */
}

bool pipeline_send(struct driver_db *db, const struct prepared *one)
{
	if (db->sent == SENT_MAX && !pipeline_end(db))
		return false;
	if (!db->sent && !PQenterPipelineMode(db->conn))
		return false;
	if (!send_one(db, one)) {
		pipeline_give_up(db);
		return false;
	}
	db->sent++;
	return true;
}

bool pipeline_finish(struct driver_db *db, const struct prepared *one, PGresult **result)
{
	bool whole = send_one(db, one) && PQpipelineSync(db->conn);
	bool well = take_sent(db);
	*result = whole ? take_result(db) : NULL;
	leave(db);
	if (well)
		return true;
	PQclear(*result);
	return false;
}

bool pipeline_end(struct driver_db *db)
{
	if (PQpipelineStatus(db->conn) == PQ_PIPELINE_OFF)
		return true;
	bool whole = PQpipelineSync(db->conn);
	bool well = take_sent(db);
	leave(db);
	return well && whole;
}

void pipeline_give_up(struct driver_db *db)
{
	if (!pipeline_end(db))
		assert(!db->sent);
}
