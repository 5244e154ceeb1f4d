/* pipeline: statements whose outcome nobody waits for (private to store/postgres/).
 *
 * Inside a transaction, a statement may be sent and its outcome read with that of the next one that
 * is waited for: one way to the server and back for all of them (libpq's pipeline mode). When one
 * of them fails, those behind it do nothing, and the one that is waited for fails with its words,
 * so the transaction cannot be committed without its caller being told. */
#ifndef STORE_POSTGRES_PIPELINE_H
#define STORE_POSTGRES_PIPELINE_H

#include "store/postgres/handle.h"

/* A prepared statement with its values, as PQsendQueryPrepared takes them. */
struct prepared {
	const char *name;
	int n;
	const char *const *values;
	const int *lengths, *formats;
};

/* Sends it; false when it could not be sent. */
bool pipeline_send(struct driver_db *db, const struct prepared *one) MUST_USE;
/* Sends it behind those that were sent, and waits for all. *result is its own, which the caller
 * looks at and frees. False when one of the others failed, which then is the last failure. */
bool pipeline_finish(struct driver_db *db, const struct prepared *one, PGresult **result) MUST_USE;
/* Waits for those that were sent. False when one failed, which then is the last failure. */
bool pipeline_end(struct driver_db *db) MUST_USE;
/* The same before a rollback, whatever came of them. */
void pipeline_give_up(struct driver_db *db);

#endif
