/* The end of a transaction. That a COMMIT was sent says nothing when the connection breaks before
 * its answer: a number that is written with it says afterwards whether it was done. The number of
 * the transaction would not: a server that crashes may give it to another one.
 *
 * Where a standby has to have it too (synchronous_standby_names), a COMMIT waits for one that is
 * gone for ever, and all who write wait behind it. So the server is told in time to end that wait:
 * it has done the transaction, and says by a warning that it may be the only one who knows. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "store/postgres/handle.h"
#include "store/postgres/pipeline.h"

enum {
	SQL_MAX = 128,
	NAME_LENGTH = 32,
	NUMBER_MAX = 24,
	AGAIN_MS = 200,
	STANDBY_MS = 5000, /* for a standby that has answered until now */
	STANDBY_AGAIN_MS = 1000,
};
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

static void cancel(struct driver_db *db)
{
	char why[256];
	PGcancel *order = PQgetCancel(db->conn);
	if (order)
		(void)PQcancel(order, why, sizeof why); /* where it does not arrive, it is sent again */
	PQfreeCancel(order);
}

/* Until there is a result, or the connection is lost. */
static void await(struct driver_db *db, int milliseconds)
{
	int64_t until = clock_ms() + milliseconds;
	while (PQisBusy(db->conn)) {
		struct pollfd server = {.fd = PQsocket(db->conn), .events = POLLIN};
		const int64_t left = until - clock_ms();
		const int answered = poll(&server, 1, left > 0 ? (int)left : 0);
		if (answered == 0) {
			cancel(db);
			until = clock_ms() + milliseconds;
		}
		if ((answered < 0 && errno != EINTR) || (answered > 0 && !PQconsumeInput(db->conn)))
			return;
	}
}

/* Runs what ends with a COMMIT, or commits by itself. A standby has so long to confirm it; after
 * that the server is `alone`. Gives the last result; NULL: there is none. */
static PGresult *end_at_most(struct driver_db *db, const char *sql, int milliseconds)
{
	PGresult *last = NULL, *next = NULL;
	db->warned = false;
	bool sent = PQsendQuery(db->conn, sql);
	while (sent) {
		await(db, milliseconds);
		next = PQgetResult(db->conn);
		if (!next)
			break;
		PQclear(last);
		last = next;
	}
	db->alone = db->warned;
	return last;
}

/* What wrote nothing may be done again, whatever became of it. */
static bool needs_number(const struct driver_db *db)
{
	return db->writes && db->total != db->total_before;
}

static void number_commit(const struct driver_db *db, char *sql, const char *then)
{
	snprintf(sql, SQL_MAX, "EXECUTE " STATEMENT " ('%s', %lld)%s", db->key, db->key,
		(long long)db->commits, then);
}

/* Once the server was alone nothing is begun before a standby answers: who is told that something
 * is saved can rely on it. A connection that was made anew finds out at its first commit. */
bool handle_has_standby(struct driver_db *db)
{
	char sql[SQL_MAX];
	if (!db->alone || db->numbered != db->opened)
		return true;
	number_commit(db, sql, "");
	bool well = handle_end(db, end_at_most(db, sql, STANDBY_AGAIN_MS));
	if (well && db->alone)
		db->ended = END_NOT_BEGUN;
	return well && !db->alone;
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
	db->commits += numbered;
	if (numbered)
		number_commit(db, sql, "; COMMIT");
	db->ended = numbered ? END_UNKNOWN : END_KNOWN;
	PGresult *result = end_at_most(db, sql, STANDBY_MS);
	const char *tag = PQcmdStatus(result); /* NULL: there is no result */
	bool committed = tag && strcmp(tag, "COMMIT") == 0;
	return handle_end(db, result) && committed;
}

static bool has_no_row(struct driver_db *db, const char *sql)
{
	PGresult *rows = PQexec(db->conn, sql);
	bool none = PQresultStatus(rows) == PGRES_TUPLES_OK && PQntuples(rows) == 0;
	PQclear(rows);
	return none;
}

/* A store that is being made has no lock yet: when nobody else of ours is connected, and it is not
 * there afterwards either, no process of the server is still about to make it. */
static bool ask_without_store(struct driver_db *db)
{
	return has_no_row(db, "SELECT 1 " FROM_OTHER_SESSIONS) &&
		has_no_row(db, "SELECT 1 WHERE to_regclass('tidings_commit') IS NOT NULL");
}

static bool lacks_store(const PGresult *locked)
{
	const char *code = PQresultErrorField(locked, PG_DIAG_SQLSTATE);
	return code && strcmp(code, "42P01") == 0;
}

/* Whoever has the lock knows that no process of the server is still about to commit. It is asked by
 * a change, which a standby confirms: then it has what came before. */
static bool ask(struct driver_db *db, bool *done)
{
	char n[NUMBER_MAX];
	const char *const values[] = {db->key, n};
	snprintf(n, sizeof n, "%lld", (long long)db->commits);
	PGresult *locked = PQexec(db->conn, BEGIN_WRITE);
	PGresult *row = PQexecParams(db->conn,
		"UPDATE tidings_commit SET at = now() WHERE connection = $1 AND n = $2", 2, NULL, values,
		NULL, NULL, 0);
	bool found = strcmp(PQcmdTuples(row), "1") == 0;
	bool answered = PQresultStatus(row) == PGRES_COMMAND_OK; /* not without the lock */
	bool none = lacks_store(locked);
	PQclear(locked);
	PQclear(row);
	PGresult *ended = end_at_most(db, answered ? "COMMIT" : "ROLLBACK", STANDBY_MS);
	answered = answered && PQresultStatus(ended) == PGRES_COMMAND_OK;
	PQclear(ended);
	*done = answered && found;
	return answered || (none && ask_without_store(db));
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
		db->ended = !done ? END_UNDONE : db->alone ? END_ALONE : END_KNOWN;
	return done && !db->alone;
}
