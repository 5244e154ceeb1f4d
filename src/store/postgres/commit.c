/* The end of a transaction. That a COMMIT was sent says nothing when the connection breaks before
 * its answer: a number that is written with it says afterwards whether it was done. The number of
 * the transaction would not: a server that crashes may give it to another one. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "store/postgres/handle.h"
#include "store/postgres/pipeline.h"

enum { SQL_MAX = 128, NAME_LENGTH = 32, NUMBER_MAX = 24, AGAIN_MS = 200 };
#define STATEMENT "%s_commit" /* behind the key of the connection */

bool handle_make_commits(struct driver_db *db)
{
	return handle_run(db,
		"CREATE TABLE IF NOT EXISTS tidings_commit (connection TEXT COLLATE \"C\" PRIMARY KEY, "
		"n BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL)");
}

/* Once a connection. What others left is of use for as long as they may ask: some seconds. What
 * the statement at hand changed stays what was asked for last. */
static bool prepare_number(struct driver_db *db)
{
	char name[NAME_LENGTH];
	int64_t changed = db->changed, total = db->total;
	if (db->numbered == db->opened)
		return true;
	snprintf(name, sizeof name, STATEMENT, db->key);
	if (!handle_end(db,
			PQprepare(db->conn, name,
				"INSERT INTO tidings_commit (connection, n, at) VALUES ($1, $2, now()) "
				"ON CONFLICT (connection) DO UPDATE SET n = excluded.n, at = excluded.at",
				0, NULL)))
		return false;
	db->numbered = db->opened;
	bool well = handle_run(db, "DELETE FROM tidings_commit WHERE at < now() - interval '1 day'");
	db->changed = changed;
	db->total = total;
	return well;
}

/* What wrote nothing may be done again, whatever became of it. */
static bool needs_number(const struct driver_db *db)
{
	return db->writes && db->total != db->total_before;
}

/* The server answers a COMMIT after a failure with ROLLBACK, and calls that well. */
static bool commit_once(struct driver_db *db)
{
	char sql[SQL_MAX] = "COMMIT";
	if (!pipeline_end(db))
		return false;
	bool numbered = needs_number(db);
	if (numbered && !prepare_number(db))
		return false;
	if (numbered)
		snprintf(sql, sizeof sql, "EXECUTE " STATEMENT " ('%s', %lld); COMMIT", db->key, db->key,
			(long long)++db->commits);
	db->ended = numbered ? END_UNKNOWN : END_KNOWN;
	PGresult *result = PQexec(db->conn, sql);
	const char *tag = PQcmdStatus(result); /* NULL: there is no result */
	bool committed = tag && strcmp(tag, "COMMIT") == 0;
	return handle_end(db, result) && committed;
}

/* Whoever has the lock knows that no process of the server is still about to commit. */
static bool ask(struct driver_db *db, bool *done)
{
	char n[NUMBER_MAX];
	const char *const values[] = {db->key, n};
	snprintf(n, sizeof n, "%lld", (long long)db->commits);
	PGresult *locked = PQexec(db->conn, BEGIN_WRITE);
	PGresult *row = PQexecParams(db->conn,
		"SELECT 1 FROM tidings_commit WHERE connection = $1 AND n = $2", 2, NULL, values, NULL,
		NULL, 0);
	bool answered = PQresultStatus(row) == PGRES_TUPLES_OK; /* not without the lock */
	*done = answered && PQntuples(row) == 1;
	PQclear(locked);
	PQclear(row);
	PQclear(PQexec(db->conn, "ROLLBACK"));
	return answered;
}

/* Waits for a server that is away as long as for another one's writing. */
static bool find_out(struct driver_db *db, bool *done)
{
	const struct timespec pause = {.tv_nsec = AGAIN_MS * 1000000L};
	const int64_t until = clock_ms() + db->wait_ms;
	while (!handle_revive(db) || !ask(db, done)) {
		if (clock_ms() >= until)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

bool handle_commit(struct driver_db *db)
{
	bool done = commit_once(db);
	if (!done && (!handle_is_lost(db) || db->ended == END_KNOWN))
		return false;
	db->in_unit = false;
	if (done || find_out(db, &done))
		db->ended = done ? END_KNOWN : END_UNDONE;
	return done;
}
